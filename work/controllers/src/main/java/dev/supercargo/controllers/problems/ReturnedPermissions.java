package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Condition;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Stage;

/// Stages whose auto-promotion was refused for want of a permission are looked at again at once when an audit's answers
/// change: their turns do not fail, they wait, and ever longer.
public final class ReturnedPermissions {
    private ReturnedPermissions() {}

    /// To be called before the client's caches are started.
    public static void wake(Kube kube, Machinery machinery, Controller stages) {
        Cache<Stage> all = kube.cache(Kinds.STAGE, Stage::read);
        machinery.onChange(() -> all.all().stream()
                .filter(ReturnedPermissions::isRefused)
                .forEach(stage -> stages.wake(stage.metadata().key())));
    }

    private static boolean isRefused(Stage stage) {
        return Condition.find(stage.status().conditions(), "AutoPromotion")
                .filter(condition -> condition.reason().equals(ProblemCode.PERMISSION_MISSING.word()))
                .isPresent();
    }
}
