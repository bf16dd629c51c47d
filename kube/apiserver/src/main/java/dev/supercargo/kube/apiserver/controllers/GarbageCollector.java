package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Takes dependents along with their owners (kubernetes-api.md 11.1).
///
/// An object is looked at when it or one of its owners changed in a way that matters; what it then is, and what its
/// owners are, is read anew. So an order of events is not relied upon.
final class GarbageCollector implements Controller {
    private static final String NAME = "generic-garbage-collector";
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final Objects objects;
    private final InProcess requests;
    private final Warnings warnings;
    private final Owners owners = new Owners();
    private final Set<ObjectRef> unresolved = ConcurrentHashMap.newKeySet();
    private final KeyedWork<ObjectRef> work = new KeyedWork<>("garbage-collector", 8, this::lookAt);

    GarbageCollector(Objects objects, Function<ApiRequest, ApiResponse> door) {
        this.objects = objects;
        this.requests = InProcess.as(door, NAME);
        this.warnings = new Warnings(door);
    }

    @Override
    public void noticed(Happening happening) {
        if (happening.resource().type().plural().equals("events")) {
            return;
        }
        boolean gone = happening.now().isEmpty();
        Map<String, Object> before = happening
                .before()
                .filter(old -> gone || matters(old))
                .map(Shown::tree)
                .orElse(Map.of());
        Map<String, Object> now = happening
                .now()
                .filter(GarbageCollector::matters)
                .map(Shown::tree)
                .orElse(Map.of());
        owners.replace(happening.ref(), before, now);
        if (gone) {
            owners.dependents(uid(before)).forEach(work::add);
            Owners.references(before)
                    .forEach(owner -> addOwner(owner, happening.ref().namespace()));
            return;
        }
        boolean newOwners = !Owners.references(now).equals(Owners.references(before));
        if (newOwners || deletesDependents(now)) {
            work.add(happening.ref());
        }
        if (happening.resource().type().plural().equals("customresourcedefinitions")) {
            List.copyOf(unresolved).forEach(ref -> {
                unresolved.remove(ref);
                work.add(ref);
            });
        }
    }

    /// Whether the object may have owners, or may be about to be deleted: of nearly all, nothing need be parsed.
    private static boolean matters(Shown object) {
        return object.mayMention("ownerReferences") || object.mayMention("deletionTimestamp");
    }

    private static boolean deletesDependents(Map<String, Object> tree) {
        KubeObject object = KubeObject.of(tree);
        return object.isTerminating()
                && (object.finalizers().contains(FOREGROUND)
                        || object.finalizers().contains(ORPHAN));
    }

    private void addOwner(Map<String, Object> reference, String namespace) {
        ownerRef(reference, namespace).ifPresent(work::add);
    }

    private Optional<ObjectRef> ownerRef(Map<String, Object> reference, String namespace) {
        return resource(reference)
                .map(resource -> new ObjectRef(
                        resource.groupResource(),
                        resource.type().namespaced() ? namespace : "",
                        Json.text(reference, "name").orElse("")));
    }

    private Optional<Resource> resource(Map<String, Object> reference) {
        String apiVersion = Json.text(reference, "apiVersion").orElse("");
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return objects.catalog().ofKind(group, Json.text(reference, "kind").orElse(""));
    }

    private void lookAt(ObjectRef ref) {
        Optional<Shown> found = objects.find(ref);
        if (found.isEmpty()) {
            return;
        }
        Map<String, Object> tree = found.get().tree();
        KubeObject object = KubeObject.of(tree);
        if (object.isTerminating()) {
            if (object.finalizers().contains(ORPHAN)) {
                orphan(ref, object);
            } else if (object.finalizers().contains(FOREGROUND)) {
                deleteBlocking(ref, object);
            }
            return;
        }
        if (!object.ownerReferences().isEmpty()) {
            judge(ref, object);
        }
    }

    /// What the references of a dependent turned out to lead to.
    private record Verdict(List<Object> solid, List<Object> dangling, List<Object> waiting) {}

    private void judge(ObjectRef ref, KubeObject object) {
        var verdict = new Verdict(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Map<String, Object> reference : object.ownerReferences()) {
            Optional<Resource> resource = resource(reference);
            if (resource.isEmpty()) {
                unresolved.add(ref); // its definition may come back: wait, never delete
                return;
            }
            classify(ref, object, reference, resource.get(), verdict);
        }
        if (!verdict.solid().isEmpty()) {
            if (verdict.solid().size() < object.ownerReferences().size()) {
                patch(ref, object, Map.of("ownerReferences", verdict.solid()));
            }
            return;
        }
        delete(ref, object, !verdict.waiting().isEmpty());
    }

