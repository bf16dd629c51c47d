package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.Effect;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.util.List;

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

    private static boolean isNoMatter(Effect effect, Failure failure) {
        return switch (effect) {
            case Effect.Create _ -> failure instanceof Failure.Conflict conflict && conflict.alreadyExists();
            case Effect.Patch _, Effect.Delete _ -> failure instanceof Failure.NotFound;
        };
    }
}
