package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A [Kube] through an in-process [Door], or over a network to the cluster of a kubeconfig.
public final class KubeClient implements Kube {
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final ResourceType ACCESS_REVIEW = new ResourceType(
            "authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false);
    private static final ResourceType SUBJECT_ACCESS_REVIEW =
            new ResourceType("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false);
    private static final int PAGE = 500;

    private final Transport transport;
    private final ApiCalls calls;
    private final Map<ResourceType, InformedCache<?>> caches = new ConcurrentHashMap<>();

    private final Map<Answered, LongAdder> requests = new ConcurrentHashMap<>();

    private KubeClient(Transport transport, RequestWatch watch) {
        this.transport = transport;
        this.calls = new ApiCalls(transport, watch.and(new RequestWatch() {
            @Override
            public void answered(String verb, int status) {
                requests.computeIfAbsent(new Answered(verb, status), _ -> new LongAdder())
                        .increment();
            }
        }));
    }

    @Override
    public Map<Answered, Long> requests() {
        var counts = new LinkedHashMap<Answered, Long>();
        requests.forEach((answered, count) -> counts.put(answered, count.sum()));
        return counts;
    }

    @Override
    public List<SilentWatch> silentWatches() {
        return caches.values().stream()
                .flatMap(cache -> cache.silence().stream())
                .toList();
    }

    /// A client through a door; its identity is the door's.
    public static KubeClient through(Door door) {
        return through(door, RequestWatch.NONE);
    }

    /// A client through a door, watched.
    public static KubeClient through(Door door, RequestWatch watch) {
        return new KubeClient(new DoorTransport(door), watch);
    }

    /// A client to the cluster that a kubeconfig file names, under that file's identity.
    public static KubeClient of(Path kubeconfig) {
        return to(Cluster.of(kubeconfig), RequestWatch.NONE);
    }

    /// A client to a cluster, watched.
    public static KubeClient to(Cluster cluster, RequestWatch watch) {
        return new KubeClient(
                new NetworkTransport(new KubernetesClientBuilder()
                        .withConfig(cluster.config())
                        .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
                        .build()),
                watch);
    }

    @Override
    public Optional<KubeObject> get(ResourceType type, ObjectKey key) {
        Optional<KubeObject> seen = calls.peek(type, key);
        if (seen.isPresent()) {
            return seen;
        }
        try {
            return Optional.of(KubeObject.of(calls.send("GET", path(type, key, ""), JSON, null)));
        } catch (WorldException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        var found = new ArrayList<KubeObject>();
        String query = "?limit=" + PAGE
                + (selector.requirements().isEmpty() ? "" : "&labelSelector=" + ApiCalls.encoded(selector.query()));
        String next = "";
        do {
            Map<String, Object> page = calls.send(
                    "GET",
                    ApiCalls.path(type, namespace, "", "")
                            + query
                            + (next.isEmpty() ? "" : "&continue=" + ApiCalls.encoded(next)),
                    JSON,
                    null);
            for (Object item : Json.list(page, "items")) {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("apiVersion", type.apiVersion());
                tree.put("kind", type.kind());
                tree.putAll(Json.asObject(item));
                found.add(KubeObject.of(tree));
            }
            next = Json.text(page, "metadata", "continue").orElse("");
        } while (!next.isEmpty());
        return found;
    }

    @Override
    public KubeObject create(ResourceType type, KubeObject object) {
        String target = ApiCalls.path(type, object.namespace(), "", "");
        return written(type, calls.send("POST", target, JSON, object.view()));
    }

    /// Has the API server go through a creation without storing anything (dry run), and returns what it would store.
    public KubeObject tryCreate(ResourceType type, KubeObject object) {
        String target = ApiCalls.path(type, object.namespace(), "", "") + "?dryRun=All";
        return KubeObject.of(calls.send("POST", target, JSON, object.view()));
    }

    @Override
    public KubeObject update(ResourceType type, KubeObject object) {
        return written(type, calls.send("PUT", path(type, object.key(), ""), JSON, object.view()));
    }

    @Override
    public KubeObject patch(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return written(type, calls.send("PATCH", path(type, key, ""), MERGE_PATCH, mergePatch));
    }

    @Override
    public KubeObject patchStatus(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
        return written(type, calls.send("PATCH", path(type, key, "status"), MERGE_PATCH, mergePatch));
    }

    @Override
    public void delete(ResourceType type, ObjectKey key) {
        try {
            calls.send("DELETE", path(type, key, ""), JSON, deleteOptions());
        } catch (WorldException e) {
            if (!(e.failure() instanceof Failure.NotFound)) {
                throw e;
            }
        }
    }

    @Override
    public void deleteAll(ResourceType type, String namespace, LabelSelector selector) {
        String query = selector.requirements().isEmpty() ? "" : "?labelSelector=" + ApiCalls.encoded(selector.query());
        calls.send("DELETE", ApiCalls.path(type, namespace, "", "") + query, JSON, deleteOptions());
    }

    private static Map<String, Object> deleteOptions() {
        return Map.of("apiVersion", "v1", "kind", "DeleteOptions", "propagationPolicy", "Background");
    }

    @Override
    public boolean may(String verb, ResourceType type, String subresource, String namespace, String name) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("verb", verb);
        attributes.put("group", type.group());
        attributes.put("resource", type.plural());
        putUnlessEmpty(attributes, "subresource", subresource);
        putUnlessEmpty(attributes, "namespace", namespace);
        putUnlessEmpty(attributes, "name", name);
        return allowed(ACCESS_REVIEW, Map.of("resourceAttributes", attributes));
    }

    @Override
    public boolean permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        return calls.permits(user, groups, verb, type, key).orElseGet(() -> {
            var attributes = new LinkedHashMap<String, Object>();
            attributes.put("group", type.group());
            attributes.put("resource", type.plural());
            attributes.put("name", key.name());
            attributes.put("namespace", key.namespace());
            attributes.put("verb", verb);
            var spec = new LinkedHashMap<String, Object>();
            spec.put("resourceAttributes", attributes);
            spec.put("user", user);
            spec.put("groups", List.<Object>copyOf(groups));
            return allowed(SUBJECT_ACCESS_REVIEW, spec);
        });
    }

    private boolean allowed(ResourceType review, Map<String, Object> spec) {
        Map<String, Object> body = Map.of("apiVersion", review.apiVersion(), "kind", review.kind(), "spec", spec);
        Map<String, Object> answer = calls.send("POST", ApiCalls.path(review, "", "", ""), JSON, body);
        return Json.at(answer, "status", "allowed").filter(Boolean.TRUE::equals).isPresent();
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    @Override
    public boolean serves(ResourceType type) {
        try {
            return Json.list(calls.send("GET", type.path(), JSON, null), "resources").stream()
                    .anyMatch(item -> Json.text(item, "name").equals(Optional.of(type.plural())));
        } catch (WorldException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return false;
            }
            throw e;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a kind is always decoded to the type that its first caller asked for
    public <T> Cache<T> cache(ResourceType type, Function<KubeObject, T> decode) {
        return (Cache<T>) caches.computeIfAbsent(type, wanted -> new InformedCache<>(calls, wanted, decode));
    }

    @Override
    public void start() throws InterruptedException {
        for (InformedCache<?> cache : caches.values()) {
            cache.start();
        }
        for (InformedCache<?> cache : caches.values()) {
            cache.awaitSynced();
        }
    }

    @Override
    public void close() {
        caches.values().forEach(InformedCache::stop);
        transport.close();
    }

    private KubeObject written(ResourceType type, Map<String, Object> answer) {
        KubeObject object = KubeObject.of(answer);
        @Nullable InformedCache<?> cache = caches.get(type);
        if (cache != null && !object.resourceVersion().isEmpty()) {
            cache.overlay(object);
        }
        return object;
    }

    private static String path(ResourceType type, ObjectKey key, String subresource) {
        return ApiCalls.path(type, key.namespace(), key.name(), subresource);
    }
}
