package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.store.Entry;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Write;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Updates objects, for PUT and every kind of PATCH (kubernetes-api.md 3.3, 3.4, 5). Reads, changes and writes only if
/// nobody wrote meanwhile; else begins again.
///
/// 1. what the request wants; uid and name must fit;
/// 2. field owners, mutating admission;
/// 3. resourceVersion; what this request may not change is put back;
/// 4. validation, validating admission;
/// 5. nothing, a write, or the deletion that the last finalizer held up.
public final class Updating {
    private static final int ATTEMPTS = 500;

    private final Store store;
    private final Gate gate;
    private final FieldOwners owners;
    private final Clock clock;
    private final Creation creation;

    public Updating(Store store, Gate gate, FieldOwners owners, Clock clock, Creation creation) {
        this.store = store;
        this.gate = gate;
        this.owners = owners;
        this.clock = clock;
        this.creation = creation;
    }

    /// What is to be updated.
    public record Place(Resource resource, String namespace, String name, String subresource) {}

    /// What an update makes of the stored object. The tree handed in is only to be read; that returned is given away.
    public interface Wish {
        Map<String, Object> from(Map<String, Object> stored);

        /// The object to create where there is none; empty: 404.
        default Optional<Map<String, Object>> fromNothing() {
            return Optional.empty();
        }

        /// Whether a resourceVersion must be given (PUT) or is taken from the stored object.
        boolean replaces();

        /// Whether the wish has seen to the owners of fields itself (apply).
        default boolean tracksOwners() {
            return false;
        }
    }

    /// The object afterwards, and whether the update created it.
    public record Outcome(Shown object, boolean created) {}

