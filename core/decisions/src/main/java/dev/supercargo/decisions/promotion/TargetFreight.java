package dev.supercargo.decisions.promotion;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Freight that a Promotion brings, and what its Stage will hold afterwards.
public final class TargetFreight {
    private TargetFreight() {}

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
