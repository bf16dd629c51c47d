package dev.supercargo.simulation;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.WatchedObjects;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// A cache whose watch runs in virtual time: news come late, a broken watch loses some and lists anew,
/// and what was told may be told again. What it holds is kept by the same [WatchedObjects] as in a real
/// client.
final class LaggingCache<T> implements Cache<T> {
    private final Api api;
    private final ResourceType type;
    private final Timeline timeline;
    private final Weather weather;
    private final Fault fault;
    private final BooleanSupplier alive;
    private final WatchedObjects<T> objects;
    /// What the watch has told, as an informer remembers it.
    private final Map<ObjectKey, KubeObject> known = new HashMap<>();

    private int told;
    private int listed;
    private boolean awaiting;
    private boolean broken;
    private boolean synced;
    private boolean silent;

    LaggingCache(
            Api api,
            ResourceType type,
            Function<KubeObject, T> decode,
            Timeline timeline,
            Weather weather,
            Fault fault,
            BooleanSupplier alive) {
        this.api = api;
        this.type = type;
        this.timeline = timeline;
        this.weather = weather;
        this.fault = fault;
        this.alive = alive;
        this.objects = new WatchedObjects<>(type.kind(), object -> seen(decode.apply(fault.lookedUp(type, object))));
    }

    @SuppressWarnings("unchecked") // a fault changes what a value says, not what it is
    private T seen(T value) {
        return (T) fault.seen(value);
    }

    /// The first list.
    void start() {
        told = api.log(type).size();
        listed = told;
        silent = fault == Fault.DEAF_AT_START;
        for (KubeObject object : List.copyOf(api.all(type))) {
            known.put(object.key(), object);
            objects.arrived(object);
        }
        silent = false;
        synced = true;
    }

    void overlay(KubeObject written) {
        if (fault != Fault.BLIND_TO_OWN_WRITES) {
            objects.overlay(written);
        }
    }

    /// Something was added to the log: it will be told, in time.
    void expect() {
        if (synced && !awaiting && !broken && told < api.log(type).size()) {
            awaiting = true;
            timeline.after(weather.lag(), Timeline.Kind.WORK, alive, this::tellNext);
        }
    }

    private void tellNext() {
        awaiting = false;
        if (broken || told >= api.log(type).size()) {
            return;
        }
        Api.Change change = api.log(type).get(told++);
        KubeObject shown = change.shown();
        if (change.after().isPresent()) {
            known.put(shown.key(), shown);
            objects.arrived(shown);
        } else {
            known.remove(shown.key());
            objects.left(shown);
        }
        expect();
    }

    /// Loses what is told from now on, until a new list is fetched.
    void breakFor(Duration time) {
        if (broken || !synced) {
            return;
        }
        broken = true;
        timeline.after(time, Timeline.Kind.WORK, alive, this::listAnew);
    }

    private void listAnew() {
        broken = false;
        told = api.log(type).size();
        listed = told;
        for (KubeObject gone : new ArrayList<>(known.values())) {
            if (api.get(type, gone.key()).isEmpty()) {
                known.remove(gone.key());
                objects.left(gone);
            }
        }
        for (KubeObject object : List.copyOf(api.all(type))) {
            known.put(object.key(), object);
            objects.arrived(object);
        }
        objects.endOfList(api.version());
    }

    /// Tells the latest changes since the last list once more, in order.
    void repeat(int changes) {
        if (!broken && synced) {
            told = Math.max(listed, told - changes);
            expect();
        }
    }

    @Override
    public Optional<T> get(ObjectKey key) {
        return objects.get(key);
    }

    @Override
    public List<T> in(String namespace) {
        return objects.in(namespace);
    }

    @Override
    public List<T> all() {
        return objects.all();
    }

    @Override
    public void index(String name, Function<T, Collection<String>> values) {
        objects.index(name, values);
    }

    @Override
    public List<T> by(String index, String value) {
        return objects.by(index, value);
    }

    @Override
    public void onChange(Listener<T> listener) {
        objects.onChange((key, before, after) -> {
            if (!silent && fault.hears(before, after)) {
                listener.changed(key, before, after);
            }
        });
    }

    @Override
    public boolean synced() {
        return synced;
    }
}
