package dev.supercargo.simulation;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.Stage;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// For [Fault#RUNS_UNNAMED]: whichever Promotion asks, its Stage seems to name it.
final class UnnamedKube implements Kube {
    private final Kube kube;
    private @Nullable ObjectKey asking;

    UnnamedKube(Kube kube) {
        this.kube = kube;
    }

    private Stage naming(Stage stage) {
        return asking == null
                ? stage
                : new Stage(
                        stage.metadata(),
                        stage.spec(),
                        stage.status().withCurrentPromotion(new PromotionReference(asking.name(), null, null, null)));
    }

    @Override
    public Optional<KubeObject> get(ResourceType type, ObjectKey key) {
        if (type.equals(Kinds.PROMOTION)) {
            asking = key;
        }
        return kube.get(type, key);
    }

    @Override
    @SuppressWarnings("unchecked") // Stages are decoded to Stages
    public <T> Cache<T> cache(ResourceType type, Function<KubeObject, T> decode) {
        Cache<T> cache = kube.cache(type, decode);
        return type.equals(Kinds.STAGE) ? (Cache<T>) new Naming((Cache<Stage>) cache) : cache;
    }

    /// The cache of Stages, seen through these glasses.
    private final class Naming implements Cache<Stage> {
        private final Cache<Stage> stages;

        Naming(Cache<Stage> stages) {
            this.stages = stages;
        }

        @Override
        public Optional<Stage> get(ObjectKey key) {
            return stages.get(key).map(UnnamedKube.this::naming);
        }

        @Override
        public List<Stage> in(String namespace) {
            return stages.in(namespace);
        }

        @Override
        public List<Stage> all() {
            return stages.all();
        }

        @Override
        public void index(String name, Function<Stage, Collection<String>> values) {
            stages.index(name, values);
        }

        @Override
        public List<Stage> by(String index, String value) {
            return stages.by(index, value);
        }

        @Override
        public void onChange(Listener<Stage> listener) {
            stages.onChange(listener);
        }

        @Override
        public boolean synced() {
            return stages.synced();
        }
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        return kube.list(type, namespace, selector);
    }

    @Override
    public KubeObject create(ResourceType type, KubeObject object) {
        return kube.create(type, object);
    }

    @Override
    public KubeObject update(ResourceType type, KubeObject object) {
        return kube.update(type, object);
    }

    @Override
    public KubeObject patch(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return kube.patch(type, key, mergePatch);
    }

    @Override
    public KubeObject patchStatus(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return kube.patchStatus(type, key, mergePatch);
    }

    @Override
    public void delete(ResourceType type, ObjectKey key) {
        kube.delete(type, key);
    }

    @Override
    public void deleteAll(ResourceType type, String namespace, LabelSelector selector) {
        kube.deleteAll(type, namespace, selector);
    }

    @Override
    public boolean permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        return kube.permits(user, groups, verb, type, key);
    }

    @Override
    public boolean may(String verb, ResourceType type, String subresource, String namespace, String name) {
        return kube.may(verb, type, subresource, namespace, name);
    }

    @Override
    public boolean serves(ResourceType type) {
        return kube.serves(type);
    }

    @Override
    public Controller controller(String name, int concurrency, InstantSource clock, Turn turn) {
        return kube.controller(name, concurrency, clock, turn);
    }

    @Override
    public void start() throws InterruptedException {
        kube.start();
    }

    @Override
    public void close() {
        kube.close();
    }
}
