package dev.supercargo.controllers.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.access.Roles;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.testkit.TestCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The management controller and the garbage collector under their own permissions.
class ManagementTest {
    private TestCluster cluster;
    private Management management;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = TestCluster.start(options -> options.withBootstrap(Roles.installed()));
        Kube kube = as(Component.MANAGEMENT);
        management = new Management(
                kube, ManagementSettings.in("kargo", "https://kargo.example.com"), InstantSource.system());
        kube.start();
        management.start();
    }

    @AfterEach
    void stop() {
        management.close();
        cluster.close();
    }

    private Kube as(Component component) {
        return cluster.as(Identity.serviceAccount(Component.NAMESPACE, component.account()));
    }

    private void project(String name) {
        cluster.create("{\"apiVersion\":\"kargo.akuity.io/v1alpha1\",\"kind\":\"Project\",\"metadata\":{\"name\":\""
                + name + "\"}}");
        awaitReady(name, "True");
    }

    private void awaitReady(String project, String status) {
        await().atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(ready(project)).hasValue(status));
    }

    private Optional<String> ready(String project) {
        return cluster.admin()
                .get(Kinds.PROJECT, ObjectKey.cluster(project))
                .map(Project::read)
                .flatMap(found -> Condition.find(found.status().conditions(), "Ready"))
                .map(Condition::status);
    }

    @Test
    void aProjectComesWithItsRolesAndGoesWithItsNamespace() {
        project("demo");
        assertThat(cluster.admin().list(Kinds.ROLE, "demo", LabelSelector.EVERYTHING))
                .extracting(KubeObject::name)
                .containsExactlyInAnyOrder("kargo-admin", "kargo-viewer", "kargo-promoter");
        assertThat(cluster.admin().get(Kinds.ROLE_BINDING, new ObjectKey("demo", "kargo-controller-read-secrets")))
                .isPresent();

        cluster.admin().delete(Kinds.PROJECT, ObjectKey.cluster("demo"));
        await().atMost(TestCluster.PATIENCE).untilAsserted(() -> {
            assertThat(cluster.admin().get(Kinds.PROJECT, ObjectKey.cluster("demo")))
                    .isEmpty();
            assertThat(cluster.admin().get(Kinds.NAMESPACE, ObjectKey.cluster("demo")).stream())
                    .as("on its way out, and nothing of ours in its way")
                    .allMatch(namespace ->
                            namespace.isTerminating() && namespace.finalizers().isEmpty());
            assertThat(cluster.admin().get(Kinds.CLUSTER_ROLE, ObjectKey.cluster("kargo-project-admin-demo")))
                    .isEmpty();
        });
    }

    @Test
    void aForeignNamespaceStallsOneProjectOnlyAndOnlyUntilItIsGivenOver() {
        cluster.create("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"taken\"}}");
        cluster.create(
                "{\"apiVersion\":\"kargo.akuity.io/v1alpha1\",\"kind\":\"Project\",\"metadata\":{\"name\":\"taken\"}}");
        awaitReady("taken", "False");
        project("free");
        cluster.admin()
                .patch(
                        Kinds.NAMESPACE,
                        ObjectKey.cluster("taken"),
                        Map.of("metadata", Map.of("labels", Map.of("kargo.akuity.io/project", "true"))));
        cluster.admin()
                .patch(
                        Kinds.PROJECT,
                        ObjectKey.cluster("taken"),
                        Map.of("metadata", Map.of("labels", Map.of("look", "again"))));
        awaitReady("taken", "True");
        Project healed = Project.read(
                cluster.admin().get(Kinds.PROJECT, ObjectKey.cluster("taken")).orElseThrow());
        assertThat(healed.status().conditions()).extracting(Condition::type).containsExactly("Ready");
    }

    @Test
    void sharedSecretsReachProjectsThatComeLater() {
        cluster.create("""
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"creds","namespace":"kargo-shared-resources",
                "labels":{"kargo.akuity.io/cred-type":"git"},"annotations":{"kargo.akuity.io/replicate-to":"*"}},
                "data":{"k":"dg=="}}""");
        project("late");
        await().atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(cluster.admin().get(Kinds.SECRET, new ObjectKey("late", "creds")))
                        .isPresent());
    }

    @Test
    void receiversAreServedOnceTheirSecretIsThere() {
        project("demo");
        cluster.create("""
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"ProjectConfig",
                "metadata":{"name":"demo","namespace":"demo"},"spec":{"webhookReceivers":[
                {"name":"lost","github":{"secretRef":{"name":"gone"}}},
                {"name":"good","quay":{"secretRef":{"name":"hook"}}}]}}""");
        await().atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(message())
                        .isEqualTo(
                                "Failed to sync WebhookReceivers: [error syncing WebhookReceiver \"lost\": error getting"
                                        + " Secret \"gone\" in namespace \"demo\": secrets \"gone\" not found, error syncing"
                                        + " WebhookReceiver \"good\": error getting Secret \"hook\" in namespace \"demo\": secrets"
                                        + " \"hook\" not found]"));
        for (String secret : List.of("gone", "hook")) {
            cluster.create("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"" + secret
                    + "\",\"namespace\":\"demo\"},\"data\":{\"secret\":\"czNjcmV0\"}}");
        }
        cluster.admin()
                .patch(
                        Kinds.PROJECT_CONFIG,
                        new ObjectKey("demo", "demo"),
                        Map.of("metadata", Map.of("annotations", Map.of("kargo.akuity.io/refresh", "now"))));
        await().atMost(TestCluster.PATIENCE).untilAsserted(() -> {
            ProjectConfig config = config();
            assertThat(config.status().lastHandledRefresh()).isEqualTo("now");
            assertThat(message()).isEqualTo("ProjectConfig is synced and ready for use");
            assertThat(config.status().webhookReceivers())
                    .extracting(receiver -> receiver.path().replaceFirst("[0-9a-f]{64}$", ""))
                    .containsExactly("/github/", "/quay/");
        });
    }

    private ProjectConfig config() {
        return ProjectConfig.read(cluster.admin()
                .get(Kinds.PROJECT_CONFIG, new ObjectKey("demo", "demo"))
                .orElseThrow());
    }

    private String message() {
        return Condition.find(config().status().conditions(), "Ready")
                .map(Condition::message)
                .orElse("");
    }

    @Test
    void theGarbageCollectorKeepsWhatItIsToldTo() throws InterruptedException {
        project("demo");
        cluster.create("""
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Stage","metadata":{"name":"test","namespace":"demo"},
                "spec":{"requestedFreight":[{"origin":{"kind":"Warehouse","name":"w"},"sources":{"direct":true}}]}}""");
        for (int i = 0; i < 4; i++) {
            cluster.create("""
                    {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Promotion",
                    "metadata":{"name":"test.%d","namespace":"demo"},
                    "spec":{"stage":"test","freight":"f","steps":[{"uses":"http"}]},
                    "status":{"phase":"Succeeded"}}""".formatted(i));
        }
        var none = new Retention(2, Duration.ZERO, 2, Duration.ZERO);
        try (var collector = new GarbageCollector(as(Component.GARBAGE_COLLECTOR), none, InstantSource.system())) {
            assertThat(collector.collect()).isZero();
        }
        assertThat(cluster.admin().list(Kinds.PROMOTION, "demo", LabelSelector.EVERYTHING))
                .extracting(KubeObject::name)
                .containsExactly("test.2", "test.3");
    }
}
