package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.kinds.BuiltIns;
import dev.supercargo.kube.apiserver.kinds.Conditions;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Empties namespaces that are to go, tells what still holds them, and lets them go (kubernetes-api.md 11.2).
final class NamespaceController implements Controller {
    private static final String FINALIZER = "kubernetes";

    private final Objects objects;
    private final InProcess requests;
    private final Resource namespaces;
    private final Clock clock;
    private final Set<String> terminating = ConcurrentHashMap.newKeySet();
    private final KeyedWork<String> work = new KeyedWork<>("namespaces", 4, this::empty);

    NamespaceController(Objects objects, Function<ApiRequest, ApiResponse> door, Clock clock) {
        this.objects = objects;
        this.requests = InProcess.as(door, "namespace-controller");
        this.namespaces = objects.resource(dev.supercargo.kube.apiserver.GroupResource.of(BuiltIns.NAMESPACE))
                .orElseThrow();
        this.clock = clock;
    }

    @Override
    public void noticed(Happening happening) {
        if (happening.resource().type().equals(BuiltIns.NAMESPACE)) {
            String name = happening.ref().name();
            if (happening.now().isEmpty()) {
                terminating.remove(name);
            } else if (KubeObject.of(happening.now().get().tree()).isTerminating()) {
                terminating.add(name);
                work.add(name);
            }
        } else if (terminating.contains(happening.ref().namespace())) {
            work.add(happening.ref().namespace());
        }
    }

    private record Content(String resource, List<Shown> left) {}

    private void empty(String name) {
        Optional<Shown> found = objects.reading().find(namespaces, "", name);
        if (found.isEmpty() || !KubeObject.of(found.get().tree()).isTerminating()) {
            return;
        }
        var contents = new ArrayList<Content>();
        var failures = new ArrayList<String>();
        for (Resource resource : objects.collections()) {
            if (resource.type().namespaced() && resource.supports("list") && resource.supports("delete")) {
                List<Shown> left = clear(resource, name, failures);
                if (!left.isEmpty()) {
                    contents.add(new Content(resource.groupResource().toString(), left));
                }
            }
        }
        if (contents.isEmpty() && failures.isEmpty()) {
            finish(found.get());
        } else {
            tell(found.get(), contents, failures);
        }
    }

    private List<Shown> clear(Resource resource, String namespace, List<String> failures) {
        List<Shown> there = objects.list(resource, namespace);
        boolean fresh =
                there.stream().anyMatch(object -> !KubeObject.of(object.tree()).isTerminating());
        if (!fresh) {
            return there;
        }
        try {
            var options = new LinkedHashMap<String, Object>();
            options.put("propagationPolicy", "Background");
            requests.delete(InProcess.path(resource, namespace, ""), options);
        } catch (ApiError e) {
            failures.add(resource.groupResource() + ": " + e.getMessage());
        }
        return objects.list(resource, namespace);
    }

    private void finish(Shown namespace) {
        Map<String, Object> tree = Json.copy(namespace.tree());
        List<Object> rest = Json.list(tree, "spec", "finalizers").stream()
                .filter(finalizer -> !FINALIZER.equals(finalizer))
                .toList();
        Json.put(tree, rest, "spec", "finalizers");
        InProcess.tolerant(() -> requests.update("/api/v1/namespaces/" + namespace.name() + "/finalize", tree));
    }

    private void tell(Shown namespace, List<Content> contents, List<String> failures) {
        Map<String, Object> tree = Json.copy(namespace.tree());
        List<Condition> before = Conditions.read(Json.list(tree, "status", "conditions"));
        List<Condition> after = before;
        for (Condition condition : conditions(contents, failures, clock.instant())) {
            after = Condition.set(after, condition);
        }
        if (after.equals(before)) {
            return;
        }
        Json.put(tree, Conditions.trees(after), "status", "conditions");
        if (!InProcess.tolerant(() -> requests.update("/api/v1/namespaces/" + namespace.name() + "/status", tree))) {
            work.add(namespace.name());
        }
    }

    private static List<Condition> conditions(List<Content> contents, List<String> failures, Instant now) {
        String remaining = contents.stream()
                .map(content -> content.resource() + " has " + content.left().size() + " resource instances")
                .collect(Collectors.joining(", "));
        var finalizers = new TreeMap<String, Integer>();
        contents.stream()
                .flatMap(content -> content.left().stream())
                .flatMap(object -> KubeObject.of(object.tree()).finalizers().stream())
                .forEach(finalizer -> finalizers.merge(finalizer, 1, Integer::sum));
        String holding = finalizers.entrySet().stream()
                .map(entry -> entry.getKey() + " in " + entry.getValue() + " resource instances")
                .collect(Collectors.joining(", "));
        return List.of(
                condition(
                        "NamespaceDeletionDiscoveryFailure",
                        false,
                        "ResourcesDiscovered",
                        "All resources successfully discovered",
                        now),
                condition(
                        "NamespaceDeletionGroupVersionParsingFailure",
                        false,
                        "ParsedGroupVersions",
                        "All legacy kube types successfully parsed",
                        now),
                failures.isEmpty()
                        ? condition(
                                "NamespaceDeletionContentFailure",
                                false,
                                "ContentDeleted",
                                "All content successfully deleted, may be waiting on finalization",
                                now)
                        : condition(
                                "NamespaceDeletionContentFailure",
                                true,
                                "ContentDeletionFailed",
                                "Failed to delete all resource types, " + failures.size() + " remaining: "
                                        + String.join(", ", failures),
                                now),
                contents.isEmpty()
                        ? condition(
                                "NamespaceContentRemaining",
                                false,
                                "ContentRemoved",
                                "All content successfully removed",
                                now)
                        : condition(
                                "NamespaceContentRemaining",
                                true,
                                "SomeResourcesRemain",
                                "Some resources are remaining: " + remaining,
                                now),
                finalizers.isEmpty()
                        ? condition(
                                "NamespaceFinalizersRemaining",
                                false,
                                "ContentHasNoFinalizers",
                                "All content-preserving finalizers finished",
                                now)
                        : condition(
                                "NamespaceFinalizersRemaining",
                                true,
                                "SomeFinalizersRemain",
                                "Some content in the namespace has finalizers remaining: " + holding,
                                now));
    }

    private static Condition condition(String type, boolean on, String reason, String message, Instant now) {
        return new Condition(type, on ? "True" : "False", reason, message, now, 0);
    }

    @Override
    public void close() {
        work.close();
    }
}
