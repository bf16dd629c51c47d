package dev.supercargo.golden;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The API of a few objects, without admission, watches or anybody who says no.
final class ObjectsInMemory implements Kube {
    private final Map<String, KubeObject> objects = new LinkedHashMap<>();

    ObjectsInMemory(List<Object> given) {
        given.forEach(tree -> put(KubeObject.of(Json.copy(Json.asObject(tree)))));
    }

    private void put(KubeObject object) {
        objects.put(id(object.kind(), object.key()), object);
    }

    private static String id(String kind, ObjectKey key) {
        return kind + " " + key;
    }

    /// Every object, in the order of creation.
    List<KubeObject> all() {
        return new ArrayList<>(objects.values());
    }

    @Override
    public Optional<KubeObject> get(ResourceType type, ObjectKey key) {
        return Optional.ofNullable(objects.get(id(type.kind(), key)));
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        return objects.values().stream()
                .filter(o -> o.kind().equals(type.kind()))
                .filter(o -> namespace.isEmpty() || o.namespace().equals(namespace))
                .filter(o -> selector.matches(o.labels()))
                .toList();
    }

    @Override
    public KubeObject create(ResourceType type, KubeObject object) {
        put(object);
        return object;
    }

    @Override
    public KubeObject update(ResourceType type, KubeObject object) {
        put(object);
        return object;
    }

    @Override
    public KubeObject patch(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        KubeObject old = get(type, key)
                .orElseThrow(
                        () -> new WorldException(new Failure.NotFound(type + " \"" + key.name() + "\" not found")));
        var patched = KubeObject.of(Json.asObject(MergePatch.apply(old.view(), mergePatch)));
        put(patched);
        return patched;
    }

    @Override
    public KubeObject patchStatus(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return patch(type, key, mergePatch);
    }

    @Override
    public void delete(ResourceType type, ObjectKey key) {
        objects.remove(id(type.kind(), key));
    }

    @Override
    public void deleteAll(ResourceType type, String namespace, LabelSelector selector) {
        list(type, namespace, selector).forEach(o -> delete(type, o.key()));
    }

    @Override
    public boolean permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        return true;
    }

    @Override
    public boolean may(String verb, ResourceType type, String subresource, String namespace, String name) {
        return true;
    }

    @Override
    public boolean serves(ResourceType type) {
        return true;
    }

    @Override
    public <T> Cache<T> cache(ResourceType type, Function<KubeObject, T> decode) {
        return new Cache<>() {
            @Override
            public Optional<T> get(ObjectKey key) {
                return ObjectsInMemory.this.get(type, key).map(decode);
            }

            @Override
            public List<T> in(String namespace) {
                return list(type, namespace, LabelSelector.EVERYTHING).stream()
                        .map(decode)
                        .toList();
            }

            @Override
            public List<T> all() {
                return in("");
            }

            @Override
            public void index(String name, Function<T, java.util.Collection<String>> values) {}

            @Override
            public List<T> by(String index, String value) {
                return List.of();
            }

            @Override
            public void onChange(Listener<T> listener) {}

            @Override
            public boolean synced() {
                return true;
            }
        };
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
}
