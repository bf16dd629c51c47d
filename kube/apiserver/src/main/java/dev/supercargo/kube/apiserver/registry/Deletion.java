package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Entry;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Write;
import dev.supercargo.meta.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deletes objects, or marks them as about to be deleted while finalizers hold them (kubernetes-api.md 3.5, 3.6).
public final class Deletion {
    private final Store store;
    private final Gate gate;
    private final Clock clock;
    private final Reading reading;

    public Deletion(Store store, Gate gate, Clock clock, Reading reading) {
        this.store = store;
        this.gate = gate;
        this.clock = clock;
        this.reading = reading;
    }

    /// What became of a deletion.
    public sealed interface Outcome {
        /// The object as it was last.
        Shown object();

        /// It is gone.
        record Gone(Shown object) implements Outcome {}

        /// It waits for its finalizers.
        record Marked(Shown object) implements Outcome {}
    }

    /// Deletes one object.
    ///
    /// @throws ApiError 404, 409 when a precondition does not hold, 403 when admission refuses
    public Outcome delete(Resource resource, String namespace, String name, DeleteOptions options, Session session) {
        return delete(resource, namespace, name, name, options, session);
    }

    /// Deletes all objects that match; those as they were listed.
    public Reading.Listing deleteAll(
            Resource resource, String namespace, ListOptions which, DeleteOptions options, Session session) {
        Reading.Listing listing = reading.list(resource, namespace, which);
        for (Shown item : listing.items()) {
            try {
                delete(resource, item.namespace(), item.name(), "", options, session);
            } catch (ApiError e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        return listing;
    }

    private Outcome delete(
            Resource resource,
            String namespace,
            String name,
            String admittedName,
            DeleteOptions options,
            Session session) {
        String key = resource.key(namespace, name);
        while (true) {
            Entry entry = store.get(key).orElseThrow(() -> ApiError.notFound(resource.groupResource(), name));
            Shown current = Stored.shown(entry, resource);
            checkPreconditions(resource, name, current, options);
            String scope = resource.type().plural().equals("namespaces") ? name : namespace;
            var passage = new Gate.Passage(
                    new Target(resource.type(), "", scope, admittedName),
                    new Change.Delete(current.tree()),
                    options.dryRun(),
                    options.tree());
            gate.mutate(passage, session);
            gate.validate(passage, session);
            Optional<Outcome> done = attempt(resource, entry, current, options);
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    private Optional<Outcome> attempt(Resource resource, Entry entry, Shown current, DeleteOptions options) {
        Map<String, Object> tree = Json.copy(current.tree());
        if (!Meta.isTerminating(tree)) {
            resource.rules().beginDeletion(tree);
        }
        List<String> finalizers = finalizers(Meta.finalizers(tree), options);
        setFinalizers(tree, finalizers);
        if (finalizers.isEmpty() && resource.rules().mayVanish(tree)) {
            return options.dryRun() || store(() -> store.delete(entry.key(), entry.revision())) instanceof Write.Done
                    ? Optional.of(new Outcome.Gone(current))
                    : Optional.empty();
        }
        mark(resource, tree);
        if (Json.same(tree, current.tree())) {
            return Optional.of(new Outcome.Marked(current));
        }
        if (options.dryRun()) {
            return Optional.of(new Outcome.Marked(new Shown(tree)));
        }
        byte[] value = Stored.bytes(resource, tree);
        return store(() -> store.update(entry.key(), entry.revision(), value, entry.expires()))
                        instanceof Write.Done(var written)
                ? Optional.of(new Outcome.Marked(Stored.shown(written, resource)))
                : Optional.empty();
    }

    private static Write store(java.util.function.Supplier<Write> write) {
        try {
            return write.get();
        } catch (StoreException e) {
            throw ApiError.internal(String.valueOf(e.getMessage()));
        }
    }

    private void mark(Resource resource, Map<String, Object> tree) {
        if (Meta.isTerminating(tree)) {
            return;
        }
        Map<String, Object> metadata = Meta.of(tree);
        metadata.put("deletionTimestamp", Meta.time(clock.instant()));
        metadata.put("deletionGracePeriodSeconds", 0L);
        if (Meta.generation(tree) > 0) {
            metadata.put("generation", Meta.generation(tree) + 1);
        }
        resource.rules().prepareDeletion(tree);
    }

    /// The finalizers after the wish about dependents is noted among them.
    private static List<String> finalizers(List<String> before, DeleteOptions options) {
        boolean orphan = options.policy()
                .map("Orphan"::equals)
                .orElseGet(() ->
                        options.orphanDependents().orElse(options.policy().isEmpty() && before.contains(Meta.ORPHAN)));
        boolean foreground = options.policy()
                .map("Foreground"::equals)
                .orElse(options.orphanDependents().isEmpty() && before.contains(Meta.FOREGROUND));
        var after = new ArrayList<>(before);
        after.removeAll(List.of(Meta.ORPHAN, Meta.FOREGROUND));
        if (orphan) {
            after.add(Meta.ORPHAN);
        }
        if (foreground) {
            after.add(Meta.FOREGROUND);
        }
        return after.size() == before.size() && after.containsAll(before) ? before : after;
    }

    private static void setFinalizers(Map<String, Object> tree, List<String> finalizers) {
        if (finalizers.isEmpty()) {
            Meta.of(tree).remove("finalizers");
        } else {
            Meta.of(tree).put("finalizers", new ArrayList<Object>(finalizers));
        }
    }

    private static void checkPreconditions(Resource resource, String name, Shown current, DeleteOptions options) {
        var kind = new GroupResource(resource.type().group(), resource.type().kind());
        options.uid().filter(uid -> !uid.equals(current.uid())).ifPresent(uid -> {
            throw ApiError.conflict(
                    kind,
                    name,
                    "the UID in the precondition (" + uid + ") does not match the UID in record (" + current.uid()
                            + "). The object might have been deleted and then recreated");
        });
        options.resourceVersion()
                .filter(version -> !version.equals(current.resourceVersion()))
                .ifPresent(version -> {
                    throw ApiError.conflict(
                            kind,
                            name,
                            "the ResourceVersion in the precondition (" + version
                                    + ") does not match the ResourceVersion in record (" + current.resourceVersion()
                                    + "). The object might have been modified");
                });
    }
}
