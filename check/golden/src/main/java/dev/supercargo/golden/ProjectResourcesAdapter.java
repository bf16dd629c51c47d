package dev.supercargo.golden;

import dev.supercargo.controllers.management.Management;
import dev.supercargo.controllers.management.ManagementSettings;
import dev.supercargo.decisions.project.ProjectSettings;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.testkit.TestCluster;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The management controller on a cluster without namespace controller: objects, then actions, then a look.
final class ProjectResourcesAdapter implements Adapter {
    private static final List<String> SERVER_FIELDS =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");

    /// Where the controller writes the time; every object is new, so it is now.
    private static final Set<String> TIME_FIELDS = Set.of("lastTransitionTime", "kargo.akuity.io/replicated-at");

    @Override
    public String file() {
        return "project-resources.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        try (TestCluster cluster = TestCluster.start(options -> options.withControllers(false))) {
            for (String namespace : List.of(
                    "kargo", "kargo-shared-resources", "kargo-system-resources", "kargo-cluster-secrets", "default")) {
                if (cluster.admin()
                        .get(TestCluster.typeOf("Namespace"), ObjectKey.cluster(namespace))
                        .isEmpty()) {
                    cluster.create(
                            Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", namespace)));
                }
            }
            Map<String, Object> given = Json.object(testCase, "given");
            for (Object object : ordered(Json.list(given, "objects"))) {
                cluster.create(Json.asObject(object));
            }
            Kube kube = cluster.as(Identity.administrator("management"));
            try (var management = new Management(kube, settings(given), InstantSource.system())) {
                kube.start();
                management.start();
                cluster.settle();
                for (Object action : Json.list(given, "then")) {
                    perform(cluster, Json.asObject(action));
                    cluster.settle();
                }
            }
            return compare(Json.list(testCase, "expect", "objects"), cluster);
        }
    }

    /// Namespaces come first, since the API refuses objects in namespaces that do not exist.
    private static List<Object> ordered(List<Object> objects) {
        var sorted = new ArrayList<>(objects);
        sorted.sort((a, b) -> Boolean.compare(isNamespace(b), isNamespace(a)));
        return sorted;
    }

    private static boolean isNamespace(Object object) {
        return Json.text(object, "kind").orElse("").equals("Namespace");
    }

    private static ManagementSettings settings(Map<String, Object> given) {
        ManagementSettings settings = ManagementSettings.in("kargo", "https://kargo.example.com");
        boolean binds = !Json.text(given, "settings", "MANAGE_CONTROLLER_ROLE_BINDINGS")
                .orElse("")
                .equals("false");
        return settings.withProjects(new ProjectSettings("kargo", binds));
    }

    private static void perform(TestCluster cluster, Map<String, Object> action) {
        action.forEach((verb, target) -> {
            String kind = Json.text(target, "kind").orElseThrow();
            ObjectKey key = key(target);
            switch (verb) {
                case "delete" -> cluster.admin().delete(TestCluster.typeOf(kind), key);
                case "mergePatch" -> cluster.admin().patch(TestCluster.typeOf(kind), key, Json.object(target, "patch"));
                default -> throw new IllegalArgumentException("no action " + verb);
            }
        });
    }

    private static ObjectKey key(Object described) {
        Object metadata = Json.at(described, "metadata").orElse(described);
        return TestCluster.key(
                Json.text(described, "kind").orElseThrow(),
                Json.text(metadata, "namespace").orElse(""),
                Json.text(metadata, "name").orElseThrow());
    }

    private static Verdict compare(List<Object> expected, TestCluster cluster) {
        for (Object wanted : expected) {
            String kind = Json.text(wanted, "kind").orElseThrow();
            Optional<KubeObject> stored = cluster.admin().get(TestCluster.typeOf(kind), key(wanted));
            Object actual = stored.map(object -> published(object, wanted)).orElseGet(() -> absent(wanted));
            Verdict verdict = Verdict.compare(wanted, actual);
            if (!(verdict instanceof Verdict.Passed)) {
                return Verdict.failed(kind + " " + key(wanted) + ((Verdict.Failed) verdict).difference());
            }
        }
        return Verdict.passed();
    }

    private static Map<String, Object> absent(Object wanted) {
        var tree = new LinkedHashMap<String, Object>(Json.asObject(wanted));
        tree.keySet().retainAll(List.of("kind", "name", "namespace"));
        tree.put("absent", true);
        return tree;
    }

    /// The object without what servers add: for namespaces also their own finalizers and label.
    private static Map<String, Object> published(KubeObject object, Object wanted) {
        Map<String, Object> tree = Json.asObject(placeholders(object.view(), ""));
        SERVER_FIELDS.forEach(Json.object(tree, "metadata")::remove);
        if (!Json.asObject(wanted).containsKey("apiVersion")) {
            tree.remove("apiVersion");
        }
        if (object.kind().equals("Namespace")) {
            tree.remove("spec");
            tree.remove("status");
            Map<String, Object> labels = Json.object(tree, "metadata", "labels");
            labels.remove("kubernetes.io/metadata.name");
            if (labels.isEmpty()) {
                Json.object(tree, "metadata").remove("labels");
            }
        }
        Json.object(tree, "metadata").remove("deletionGracePeriodSeconds");
        Json.list(tree, "status", "conditions")
                .forEach(condition -> Json.asObject(condition).remove("observedGeneration"));
        if (tree.get("status") instanceof Map<?, ?> status) {
            status.remove("observedGeneration");
        }
        return tree;
    }

    private static @Nullable Object placeholders(@Nullable Object tree, String key) {
        return switch (tree) {
            case null -> null;
            case String text when key.equals("deletionTimestamp") -> "<set>";
            case String text when TIME_FIELDS.contains(key) -> "<now>";
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((name, value) -> Json.putNullable(copy, (String) name, placeholders(value, (String) name)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(placeholders(item, "")));
                yield copy;
            }
            default -> tree;
        };
    }
}
