package dev.supercargo.simulation;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.util.Map;
import java.util.Optional;

/// A mistake that is built into a world on purpose, to show that the simulation would find it.
public enum Fault {
    /// All is as it should be.
    NONE,
    /// A broken wake-up rule: nobody hears that Freight was verified.
    DEAF_TO_VERIFICATION,
    /// A broken wake-up rule: nobody hears that Freight was approved.
    DEAF_TO_APPROVAL,
    /// A broken wake-up rule: nobody hears that a Promotion has ended.
    DEAF_TO_ENDS,
    /// A broken wake-up rule: nobody hears what was there when the process started.
    DEAF_AT_START,
    /// A broken availability rule: soaking counts as done.
    BLIND_TO_SOAK,
    /// A broken availability rule: Freight need not be verified anywhere.
    BLIND_TO_VERIFICATION,
    /// A broken queue: Promotions run without being named by their Stage.
    RUNS_UNNAMED,
    /// A status that never settles: each turn believes that the Stage's health is unknown and writes it
    /// anew.
    RESTLESS,
    /// Own writes are not seen before the watch brings them.
    BLIND_TO_OWN_WRITES;

    /// Whether listeners are told of a change.
    boolean hears(Optional<?> before, Optional<?> after) {
        return switch (this) {
            case DEAF_TO_VERIFICATION ->
                !(before.orElse(null) instanceof Freight old
                        && after.orElse(null) instanceof Freight now
                        && now.status().verifiedIn().size()
                                > old.status().verifiedIn().size());
            case DEAF_TO_APPROVAL ->
                !(before.orElse(null) instanceof Freight old
                        && after.orElse(null) instanceof Freight now
                        && now.status().approvedFor().size()
                                > old.status().approvedFor().size());
            case DEAF_TO_ENDS ->
                !(before.isPresent()
                        && after.orElse(null) instanceof Promotion now
                        && now.status().isTerminal());
            case NONE,
                    DEAF_AT_START,
                    BLIND_TO_SOAK,
                    BLIND_TO_VERIFICATION,
                    RUNS_UNNAMED,
                    RESTLESS,
                    BLIND_TO_OWN_WRITES -> true;
        };
    }

    /// What readers of a cache see of an object.
    Object seen(Object value) {
        return this == RESTLESS && value instanceof Stage stage
                ? new Stage(stage.metadata(), stage.spec(), stage.status().withHealth(null))
                : value;
    }

    /// What is read of an object, by controllers as by admission.
    KubeObject lookedUp(ResourceType type, KubeObject object) {
        if (!type.equals(Kinds.FREIGHT)) {
            return object;
        }
        return switch (this) {
            case BLIND_TO_SOAK -> soaked(object);
            case BLIND_TO_VERIFICATION -> verified(object);
            case NONE,
                    DEAF_TO_VERIFICATION,
                    DEAF_TO_APPROVAL,
                    DEAF_TO_ENDS,
                    DEAF_AT_START,
                    RUNS_UNNAMED,
                    RESTLESS,
                    BLIND_TO_OWN_WRITES -> object;
        };
    }

    private static KubeObject soaked(KubeObject freight) {
        Map<String, Object> tree = freight.tree();
        Json.object(tree, "status", "verifiedIn").replaceAll((_, mark) -> {
            Map<String, Object> longer = Json.copy(Json.asObject(mark));
            longer.put("longestSoak", "1000h0m0s");
            return longer;
        });
        return KubeObject.of(tree);
    }

    private static KubeObject verified(KubeObject freight) {
        Map<String, Object> tree = freight.tree();
        for (String stage : Json.object(freight.view(), "status", "currentlyIn").keySet()) {
            Json.put(tree, "2026-01-01T00:00:00Z", "status", "verifiedIn", stage, "verifiedAt");
        }
        return KubeObject.of(tree);
    }
}
