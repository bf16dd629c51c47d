package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.ControllerAccountDecision;
import dev.supercargo.decisions.project.Effect;
import dev.supercargo.decisions.project.ProjectConclusion;
import dev.supercargo.decisions.project.ProjectDecision;
import dev.supercargo.decisions.project.ProjectPhase;
import dev.supercargo.decisions.project.ProjectResources;
import dev.supercargo.decisions.project.ProjectSettings;
import dev.supercargo.decisions.project.ProjectView;
import dev.supercargo.decisions.project.Wanted;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A Project's turn (controllers.md 4.1).
final class ProjectTurn implements Turn {
    private static final Duration RESYNC = Duration.ofMinutes(5);

    private final Kube kube;
    private final ManagementCaches caches;
    private final ProjectSettings settings;
    private final InstantSource clock;
    private final EffectApplier applier;

    ProjectTurn(Kube kube, ManagementCaches caches, ProjectSettings settings, InstantSource clock) {
        this.kube = kube;
        this.caches = caches;
        this.settings = settings;
        this.clock = clock;
        this.applier = new EffectApplier(kube);
    }

    @Override
    public Next take(ObjectKey key) {
        Optional<KubeObject> stored = kube.get(Kinds.PROJECT, key);
        if (stored.isEmpty()) {
            return Next.rest();
        }
        KubeObject project = stored.get();
        Optional<Effect> finalizer = ProjectDecision.finalizer(project);
        if (finalizer.isPresent()) {
            applier.apply(finalizer.get());
            project = kube.get(Kinds.PROJECT, key).orElse(project);
        }
        ProjectView view = observe(project);
        Instant now = clock.instant();
        switch (ProjectDecision.decide(view, settings)) {
            case ProjectDecision.Dismantle dismantle -> {
                applier.apply(dismantle.effects());
                return Next.rest();
            }
            case ProjectDecision.Stalled _ -> write(view, ProjectConclusion.stalled(view, now));
            case ProjectDecision.Sync sync -> sync(view, sync, now);
        }
        return Next.at(now.plus(RESYNC));
    }

    private ProjectView observe(KubeObject project) {
        String name = project.name();
        List<KubeObject> controllers = settings.bindsControllers()
                ? kube
                        .list(
                                Kinds.SERVICE_ACCOUNT,
                                settings.kargoNamespace(),
                                LabelSelector.equal(Labels.COMPONENT, "controller"))
                        .stream()
                        .filter(ControllerAccountDecision::isController)
                        .toList()
                : List.of();
        Optional<KubeObject> namespace = kube.get(Kinds.NAMESPACE, ObjectKey.cluster(name));
        List<Wanted> wanted = ProjectResources.of(
                Project.read(project),
                controllers.stream().map(KubeObject::name).toList(),
                settings);
        List<ProjectView.Found> found = project.isTerminating()
                ? List.of()
                : wanted.stream()
                        .map(one -> new ProjectView.Found(
                                one, kube.get(one.type(), one.object().key())))
                        .toList();
        return new ProjectView(
                project,
                namespace,
                controllers,
                found,
                caches.warehouses().in(name),
                caches.stages().in(name));
    }

    private void sync(ProjectView view, ProjectDecision.Sync sync, Instant now) {
        ProjectPhase phase = ProjectPhase.NAMESPACE;
        try {
            for (ProjectDecision.Step step : sync.steps()) {
                phase = step.phase();
                applier.apply(step.effect());
            }
        } catch (WorldException e) {
            write(view, ProjectConclusion.failed(view, phase, e.failure().what(), now));
            throw e; // the turn is taken again, later and later
        }
        write(view, ProjectConclusion.synced(view, now));
    }

    private void write(ProjectView view, ProjectStatus status) {
        StatusWriter.write(
                kube,
                Kinds.PROJECT,
                view.object().key(),
                Project.read(view.object()).status(),
                status);
    }
}
