package dev.supercargo.controllers.management;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.kube.client.TurnLoop;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Metadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// All turns of the management controller and what wakes them. Make it before [Kube#start], [#start] it after.
public final class Management implements AutoCloseable {
    private static final int CONCURRENCY = 4;
    /// In Projects of more Stages, those that become healthy together are counted once a second, not one by one.
    private static final int FEW = 20;

    private static final Duration COUNTING = Duration.ofSeconds(1);

    private final ManagementSettings settings;
    private final ManagementCaches caches;
    private final InstantSource clock;
    private final Map<Controller, ResourceType> controllers = new LinkedHashMap<>();

    /// @param kube the API under the identity of the management controller; not started yet
    public Management(Kube kube, ManagementSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.caches = ManagementCaches.of(kube);
        projects(new ProjectTurn(kube, caches, settings.projects(), clock));
        namespaces(new NamespaceTurn(kube));
        if (settings.projects().bindsControllers()) {
            accounts(new ControllerAccountTurn(kube, caches, settings.projects()));
        }
        configs(kube);
        for (ResourceType type : List.of(Kinds.SECRET, Kinds.CONFIG_MAP)) {
            replication(type, new ReplicationTurn(kube, caches, type, clock));
        }
        for (ManagementSettings.SecretMove move : settings.moves()) {
            secrets(move, new SecretMoveTurn(kube, move));
        }
    }

    /// Begins to take turns; the caches must be filled.
    public void start() {
        controllers.keySet().forEach(Controller::start);
    }

    @Override
    public void close() {
        controllers.keySet().forEach(Controller::close);
    }

    /// Its controllers, with the kinds of their keys.
    public Map<Controller, ResourceType> controllers() {
        return Collections.unmodifiableMap(controllers);
    }

    private Controller controller(String name, ResourceType kind, int concurrency, Turn turn) {
        var loop = new TurnLoop(name, concurrency, clock, turn);
        controllers.put(loop, kind);
        return loop;
    }

    /// A Project also counts its Warehouses and Stages, and how many of them are healthy.
    private void projects(ProjectTurn turn) {
        Controller loop = controller("project", Kinds.PROJECT, CONCURRENCY, turn);
        caches.projects().onChange((key, _, _) -> loop.wake(key));
        caches.warehouses()
                .onChange((key, before, after) -> wakeProject(
                        loop,
                        key,
                        before.map(w -> w.status().conditions()),
                        after.map(w -> w.status().conditions())));
        caches.stages()
                .onChange((key, before, after) -> wakeProject(
                        loop,
                        key,
                        before.map(s -> s.status().conditions()),
                        after.map(s -> s.status().conditions())));
    }

    private void wakeProject(
            Controller loop, ObjectKey key, Optional<List<Condition>> before, Optional<List<Condition>> after) {
        // What vanishes is counted anew at the next change, or after five minutes (controllers.md 4.1).
        if (after.isPresent() && (before.isEmpty() || !healthy(before.get()).equals(healthy(after.get())))) {
            ObjectKey project = ObjectKey.cluster(key.namespace());
            if (caches.stages().in(key.namespace()).size() <= FEW) {
                loop.wake(project);
            } else {
                loop.wakeBy(project, clock.instant().plus(COUNTING));
            }
        }
    }

    private static String healthy(List<Condition> conditions) {
        return Condition.find(conditions, "Healthy").map(Condition::status).orElse("");
    }

    private void namespaces(NamespaceTurn turn) {
        Controller loop = controller("namespace", Kinds.NAMESPACE, CONCURRENCY, turn);
        onChange(caches.namespaces(), loop, (_, after) -> true);
    }

    private void accounts(ControllerAccountTurn turn) {
        Controller loop = controller("service-account", Kinds.SERVICE_ACCOUNT, 1, turn);
        String namespace = settings.projects().kargoNamespace();
        onChange(
                caches.accounts(),
                loop,
                (_, after) -> after.namespace().equals(namespace)
                        && (after.hasFinalizer()
                                || after.label(Labels.COMPONENT).equals("controller")));
    }

    private void configs(Kube kube) {
        Controller projects = controller(
                "project-config",
                Kinds.PROJECT_CONFIG,
                CONCURRENCY,
                new ConfigTurn(kube, Kinds.PROJECT_CONFIG, settings, clock));
        onAnswerable(caches.projectConfigs(), projects, config -> config.metadata());
        Controller cluster = controller(
                "cluster-config", Kinds.CLUSTER_CONFIG, 1, new ConfigTurn(kube, Kinds.CLUSTER_CONFIG, settings, clock));
        onAnswerable(caches.clusterConfigs(), cluster, config -> config.metadata());
    }

    /// Sources are looked at again when they change and when a Project, or its namespace, appears.
    private void replication(ResourceType type, ReplicationTurn turn) {
        Controller loop = controller("replication-" + type.plural(), type, CONCURRENCY, turn);
        String namespace = settings.sharedNamespace();
        Cache<Metadata> sources = sourcesOf(type);
        onChange(
                sources,
                loop,
                (before, after) -> after.namespace().equals(namespace)
                        && (after.hasFinalizer()
                                || isMarked(after)
                                || before.filter(Management::isMarked).isPresent()));
        caches.projects().onChange((_, before, _) -> {
            if (before.isEmpty()) {
                wakeMarked(sources, namespace, loop);
            }
        });
        caches.namespaces().onChange((_, before, after) -> {
            boolean isProject = after.filter(one -> one.label(Labels.PROJECT).equals("true"))
                    .isPresent();
            if (before.isEmpty() && isProject) {
                wakeMarked(sources, namespace, loop);
            }
        });
    }

    private static void wakeMarked(Cache<Metadata> sources, String namespace, Controller loop) {
        sources.in(namespace).stream().filter(Management::isMarked).forEach(source -> loop.wake(source.key()));
    }

    private void secrets(ManagementSettings.SecretMove move, SecretMoveTurn turn) {
        Controller loop = controller("secrets-of-" + move.from(), Kinds.SECRET, 1, turn);
        onChange(sourcesOf(Kinds.SECRET), loop, (_, after) -> after.namespace().equals(move.from()));
    }

    private Cache<Metadata> sourcesOf(ResourceType type) {
        Map<ResourceType, Cache<Metadata>> shared = caches.shared();
        Cache<Metadata> cache = shared.get(type);
        if (cache == null) {
            throw new IllegalStateException(type + " is not watched");
        }
        return cache;
    }

    private static boolean isMarked(Metadata object) {
        return object.annotations().containsKey(Annotations.REPLICATE_TO);
    }

    private static void onChange(
            Cache<Metadata> cache, Controller loop, BiPredicate<Optional<Metadata>, Metadata> concerns) {
        cache.onChange((key, before, after) -> {
            if (after.isPresent() && concerns.test(before, after.get())) {
                loop.wake(key);
            }
        });
    }

    /// Wakes on a new generation and on a new request to refresh, not on a status that was written.
    private static <T> void onAnswerable(Cache<T> cache, Controller loop, Function<T, Metadata> metadata) {
        cache.onChange((key, before, after) -> {
            Optional<Metadata> old = before.map(metadata);
            Optional<Metadata> now = after.map(metadata);
            if (now.isPresent() && (old.isEmpty() || differs(old.get(), now.get()))) {
                loop.wake(key);
            }
        });
    }

    private static boolean differs(Metadata old, Metadata now) {
        return old.generation() != now.generation()
                || !old.annotation(Annotations.REFRESH).equals(now.annotation(Annotations.REFRESH));
    }
}