    private void classify(
            ObjectRef ref, KubeObject object, Map<String, Object> reference, Resource resource, Verdict verdict) {
        if (resource.type().namespaced() && ref.namespace().isEmpty()) {
            warnings.tell(object, invalidOwner(reference, ""));
            verdict.solid().add(reference); // a cluster-scoped object cannot have such an owner: left alone
            return;
        }
        Optional<Shown> owner = ownerRef(reference, ref.namespace()).flatMap(objects::find);
        if (owner.isEmpty() || !owner.get().uid().equals(Owners.uid(reference))) {
            if (resource.type().namespaced() && objects.existsElsewhere(resource, Owners.uid(reference))) {
                warnings.tell(object, invalidOwner(reference, ref.namespace()));
            }
            verdict.dangling().add(reference);
            return;
        }
        KubeObject live = KubeObject.of(owner.get().tree());
        if (live.isTerminating() && live.finalizers().contains(FOREGROUND)) {
            verdict.waiting().add(reference);
        } else {
            verdict.solid().add(reference);
        }
    }

    private static String invalidOwner(Map<String, Object> reference, String namespace) {
        return "ownerRef [" + Json.text(reference, "apiVersion").orElse("") + "/"
                + Json.text(reference, "kind").orElse("") + ", namespace: " + namespace + ", name: "
                + Json.text(reference, "name").orElse("") + ", uid: " + Owners.uid(reference)
                + "] does not exist in namespace \"" + namespace + "\"";
    }

    private void delete(ObjectRef ref, KubeObject object, boolean ownerWaits) {
        boolean hasDependents = !owners.dependents(object.uid()).isEmpty();
        String policy = "Background";
        if (object.finalizers().contains(ORPHAN)) {
            policy = "Orphan";
        } else if (object.finalizers().contains(FOREGROUND) || (ownerWaits && hasDependents)) {
            policy = "Foreground";
        }
        if (policy.equals("Foreground") && ownerWaits) {
            unblock(ref, object);
        }
        var options = new LinkedHashMap<String, Object>();
        options.put("kind", "DeleteOptions");
        options.put("apiVersion", "v1");
        options.put("propagationPolicy", policy);
        options.put("preconditions", Map.of("uid", object.uid()));
        InProcess.tolerant(() -> requests.delete(path(ref), options));
    }

    /// Where owners wait for each other in a circle, nobody would ever go: the references of those that depend on this
    /// object no longer block it.
    private void unblock(ObjectRef ref, KubeObject object) {
        boolean circle = owners.blocking(object.uid()).stream()
                .flatMap(dependent -> objects.find(dependent).stream())
                .anyMatch(dependent -> KubeObject.of(dependent.tree()).isTerminating());
        if (!circle) {
            return;
        }
        List<Object> open = object.ownerReferences().stream()
                .<Object>map(reference -> {
                    var copy = new LinkedHashMap<>(reference);
                    copy.put("blockOwnerDeletion", false);
                    return copy;
                })
                .toList();
        InProcess.tolerant(() ->
                requests.patch(path(ref), Map.of("metadata", Map.of("uid", object.uid(), "ownerReferences", open))));
    }

    private void deleteBlocking(ObjectRef ref, KubeObject object) {
        List<ObjectRef> blocking = owners.blocking(object.uid()).stream()
                .filter(dependent -> objects.find(dependent).isPresent())
                .toList();
        if (blocking.isEmpty()) {
            dropFinalizer(ref, object, FOREGROUND);
        } else {
            blocking.forEach(work::add);
        }
    }

    private void orphan(ObjectRef ref, KubeObject object) {
        for (ObjectRef dependent : owners.dependents(object.uid())) {
            objects.find(dependent).ifPresent(found -> {
                KubeObject live = KubeObject.of(found.tree());
                List<Object> rest = live.ownerReferences().stream()
                        .filter(reference -> !Owners.uid(reference).equals(object.uid()))
                        .<Object>map(reference -> reference)
                        .toList();
                patch(dependent, live, Map.of("ownerReferences", rest));
            });
        }
        dropFinalizer(ref, object, ORPHAN);
    }

    private void dropFinalizer(ObjectRef ref, KubeObject object, String finalizer) {
        List<Object> rest = object.finalizers().stream()
                .filter(name -> !name.equals(finalizer))
                .<Object>map(name -> name)
                .toList();
        patch(ref, object, Map.of("finalizers", rest));
    }

    /// Changes metadata if the object is still the one that was looked at; else looks again.
    private void patch(ObjectRef ref, KubeObject object, Map<String, Object> metadata) {
        var change = new LinkedHashMap<>(metadata);
        change.put("uid", object.uid());
        change.put("resourceVersion", object.resourceVersion());
        if (!InProcess.tolerant(() -> requests.patch(path(ref), Map.of("metadata", change)))
                && objects.find(ref).isPresent()) {
            work.add(ref);
            throw ApiError.conflict(ref.resource(), ref.name(), "looked at again");
        }
    }

    private String path(ObjectRef ref) {
        Resource resource = objects.resource(ref.resource()).orElseThrow();
        return InProcess.path(resource, ref.namespace(), ref.name());
    }

    private static String uid(Map<String, Object> tree) {
        return Json.text(tree, "metadata", "uid").orElse("");
    }

    @Override
    public void close() {
        work.close();
    }
}
