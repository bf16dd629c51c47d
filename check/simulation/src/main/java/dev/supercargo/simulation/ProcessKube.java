package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The client of one process, which dies with it: requests go through the [Weather] to the [Api], caches
/// lag behind, turns are taken in virtual time.
final class ProcessKube implements Kube {
    private static final Caller ME = Api.controller();

    private final Api api;
    private final Timeline timeline;
    private final Weather weather;
    private final Chance chance;
    private final Fault fault;
    private final Consumer<Supplier<String>> told;
    private final Map<ResourceType, LaggingCache<?>> caches = new LinkedHashMap<>();
    private final List<VirtualTurns> loops = new ArrayList<>();
    private boolean alive = true;
    private long writes;

    /// @param told hears of what is worth a line in a report: each write that is asked for, whatever
    /// becomes of it
    ProcessKube(
            Api api, Timeline timeline, Weather weather, Chance chance, Fault fault, Consumer<Supplier<String>> told) {
        this.api = api;
        this.timeline = timeline;
        this.weather = weather;
        this.chance = chance;
        this.fault = fault;
        this.told = told;
    }

    boolean isAlive() {
        return alive;
    }

    /// Nothing of this process happens any more.
    void kill() {
        alive = false;
    }

    /// How many writes were asked for, those of Warehouses apart: a discovery that is due writes its
    /// time, and tries to create what may be there already.
    long writes() {
        return writes;
    }

    List<LaggingCache<?>> caches() {
        return List.copyOf(caches.values());
    }

    List<VirtualTurns> loops() {
        return List.copyOf(loops);
    }

    /// The log of a kind has grown.
    void expect(ResourceType type) {
        LaggingCache<?> cache = caches.get(type);
        if (cache != null && alive) {
            cache.expect();
        }
    }

    /// Notes something for a report.
    void tell(Supplier<String> what) {
        told.accept(what);
    }

    private <R> R asked(String verb, ResourceType type, Supplier<R> request) {
        weather.before(verb, type);
        R answer = request.get();
        weather.after(verb, type);
        return answer;
    }

    private KubeObject written(String verb, ResourceType type, Object what, Supplier<KubeObject> request) {
        told.accept(() -> verb + " " + type + ": " + what);
        boolean discovery = type.equals(Kinds.WAREHOUSE) || (type.equals(Kinds.FREIGHT) && verb.equals("create"));
        writes += discovery ? 0 : 1;
        KubeObject object = asked(verb, type, request);
        LaggingCache<?> cache = caches.get(type);
        if (cache != null) {
            cache.overlay(object);
        }
        return object;
    }

    @Override
    public Optional<KubeObject> get(ResourceType type, ObjectKey key) {
        return asked("get", type, () -> api.get(type, key));
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        return asked("list", type, () -> api.list(type, selector));
    }

    @Override
    public KubeObject create(ResourceType type, KubeObject object) {
        return type.equals(Kinds.EVENT)
                ? written("create", type, object, () -> object)
                : written("create", type, object, () -> api.create(ME, type, object));
    }

    @Override
    public KubeObject update(ResourceType type, KubeObject object) {
        throw new UnsupportedOperationException("no controller here replaces objects");
    }

    @Override
    public KubeObject patch(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return written("patch", type, mergePatch, () -> api.patch(ME, type, "", key, mergePatch));
    }

    @Override
    public KubeObject patchStatus(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return written("patch", type, mergePatch, () -> api.patch(ME, type, "status", key, mergePatch));
    }

    @Override
    public void delete(ResourceType type, ObjectKey key) {
        writes++;
        asked("delete", type, () -> {
            api.delete(ME, type, key);
            return true;
        });
    }

    @Override
    public void deleteAll(ResourceType type, String namespace, LabelSelector selector) {
        writes++;
        asked("deletecollection", type, () -> {
            api.list(type, selector).forEach(object -> api.delete(ME, type, object.key()));
            return true;
        });
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
    @SuppressWarnings("unchecked") // a kind is always decoded to the type that its first caller asked for
    public <T> Cache<T> cache(ResourceType type, Function<KubeObject, T> decode) {
        @Nullable LaggingCache<?> known = caches.get(type);
        if (known == null) {
            known = new LaggingCache<>(api, type, decode, timeline, weather, fault, this::isAlive);
            caches.put(type, known);
        }
        return (Cache<T>) known;
    }

    @Override
    public Controller controller(String name, int concurrency, InstantSource clock, Turn turn) {
        var loop = new VirtualTurns(name, turn, timeline, chance, this);
        loops.add(loop);
        return loop;
    }

    @Override
    public void start() {
        caches.values().forEach(LaggingCache::start);
    }

    @Override
    public void close() {
        kill();
    }
}
