package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.freight.Availability;
import dev.supercargo.decisions.freight.AvailableFreight;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which Freight a Stage may be promoted to (controllers.md 6.4) and which it would choose itself (6.5,
/// 8.3).
final class StageFreight {
    private final Stage stage;
    private final Instant now;

    StageFreight(Stage stage, Instant now) {
        this.stage = stage;
        this.now = now;
    }

    /// Whether the Freight may be promoted to the Stage.
    boolean includes(Freight freight) {
        return Availability.of(freight, stage, now).isAvailable();
    }

    /// The Freight of an origin that automatic promotion would choose; empty where there is none.
    ///
    /// @throws Refused with `list available freight: …` where a Warehouse that the Stage asks for does
    ///     not exist
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
        List<Freight> all = lookups.list(Kinds.FREIGHT, namespace, LabelSelector.EVERYTHING).stream()
                .map((KubeObject object) -> Freight.read(object))
                .toList();
        return AvailableFreight.of(stage, all, now).candidate(request.get());
    }
}
