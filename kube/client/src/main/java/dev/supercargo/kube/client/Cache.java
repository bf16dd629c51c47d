package dev.supercargo.kube.client;

import dev.supercargo.meta.ObjectKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All objects of one kind, kept current by a watch, with this process' own writes already visible.
/// Reads never block and never fail.
public interface Cache<T> {
    /// The object, or empty where there is none.
    Optional<T> get(ObjectKey key);

    /// All objects of one namespace, ordered by name.
    List<T> in(String namespace);

    /// All objects, in no particular order.
    List<T> all();

    /// Defines an index before [Kube#start]: for each object the values under which [#by] finds it.
    void index(String name, Function<T, Collection<String>> values);

    /// The objects that an index lists under a value, ordered by key.
    List<T> by(String index, String value);

    /// Tells of each change, on the watch's thread, in order: `before` is empty for a new object (including each one of
    /// the first list), `after` for a deleted one. Own writes are told when the watch brings them.
    void onChange(Listener<T> listener);

    /// Whether the first list has arrived.
    boolean synced();

    /// Hears of changes; must be quick and must not throw.
    @FunctionalInterface
    interface Listener<T> {
        void changed(ObjectKey key, Optional<T> before, Optional<T> after);
    }
}
