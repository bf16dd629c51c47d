package dev.supercargo.conformance;

import static org.awaitility.Awaitility.await;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What an installation shares with its Projects: Secrets and ConfigMaps that are copied, roles that are put right,
/// accounts of more controllers.
final class SharedResources {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHARED = "kargo-shared-resources";
    private static final Map<String, Object> EDITED = Map.of("data", Map.of("word", "ZWRpdGVk"));

    private SharedResources() {}

    static void appear(Desk desk) {
        desk.create("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: copied
                  namespace: kargo-shared-resources
                  labels: {kargo.akuity.io/cred-type: generic}
                  annotations: {kargo.akuity.io/replicate-to: "*"}
                data: {word: Zmlyc3Q=}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: copied
                  namespace: kargo-shared-resources
                  annotations: {kargo.akuity.io/replicate-to: "*"}
                data: {word: first}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: moved, namespace: kargo-cluster-secrets}
                data: {word: Zmlyc3Q=}
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: another, namespace: kargo, labels: {app.kubernetes.io/component: controller}}
                """);
    }

    /// Each of them is changed and goes; what was made from it follows.
    static void changeAndGo(Desk desk, String project) {
        var moved = new ObjectKey("kargo-system-resources", "moved");
        for (ResourceType type : List.of(Kinds.SECRET, Kinds.CONFIG_MAP)) {
            var source = new ObjectKey(SHARED, "copied");
            var copy = new ObjectKey(project, "copied");
            desk.kube().patch(type, source, EDITED);
            awaitEdited(desk, type, copy);
            desk.kube().delete(type, source);
            awaitGone(desk, type, copy);
        }
        var binding = new ObjectKey(project, "another-read-secrets");
        await("the account is bound")
                .atMost(PATIENCE)
                .until(() -> desk.kube().get(Kinds.ROLE_BINDING, binding).isPresent());
        desk.kube().delete(Kinds.SERVICE_ACCOUNT, new ObjectKey("kargo", "another"));
        awaitGone(desk, Kinds.ROLE_BINDING, binding);
        desk.kube().patch(Kinds.SECRET, new ObjectKey("kargo-cluster-secrets", "moved"), EDITED);
        awaitEdited(desk, Kinds.SECRET, moved);
        desk.kube().delete(Kinds.SECRET, new ObjectKey("kargo-cluster-secrets", "moved"));
        awaitGone(desk, Kinds.SECRET, moved);
        rolesArePutRight(desk, project);
    }

    private static void rolesArePutRight(Desk desk, String project) {
        var admin = new ObjectKey(project, "kargo-admin");
        var everywhere = ObjectKey.cluster("kargo-project-admin-" + project);
        desk.kube().patch(Kinds.ROLE, admin, Map.of("rules", List.of()));
        desk.kube().patch(Kinds.ROLE_BINDING, admin, Map.of("subjects", List.of()));
        var first = new ObjectKey(project, "kargo-project-admin");
        desk.kube().patch(Kinds.ROLE_BINDING, first, Map.of("subjects", List.of()));
        desk.kube().patch(Kinds.CLUSTER_ROLE, everywhere, Map.of("rules", List.of()));
        desk.kube().patch(Kinds.CLUSTER_ROLE_BINDING, everywhere, Map.of("subjects", List.of()));
        desk.kube()
                .patch(
                        Kinds.PROJECT,
                        ObjectKey.cluster(project),
                        Map.of("metadata", Map.of("annotations", Map.of("kargo.akuity.io/refresh", "roles"))));
        awaitFilled(desk, Kinds.ROLE, admin, "rules");
        awaitFilled(desk, Kinds.ROLE_BINDING, admin, "subjects");
        awaitFilled(desk, Kinds.ROLE_BINDING, first, "subjects");
        awaitFilled(desk, Kinds.CLUSTER_ROLE, everywhere, "rules");
        awaitFilled(desk, Kinds.CLUSTER_ROLE_BINDING, everywhere, "subjects");
    }

    private static void awaitFilled(Desk desk, ResourceType type, ObjectKey key, String field) {
        await(type.kind() + " " + key + " is put right").atMost(PATIENCE).until(() -> {
            KubeObject object = desk.kube().get(type, key).orElseThrow();
            return !Json.list(object.view(), field).isEmpty();
        });
    }

    private static void awaitEdited(Desk desk, ResourceType type, ObjectKey key) {
        await(type.kind() + " " + key + " follows its source")
                .atMost(PATIENCE)
                .until(() -> desk.kube()
                        .get(type, key)
                        .filter(copy -> Desk.text(copy.view(), "data", "word").equals("ZWRpdGVk"))
                        .isPresent());
    }

    private static void awaitGone(Desk desk, ResourceType type, ObjectKey key) {
        await(type.kind() + " " + key + " is gone")
                .atMost(PATIENCE)
                .until(() -> desk.kube().get(type, key).isEmpty());
    }
}
