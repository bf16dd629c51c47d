package dev.supercargo.decisions.promotion;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.FreightSources;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import dev.supercargo.model.VerifiedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Freight that a Promotion brings: whether it may come, and what its Stage will hold afterwards.
public final class TargetFreight {
    private TargetFreight() {}

    /// Whether the Freight is available to the Stage (controllers.md 6.4).
    public static boolean mayCome(Stage stage, Freight freight, Instant now) {
        return stage.spec().requestedFreight().stream()
                .filter(request -> request.origin().equals(freight.origin()))
                .anyMatch(request -> mayCome(stage.metadata().name(), request.sources(), freight, now));
    }

    private static boolean mayCome(String stage, FreightSources sources, Freight freight, Instant now) {
        if (sources.direct() || freight.status().approvedFor().containsKey(stage)) {
            return true;
        }
        return sources.needsAll()
                ? sources.stages().stream().allMatch(upstream -> passed(upstream, sources, freight, now))
                : sources.stages().stream().anyMatch(upstream -> passed(upstream, sources, freight, now));
    }

    private static boolean passed(String upstream, FreightSources sources, Freight freight, Instant now) {
        VerifiedStage verified = freight.status().verifiedIn().get(upstream);
        if (verified == null) {
            return false;
        }
        Duration wanted = sources.requiredSoakTime();
        return wanted == null || soaked(upstream, verified, freight, now).compareTo(wanted) >= 0;
    }

    private static Duration soaked(String upstream, VerifiedStage verified, Freight freight, Instant now) {
        Duration longest = Optional.ofNullable(verified.longestSoak()).orElse(Duration.ZERO);
        CurrentStage current = freight.status().currentlyIn().get(upstream);
        Instant since = current == null ? null : current.since();
        Duration stay = since == null ? Duration.ZERO : Duration.between(since, now);
        return stay.compareTo(longest) > 0 ? stay : longest;
    }

    /// The copy of the Freight that statuses keep.
    public static FreightReference reference(Freight freight) {
        return new FreightReference(
                freight.metadata().name(),
                freight.origin(),
                freight.commits(),
                freight.images(),
                freight.charts(),
                freight.artifacts());
    }

    /// What the Stage will hold: the target, and, where it asks for several origins, of the others what
    /// its last
    /// Promotion had (whether that succeeded or not; controllers.md 12.6).
    public static FreightCollection collection(Stage stage, Freight target) {
        return collection(stage, reference(target));
    }

    /// See [#collection(Stage, Freight)].
    public static FreightCollection collection(Stage stage, FreightReference target) {
        var items = new LinkedHashMap<String, FreightReference>();
        if (stage.spec().requestedFreight().size() > 1) {
            Map<String, FreightReference> last = lastItems(stage);
            stage.spec().requestedFreight().forEach(request -> {
                FreightReference held = last.get(request.origin().key());
                if (held != null) {
                    items.put(request.origin().key(), held);
                }
            });
        }
        items.put(target.origin().key(), target);
        List<String> names = items.values().stream().map(FreightReference::name).toList();
        return new FreightCollection(FreightName.ofCollection(names), items, List.of());
    }

    private static Map<String, FreightReference> lastItems(Stage stage) {
        return Optional.ofNullable(stage.status().lastPromotion())
                .map(PromotionReference::status)
                .map(PromotionStatus::freightCollection)
                .map(FreightCollection::items)
                .orElse(Map.of());
    }
}
