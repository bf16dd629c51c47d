package dev.supercargo.kube.client;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The Kubernetes API as one identity sees it. Every method blocks; a refusal or failure is a
/// `WorldException` whose `Failure` says which kind (`Forbidden`, `Conflict`, `NotFound`, `Invalid`, `Transient`, ...).
/// Writes are overlaid on the caches of this client at once: a turn sees its own writes.
public interface Kube extends AutoCloseable {
    /// The object, read directly (not from a cache), or empty where it does not exist.
    Optional<KubeObject> get(ResourceType type, ObjectKey key);

    /// The objects of one namespace (`""`: of all) that a selector matches, read directly.
    List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector);

    /// Creates an object and returns it as stored. `metadata.generateName` is honoured.
    KubeObject create(ResourceType type, KubeObject object);

    /// Replaces an object (PUT); with a `resourceVersion` in it, only if that is still the newest.
    KubeObject update(ResourceType type, KubeObject object);

    /// Changes an object by a JSON merge patch.
    KubeObject patch(ResourceType type, ObjectKey key, Map<String, Object> mergePatch);

    /// Changes an object's status by a JSON merge patch (`{"status": {...}}`) on the `status` subresource.
    KubeObject patchStatus(ResourceType type, ObjectKey key, Map<String, Object> mergePatch);

    /// Asks for deletion (background propagation); an absent object is no failure.
    void delete(ResourceType type, ObjectKey key);

    /// Asks for deletion of all objects in a namespace that a selector matches.
    void deleteAll(ResourceType type, String namespace, LabelSelector selector);

    /// Whether a user may do something to an object, by a SubjectAccessReview.
    boolean permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key);

    /// Whether this identity may do something, by a SelfSubjectAccessReview.
    boolean may(String verb, ResourceType type, String subresource, String namespace, String name);

    /// Whether the API serves this kind.
    boolean serves(ResourceType type);

    /// A cache of one kind in all namespaces, shared per kind; `decode` makes the cached value once per change.
    /// An object that cannot be decoded is kept out of the cache and logged once per version; it stops nobody.
    /// The cache fills when [#start] is called.
    <T> Cache<T> cache(ResourceType type, Function<KubeObject, T> decode);

    /// Takes turns over what this client reads and writes, not started yet; `concurrency` bounds the turns at one time.
    default Controller controller(String name, int concurrency, InstantSource clock, Turn turn) {
        return new TurnLoop(name, concurrency, clock, turn);
    }

    /// How requests were answered so far; of each kind of answer how many.
    default Map<Answered, Long> requests() {
        return Map.of();
    }

    /// A method of HTTP and the status of the answer.
    record Answered(String method, int status) {}

    /// The kinds whose changes do not arrive now.
    default List<SilentWatch> silentWatches() {
        return List.of();
    }

    /// Starts all caches and waits until each holds its first list.
    void start() throws InterruptedException;

    @Override
    void close();
}
