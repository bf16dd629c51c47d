package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.Effect;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.util.List;
import java.util.Map;

/// Performs effects in order; stops at the first that fails.
final class EffectApplier {
    private final Kube kube;

    EffectApplier(Kube kube) {
        this.kube = kube;
    }

    void apply(List<Effect> effects) {
        effects.forEach(this::apply);
    }

    void apply(Effect effect) {
        try {
            switch (effect) {
                case Effect.Create create when create.type().equals(Kinds.ROLE) -> makeRole(create.object());
                case Effect.Create create -> kube.create(create.type(), create.object());
                case Effect.Patch patch -> kube.patch(patch.type(), patch.key(), patch.patch());
                case Effect.Delete delete -> kube.delete(delete.type(), delete.key());
            }
        } catch (WorldException e) {
            if (!isNoMatter(effect, e.failure())) {
                throw e;
            }
        }
    }

    /// A role is made empty and then filled: the permission to give it rules that one does not hold can be limited to
    /// roles of some names only where the request itself bears the name, and that of a creation does not.
    private void makeRole(KubeObject role) {
        kube.create(Kinds.ROLE, role.with(List.of(), "rules"));
        kube.patch(Kinds.ROLE, role.key(), Map.of("rules", Json.list(role.view(), "rules")));
    }

    private static boolean isNoMatter(Effect effect, Failure failure) {
        return switch (effect) {
            case Effect.Create _ -> failure instanceof Failure.Conflict conflict && conflict.alreadyExists();
            case Effect.Patch _, Effect.Delete _ -> failure instanceof Failure.NotFound;
        };
    }
}
