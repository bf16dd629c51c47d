package dev.supercargo.decisions.stage;

import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.VerifiedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The second phase: Freight learns that it came or left (controllers.md 7.4).
record FreightSync(List<StageEffect> effects, Optional<String> error) {
    static FreightSync of(StageView view, Optional<FreightCollection> held, Instant now) {
        var effects = new ArrayList<StageEffect>();
        for (Freight piece : view.supply().freight()) {
            String name = piece.metadata().name();
            CurrentStage stay = piece.status().currentlyIn().get(view.name());
            if (stay != null && held.filter(h -> h.contains(name)).isEmpty()) {
                effects.add(new StageEffect.MarkFreight(name, left(piece, view.name(), stay, now)));
            }
        }
        for (FreightReference reference :
                held.map(h -> List.copyOf(h.items().values())).orElse(List.of())) {
            Optional<Freight> piece = view.supply().named(reference.name());
            if (piece.isEmpty()) {
                return new FreightSync(effects, Optional.of(missing(view, reference.name())));
            }
            if (!piece.get().status().currentlyIn().containsKey(view.name())) {
                effects.add(new StageEffect.MarkFreight(reference.name(), new FreightMark.Entered(now)));
            }
        }
        return new FreightSync(effects, Optional.empty());
    }

    static String missing(StageView view, String freight) {
        return "Freight \"" + freight + "\" not found in namespace \"" + view.namespace() + "\"";
    }

    /// The mark of Freight that leaves.
    static FreightMark left(Freight piece, String stage, CurrentStage stay, Instant now) {
        return new FreightMark.Left(longestSoak(piece, stage, stay, now));
    }

    /// The stay that ends, if the Freight is verified and it is the longest.
    private static Optional<Duration> longestSoak(Freight piece, String stage, CurrentStage stay, Instant now) {
        VerifiedStage verified = piece.status().verifiedIn().get(stage);
        Instant since = stay.since();
        if (verified == null || since == null) {
            return Optional.empty();
        }
        Duration ended = Duration.between(since, now);
        Duration longest = verified.longestSoak();
        return longest == null || ended.compareTo(longest) > 0 ? Optional.of(ended) : Optional.empty();
    }
}
