package dev.supercargo.kube.client;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a watch and this process' own writes tell about the objects of one kind, whoever runs the watch.
///
/// Two views are kept: *seen* (what readers get: the newest of watch and own writes) and *told* (what
/// listeners were told last, moved by the watch alone). One lock guards both; listeners run on the thread of the
/// watch, outside the lock.
public final class WatchedObjects<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedObjects.class);
    private static final int REMEMBERED_DELETIONS = 4_096;

    private final String kind;
    private final Function<KubeObject, T> decode;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, TreeMap<String, Entry<T>>> seen = new HashMap<>();
    private final Map<ObjectKey, T> told = new HashMap<>();
    private final Map<ObjectKey, Long> gone = new LinkedHashMap<>();
    private final Map<String, Index<T>> indexes = new HashMap<>();
    private final List<Cache.Listener<T>> listeners = new CopyOnWriteArrayList<>();

    private record Entry<T>(ObjectKey key, long version, T value) {}

    /// Keys by value, and the values under which a key is listed now.
    private static final class Index<T> {
        final Function<T, Collection<String>> values;
        final Map<String, TreeMap<ObjectKey, T>> entries = new HashMap<>();

        Index(Function<T, Collection<String>> values) {
            this.values = values;
        }

        void remove(ObjectKey key, T value) {
            for (String under : values.apply(value)) {
                TreeMap<ObjectKey, T> keys = entries.get(under);
                if (keys != null) {
                    keys.remove(key);
                    if (keys.isEmpty()) {
                        entries.remove(under);
                    }
                }
            }
        }

        void add(ObjectKey key, T value) {
            for (String under : values.apply(value)) {
                entries.computeIfAbsent(under, _ -> new TreeMap<>()).put(key, value);
            }
        }
    }

    /// No objects yet.
    ///
    /// @param kind how messages call the kind
    /// @param decode makes the value once per change; an object that it refuses is left out
    public WatchedObjects(String kind, Function<KubeObject, T> decode) {
        this.kind = kind;
        this.decode = decode;
    }

    /// Shows a write of this process to readers before the watch brings it.
    public void overlay(KubeObject written) {
        Optional<T> value = decoded(written);
        lock.lock();
        try {
            boolean last = written.isTerminating() && written.finalizers().isEmpty();
            if (last) {
                forget(written.key(), version(written));
            } else {
                value.ifPresent(decodedValue -> remember(written, decodedValue));
            }
        } finally {
            lock.unlock();
        }
    }

    /// The watch (or a list) brought an object; listeners are told. One that cannot be decoded is left out.
    public void arrived(KubeObject object) {
        Optional<T> value = decoded(object);
        Optional<T> before;
        lock.lock();
        try {
            value.ifPresentOrElse(
                    decodedValue -> remember(object, decodedValue), () -> forget(object.key(), version(object)));
            before = value.isPresent()
                    ? Optional.ofNullable(told.put(object.key(), value.get()))
                    : Optional.ofNullable(told.remove(object.key()));
        } finally {
            lock.unlock();
        }
        tell(object.key(), before, value);
    }

    /// The watch, or a new list, found an object gone; `object` is its last known state.
    public void left(KubeObject object) {
        Optional<T> before;
        lock.lock();
        try {
            forget(object.key(), version(object));
            before = Optional.ofNullable(told.remove(object.key()));
        } finally {
            lock.unlock();
        }
        tell(object.key(), before, Optional.empty());
    }

    /// All of a list of that version has arrived. What this process wrote no later and the list does not hold was
    /// deleted while no watch ran: it goes, and listeners are told, who may never have heard of it.
    public void endOfList(long version) {
        var ghosts = new ArrayList<Entry<T>>();
        lock.lock();
        try {
            for (TreeMap<String, Entry<T>> names : seen.values()) {
                for (Entry<T> entry : names.values()) {
                    if (entry.version() <= version && !told.containsKey(entry.key())) {
                        ghosts.add(entry);
                    }
                }
            }
            ghosts.forEach(ghost -> forget(ghost.key(), ghost.version()));
        } finally {
            lock.unlock();
        }
        ghosts.forEach(ghost -> tell(ghost.key(), Optional.of(ghost.value()), Optional.empty()));
    }

    private void tell(ObjectKey key, Optional<T> before, Optional<T> after) {
        for (Cache.Listener<T> listener : listeners) {
            try {
                listener.changed(key, before, after);
            } catch (RuntimeException e) {
                LOG.error("a listener of {} failed on {}", kind, key, e);
            }
        }
    }

    private void remember(KubeObject object, T value) {
        ObjectKey key = object.key();
        long version = version(object);
        Long deletedAt = gone.get(key);
        if (deletedAt != null) {
            if (version <= deletedAt) {
                return;
            }
            gone.remove(key);
        }
        TreeMap<String, Entry<T>> names = seen.computeIfAbsent(key.namespace(), _ -> new TreeMap<>());
        Entry<T> held = names.get(key.name());
        if (held != null && held.version() >= version) {
            return;
        }
        names.put(key.name(), new Entry<>(key, version, value));
        for (Index<T> index : indexes.values()) {
            if (held != null) {
                index.remove(key, held.value());
            }
            index.add(key, value);
        }
    }

    private void forget(ObjectKey key, long version) {
        TreeMap<String, Entry<T>> names = seen.get(key.namespace());
        Entry<T> held = names == null ? null : names.get(key.name());
        if (held != null && held.version() > version) {
            return;
        }
        if (names != null && held != null) {
            names.remove(key.name());
            indexes.values().forEach(index -> index.remove(key, held.value()));
            if (names.isEmpty()) {
                seen.remove(key.namespace());
            }
        }
        gone.put(key, version);
        if (gone.size() > REMEMBERED_DELETIONS) {
            gone.remove(gone.keySet().iterator().next());
        }
    }

    private Optional<T> decoded(KubeObject object) {
        try {
            return Optional.of(decode.apply(object));
        } catch (RuntimeException e) {
            LOG.warn("{} {} cannot be read and is left alone: {}", kind, object.key(), e.getMessage());
            return Optional.empty();
        }
    }

    private static long version(KubeObject object) {
        try {
            return Long.parseLong(object.resourceVersion());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// See [Cache#get].
    public Optional<T> get(ObjectKey key) {
        lock.lock();
        try {
            TreeMap<String, Entry<T>> names = seen.get(key.namespace());
            Entry<T> entry = names == null ? null : names.get(key.name());
            return entry == null ? Optional.empty() : Optional.of(entry.value());
        } finally {
            lock.unlock();
        }
    }

    /// See [Cache#in].
    public List<T> in(String namespace) {
        lock.lock();
        try {
            TreeMap<String, Entry<T>> names = seen.get(namespace);
            return names == null
                    ? List.of()
                    : names.values().stream().map(Entry::value).toList();
        } finally {
            lock.unlock();
        }
    }

    /// See [Cache#all].
    public List<T> all() {
        lock.lock();
        try {
            return seen.values().stream()
                    .flatMap(names -> names.values().stream())
                    .sorted(Comparator.comparing(Entry::key))
                    .map(Entry::value)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// See [Cache#index].
    public void index(String name, Function<T, Collection<String>> values) {
        lock.lock();
        try {
            indexes.put(name, new Index<>(values));
        } finally {
            lock.unlock();
        }
    }

    /// See [Cache#by].
    public List<T> by(String index, String value) {
        lock.lock();
        try {
            Index<T> wanted = indexes.get(index);
            if (wanted == null) {
                throw new IllegalStateException("no index " + index + " on " + kind);
            }
            TreeMap<ObjectKey, T> found = wanted.entries.get(value);
            return found == null ? List.of() : List.copyOf(found.values());
        } finally {
            lock.unlock();
        }
    }

    /// See [Cache#onChange].
    public void onChange(Cache.Listener<T> listener) {
        listeners.add(listener);
    }
}
