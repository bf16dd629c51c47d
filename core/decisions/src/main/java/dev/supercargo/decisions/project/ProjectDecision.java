package dev.supercargo.decisions.project;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be done about a Project (controllers.md 4.1).
public sealed interface ProjectDecision {
    /// Make what is missing and correct what differs, one step after the other; [ProjectConclusion] follows.
    record Sync(List<Step> steps) implements ProjectDecision {
        public Sync {
            steps = List.copyOf(steps);
        }
    }

    /// The namespace of its name belongs to somebody else.
    record Stalled() implements ProjectDecision {}

    /// It is being deleted: clear away what is outside its namespace, then let both go.
    record Dismantle(List<Effect> effects) implements ProjectDecision {
        public Dismantle {
            effects = List.copyOf(effects);
        }
    }

    /// One effect and the part that it belongs to.
    record Step(ProjectPhase phase, Effect effect) {}

    /// Decides over everything that was seen.
    static ProjectDecision decide(ProjectView view, ProjectSettings settings) {
        if (view.object().isTerminating()) {
            return new Dismantle(dismantle(view));
        }
        Optional<KubeObject> namespace = view.namespace();
        if (namespace.isPresent() && !"true".equals(namespace.get().labels().get(Labels.PROJECT))) {
            return new Stalled();
        }
        var steps = new ArrayList<Step>();
        namespaceStep(view).ifPresent(effect -> steps.add(new Step(ProjectPhase.NAMESPACE, effect)));
        if (settings.bindsControllers()) {
            view.controllers().stream()
                    .filter(account -> !account.isTerminating() && !Effect.hasFinalizer(account))
                    .forEach(account -> steps.add(new Step(
                            ProjectPhase.CONTROLLER_PERMISSIONS, Effect.addFinalizer(Kinds.SERVICE_ACCOUNT, account))));
        }
        for (ProjectView.Found found : view.resources()) {
            correction(found)
                    .ifPresent(effect -> steps.add(new Step(found.wanted().phase(), effect)));
        }
        steps.sort(java.util.Comparator.comparing(Step::phase));
        return new Sync(steps);
    }

    /// The Project's own finalizer, which comes before everything else; empty where it is there or cannot be added.
    static Optional<Effect> finalizer(KubeObject project) {
        return project.isTerminating() || Effect.hasFinalizer(project)
                ? Optional.empty()
                : Optional.of(Effect.addFinalizer(Kinds.PROJECT, project));
    }

    private static Optional<Effect> namespaceStep(ProjectView view) {
        Optional<KubeObject> namespace = view.namespace();
        if (namespace.isEmpty()) {
            KubeObject wanted = KubeObject.named(
                            Kinds.NAMESPACE, ObjectKey.cluster(view.object().name()))
                    .with("true", "metadata", "labels", Labels.PROJECT)
                    .with(new ArrayList<Object>(List.of(Labels.FINALIZER)), "metadata", "finalizers");
            return Optional.of(new Effect.Create(Kinds.NAMESPACE, wanted));
        }
        return Effect.hasFinalizer(namespace.get()) || namespace.get().isTerminating()
                ? Optional.empty()
                : Optional.of(Effect.addFinalizer(Kinds.NAMESPACE, namespace.get()));
    }

    private static Optional<Effect> correction(ProjectView.Found found) {
        Wanted wanted = found.wanted();
        if (found.stored().isEmpty()) {
            return Optional.of(new Effect.Create(wanted.type(), wanted.object()));
        }
        KubeObject stored = found.stored().get();
        return wanted.compared()
                .filter(field -> !Json.same(
                        stored.view().get(field), wanted.object().view().get(field)))
                .map(field -> new Effect.Patch(
                        wanted.type(),
                        stored.key(),
                        Map.of(field, Json.list(wanted.object().view(), field))));
    }

    private static List<Effect> dismantle(ProjectView view) {
        var effects = new ArrayList<Effect>();
        if (!Effect.hasFinalizer(view.object())) {
            return effects;
        }
        ObjectKey admin =
                ObjectKey.cluster(ProjectResources.adminName(view.object().name()));
        effects.add(new Effect.Delete(Kinds.CLUSTER_ROLE_BINDING, admin));
        effects.add(new Effect.Delete(Kinds.CLUSTER_ROLE, admin));
        view.namespace().ifPresent(namespace -> {
            if (Effect.hasFinalizer(namespace)) {
                effects.add(Effect.removeFinalizer(Kinds.NAMESPACE, namespace));
            }
            if (!isKept(view.object()) && !isKept(namespace) && !namespace.isTerminating()) {
                effects.add(new Effect.Delete(Kinds.NAMESPACE, namespace.key()));
            }
        });
        effects.add(Effect.removeFinalizer(Kinds.PROJECT, view.object()));
        return effects;
    }

    private static boolean isKept(KubeObject object) {
        return "true".equals(object.annotations().get(Annotations.KEEP_NAMESPACE));
    }
}
