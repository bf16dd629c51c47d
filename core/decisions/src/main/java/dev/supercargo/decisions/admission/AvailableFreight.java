package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightSources;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Stage;
import dev.supercargo.model.VerifiedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which Freight a Stage may be promoted to (controllers.md 6.4) and which it would choose itself (6.5, 8.3).
final class AvailableFreight {
    private static final Comparator<Freight> NEWEST_LAST = Comparator.comparing(Freight::foundAt)
            .thenComparing(freight -> freight.metadata().name());

    private final Stage stage;
    private final Instant now;

    AvailableFreight(Stage stage, Instant now) {
        this.stage = stage;
        this.now = now;
    }

    /// Whether the Freight may be promoted to the Stage.
    boolean includes(Freight freight) {
        return stage.spec().requestedFreight().stream()
                .filter(request -> request.origin().equals(freight.origin()))
                .anyMatch(request -> isAvailable(freight, request.sources()));
    }

    private boolean isAvailable(Freight freight, FreightSources sources) {
        if (isApproved(freight) || sources.direct()) {
            return true;
        }
        return sources.needsAll()
                ? sources.stages().stream().allMatch(upstream -> passed(freight, upstream, sources))
                : sources.stages().stream().anyMatch(upstream -> passed(freight, upstream, sources));
    }

    private boolean isApproved(Freight freight) {
        return freight.status().approvedFor().containsKey(stage.metadata().name());
    }

    private boolean passed(Freight freight, String upstream, FreightSources sources) {
        VerifiedStage verified = freight.status().verifiedIn().get(upstream);
        Duration wanted = sources.requiredSoakTime();
        return verified != null
                && (wanted == null || soaked(freight, upstream, verified).compareTo(wanted) >= 0);
    }

    private Duration soaked(Freight freight, String upstream, VerifiedStage verified) {
        Duration longest = verified.longestSoak() == null ? Duration.ZERO : verified.longestSoak();
        CurrentStage current = freight.status().currentlyIn().get(upstream);
        if (current == null || current.since() == null) {
            return longest;
        }
        Duration stay = Duration.between(current.since(), now);
        return stay.compareTo(longest) > 0 ? stay : longest;
    }

    /// The Freight of an origin that automatic promotion would choose; empty where there is none.
    ///
    /// @throws Refused with `list available freight: …` where a Warehouse that the Stage asks for does not exist
    Optional<Freight> candidate(FreightOrigin origin, Lookups lookups) {
        String namespace = stage.metadata().namespace();
        for (FreightRequest request : stage.spec().requestedFreight()) {
            String warehouse = request.origin().name();
            if (lookups.find(Kinds.WAREHOUSE, new ObjectKey(namespace, warehouse))
                    .isEmpty()) {
                throw new Refused(Refusal.internal("list available freight: Warehouse \"" + warehouse
                        + "\" not found in namespace \"" + namespace + "\""));
            }
        }
        Optional<FreightRequest> request = stage.spec().request(origin);
        if (request.isEmpty()) {
            return Optional.empty();
        }
        FreightSources sources = request.get().sources();
        List<Freight> choices = lookups.list(Kinds.FREIGHT, namespace, LabelSelector.EVERYTHING).stream()
                .map((KubeObject object) -> Freight.read(object))
                .filter(freight -> freight.origin().equals(origin))
                .filter(freight -> isAvailable(freight, sources))
                .filter(freight -> !sources.matchesUpstream() || isInUpstream(freight, sources))
                .toList();
        return sources.matchesUpstream() && choices.size() > 1
                ? Optional.empty()
                : choices.stream().max(NEWEST_LAST);
    }

    private static boolean isInUpstream(Freight freight, FreightSources sources) {
        return !sources.stages().isEmpty()
                && freight.status().currentlyIn().containsKey(sources.stages().getFirst());
    }
}
