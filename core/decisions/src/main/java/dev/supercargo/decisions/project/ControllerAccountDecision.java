package dev.supercargo.decisions.project;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be done about a ServiceAccount in Kargo's namespace: a controller's may read the Secrets of every
/// Project, and
/// only a controller's (controllers.md 4.3).
public final class ControllerAccountDecision {
    private ControllerAccountDecision() {}

    /// The binding of the account in one Project, where there is one.
    public record InProject(String project, Optional<KubeObject> binding) {}

    /// Whether the account is that of a controller that stays.
    public static boolean isController(KubeObject account) {
        return !account.isTerminating() && "controller".equals(account.labels().get(Labels.COMPONENT));
    }

    /// The key of the account's binding in a Project.
    public static ObjectKey bindingKey(KubeObject account, String project) {
        return new ObjectKey(project, ProjectResources.secretsBindingName(account.name()));
    }

    public static List<Effect> decide(KubeObject account, List<InProject> projects, ProjectSettings settings) {
        var effects = new ArrayList<Effect>();
        if (isController(account)) {
            if (!Effect.hasFinalizer(account)) {
                effects.add(Effect.addFinalizer(Kinds.SERVICE_ACCOUNT, account));
            }
            projects.forEach(in -> bind(account, in, settings).ifPresent(effects::add));
        } else if (Effect.hasFinalizer(account)) {
            for (InProject in : projects) {
                in.binding().ifPresent(binding -> effects.add(new Effect.Delete(Kinds.ROLE_BINDING, binding.key())));
            }
            effects.add(Effect.removeFinalizer(Kinds.SERVICE_ACCOUNT, account));
        }
        return effects;
    }

    private static Optional<Effect> bind(KubeObject account, InProject in, ProjectSettings settings) {
        KubeObject wanted = ProjectResources.secretsBinding(in.project(), account.name(), settings);
        if (in.binding().isEmpty()) {
            return Optional.of(new Effect.Create(Kinds.ROLE_BINDING, wanted));
        }
        List<Object> subjects = Json.list(wanted.view(), "subjects");
        return Json.same(in.binding().get().view().get("subjects"), subjects)
                ? Optional.empty()
                : Optional.of(new Effect.Patch(Kinds.ROLE_BINDING, wanted.key(), Map.of("subjects", subjects)));
    }
}