    /// Carries out a wish.
    ///
    /// @throws ApiError for every reason not to
    public Outcome update(Place place, Wish wish, WriteOptions options, Session session) {
        Resource resource = place.resource();
        String key = resource.key(place.namespace(), place.name());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Entry> entry = store.get(key);
            if (entry.isEmpty()) {
                Map<String, Object> fresh =
                        wish.fromNothing().orElseThrow(() -> ApiError.notFound(resource.groupResource(), place.name()));
                return new Outcome(
                        creation.create(resource, place.namespace(), fresh, wish.tracksOwners(), options, session),
                        true);
            }
            Optional<Shown> done = attempt(place, entry.get(), wish, options, session);
            if (done.isPresent()) {
                return new Outcome(done.get(), false);
            }
        }
        throw ApiError.stale(resource.groupResource(), place.name());
    }

    /// One attempt; empty where somebody else wrote meanwhile.
    private Optional<Shown> attempt(Place place, Entry entry, Wish wish, WriteOptions options, Session session) {
        Resource resource = place.resource();
        Shown current = Stored.shown(entry, resource);
        Map<String, Object> old = current.tree();
        Map<String, Object> tree = wish.from(old);
        checkIdentity(place, old, tree, wish.replaces());
        Meta.tidy(tree);
        Meta.restore(tree, old);
        Creation.dropDuplicateOwners(tree, session);
        if (!wish.tracksOwners()) {
            keepBounds(place, tree, old);
            owners.updated(resource, place.subresource(), old, tree, options.manager(session.userAgent()));
        }
        tree = admitted(place, old, tree, options, session);
        checkVersion(place, entry, tree, wish.replaces());
        Meta.restore(tree, old);
        keepBounds(place, tree, old);
        countGeneration(resource, tree, old);
        check(place, tree, old, session);
        gate.validate(passage(place, old, tree, options), session);
        return write(place, entry, current, tree, options);
    }

    private Map<String, Object> admitted(
            Place place, Map<String, Object> old, Map<String, Object> tree, WriteOptions options, Session session) {
        Optional<Map<String, Object>> changed = gate.mutate(passage(place, old, tree, options), session);
        if (changed.isEmpty()) {
            return tree;
        }
        Map<String, Object> other = changed.get();
        place.resource().shape().decode(other);
        place.resource().rules().complete(other);
        Creation.dropDuplicateOwners(other, session);
        return other;
    }

    private static Gate.Passage passage(
            Place place, Map<String, Object> old, Map<String, Object> tree, WriteOptions options) {
        String scope = place.resource().type().plural().equals("namespaces") ? place.name() : place.namespace();
        return new Gate.Passage(
                new Target(place.resource().type(), place.subresource(), scope, place.name()),
                new Change.Update(tree, old),
                options.dryRun(),
                options.tree("UpdateOptions"));
    }

    private static void checkIdentity(
            Place place, Map<String, Object> old, Map<String, Object> tree, boolean replaces) {
        String wanted = Json.text(tree, "metadata", "uid").orElse("");
        String uid = Json.text(old, "metadata", "uid").orElse("");
        if (replaces && !wanted.isEmpty() && !wanted.equals(uid)) {
            throw ApiError.conflict(
                    place.resource().groupResource(),
                    place.name(),
                    "StorageError: invalid object, Code: 4, Key: "
                            + place.resource().shownKey(place.namespace(), place.name())
                            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
                            + wanted + ", UID in object meta: " + uid);
        }
    }

    private static void checkVersion(Place place, Entry entry, Map<String, Object> tree, boolean replaces) {
        Resource resource = place.resource();
        String version = Json.text(tree, "metadata", "resourceVersion").orElse("");
        boolean missing = version.isEmpty() || version.matches("0+");
        if (replaces && !missing && !version.matches("\\d{1,18}")) {
            throw ApiError.badRequest("resourceVersion: Invalid value: " + FieldError.quote(version)
                    + ": strconv.ParseUint: parsing " + FieldError.quote(version) + ": invalid syntax");
        }
        boolean refused = resource.isCustom() || resource.rules().missingVersion() == Rules.MissingVersion.REFUSED;
        if (missing && refused) {
            throw ApiError.invalid(
                    resource.type().group(),
                    resource.type().plural(),
                    place.name(),
                    List.of(new ApiError.Cause(
                            "FieldValueInvalid",
                            "Invalid value: 0: must be specified for an update",
                            "metadata.resourceVersion")));
        }
        if (!missing && !version.equals(Long.toString(entry.revision()))) {
            throw ApiError.stale(resource.groupResource(), place.name());
        }
        Json.put(tree, Long.toString(entry.revision()), "metadata", "resourceVersion");
    }

    /// Puts back what lies outside of the part of the object that this request is about.
    private static void keepBounds(Place place, Map<String, Object> tree, Map<String, Object> old) {
        Resource resource = place.resource();
        if (place.subresource().equals(Subresource.STATUS)) {
            Object status = tree.get("status");
            Object managed = Meta.of(tree).get("managedFields");
            Object version = Meta.of(tree).get("resourceVersion");
            Map<String, Object> copy = Json.copy(old);
            tree.clear();
            tree.putAll(copy);
            set(tree, "status", status);
            set(Meta.of(tree), "managedFields", managed);
            set(Meta.of(tree), "resourceVersion", version);
        } else if (resource.hasStatus() && !place.subresource().equals(Subresource.FINALIZE)) {
            set(tree, "status", Json.copyOf(old.get("status")));
        }
        resource.rules().prepareUpdate(place.subresource(), tree, old);
    }

    private static void set(Map<String, Object> map, String key, @org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    private static void countGeneration(Resource resource, Map<String, Object> tree, Map<String, Object> old) {
        boolean counted = resource.isCustom() || resource.rules().generation() == Rules.Generation.WITH_SPEC;
        if (counted && !sameBeside(resource, tree, old)) {
            Meta.of(tree).put("generation", Meta.generation(old) + 1);
        }
    }

    /// Whether nothing changed that generation counts: all but metadata, and but status where that is apart.
    private static boolean sameBeside(Resource resource, Map<String, Object> tree, Map<String, Object> old) {
        var keys = new java.util.HashSet<>(tree.keySet());
        keys.addAll(old.keySet());
        keys.removeAll(List.of("metadata", "apiVersion", "kind"));
        if (resource.hasStatus()) {
            keys.remove("status");
        }
        return keys.stream().allMatch(key -> Json.same(tree.get(key), old.get(key)));
    }

    private static void check(Place place, Map<String, Object> tree, Map<String, Object> old, Session session) {
        Resource resource = place.resource();
        var errors = new ArrayList<FieldError>();
        KubeObject object = KubeObject.of(tree);
        boolean namespaced = resource.type().namespaced();
        errors.addAll(Metadata.validate(object, namespaced, resource.rules().nameRule()));
        errors.addAll(Metadata.validateUpdate(object, KubeObject.of(old)));
        errors.addAll(resource.shape().errors(place.subresource(), tree, Optional.of(old)));
        errors.addAll(resource.rules().errors(tree, Optional.of(old)));
        if (!errors.isEmpty()) {
            throw Refusals.invalid(resource, place.name(), errors);
        }
        Metadata.warnings(object, KubeObject.of(old)).forEach(session::warn);
        resource.rules().warnings(tree).forEach(session::warn);
    }

    private Optional<Shown> write(
            Place place, Entry entry, Shown current, Map<String, Object> tree, WriteOptions options) {
        Resource resource = place.resource();
        boolean gone = Meta.isTerminating(tree)
                && Meta.finalizers(tree).isEmpty()
                && resource.rules().mayVanish(tree);
        if (!gone && sameInMeaning(tree, current.tree())) {
            return Optional.of(current);
        }
        if (options.dryRun()) {
            return Optional.of(new Shown(tree));
        }
        try {
            if (gone) {
                return store.delete(entry.key(), entry.revision()) instanceof Write.Done
                        ? Optional.of(new Shown(tree))
                        : Optional.empty();
            }
            Optional<Instant> expires = resource.rules().timeToLive().map(clock.instant()::plus);
            Write write = store.update(entry.key(), entry.revision(), Stored.bytes(resource, tree), expires);
            return write instanceof Write.Done(var written)
                    ? Optional.of(Stored.shown(written, resource))
                    : Optional.empty();
        } catch (StoreException e) {
            throw ApiError.internal(String.valueOf(e.getMessage()));
        }
    }

    /// Whether two trees differ at most in the times of field owners.
    private static boolean sameInMeaning(Map<String, Object> tree, Map<String, Object> old) {
        return Json.same(timeless(tree), timeless(old));
    }

    private static Map<String, Object> timeless(Map<String, Object> tree) {
        List<Object> managed = Json.list(tree, "metadata", "managedFields");
        if (managed.isEmpty()) {
            return tree;
        }
        var copy = new java.util.LinkedHashMap<>(tree);
        var metadata = new java.util.LinkedHashMap<>(Json.object(tree, "metadata"));
        var without = new ArrayList<Object>();
        for (Object item : managed) {
            var fields = new java.util.LinkedHashMap<>(Json.asObject(item));
            fields.remove("time");
            without.add(fields);
        }
        metadata.put("managedFields", without);
        copy.put("metadata", metadata);
        return copy;
    }
}
