package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Component;
import dev.supercargo.access.Grants;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.app.install.Installation;
import dev.supercargo.app.serve.Served;
import dev.supercargo.conformance.api.RealServer;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole system against a cluster: what `supercargo manifests` prints is applied, every component is served under
/// its own account and generated role, admission is a webhook; a Project lives and goes.
@Order(RealServer.LATE)
class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ApiUnderTest.Kind.class)
    void aProjectLivesAndLeavesNothingBehind(ApiUnderTest.Kind kind) throws Exception {
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        int webhookPort = ApiUnderTest.freePort();
        try (DemoSite site = DemoSite.start(repositories, 0);
                ApiUnderTest api = kind.start(folder)) {
            ApiUnderTest.install(
                    api.cluster(),
                    new Installation(
                            Component.NAMESPACE,
                            new WebhookConfigurations.Place.Url("https://127.0.0.1:" + webhookPort)));
            try (Served served = Served.start(ApiUnderTest.serving(
                            List.of(Component.values()), api.cluster(), webhookPort, folder.resolve("data")));
                    Desk desk = Desk.of(api.cluster())) {
                ApiUnderTest.awaitWebhook(desk);
                var rest = new TokenCaller(served, api.kubeconfig());
                new ProjectLife(desk, site, project -> restIsAnswered(rest, desk, project)).live();
                assertThat(leftovers(desk)).as("left behind").isEmpty();
            }
            assertThat(api.refused()).as("refused to components").isEmpty();
        }
    }

    /// Explanation, problems and permissions, for whoever shows a token that Kubernetes knows and may see them.
    private static void restIsAnswered(TokenCaller rest, Desk desk, String project) throws Exception {
        String explanation = "/v1beta1/projects/" + project + "/stages/production/explanation";
        String viewer = rest.token(project, "kargo-viewer");
        String stranger = rest.token("default", "default");
        assertThat(rest.status(explanation, "")).isEqualTo(401);
        assertThat(rest.status(explanation, "Bearer not.a.token")).isEqualTo(401);
        assertThat(rest.status(explanation, stranger)).isEqualTo(403);
        assertThat(rest.status("/v1beta1/projects/" + project + "/problems", stranger))
                .isEqualTo(403);
        assertThat(Json.list(rest.tree("/v1beta1/problems", stranger), "problems"))
                .isEmpty();

        Map<String, Object> explained = rest.tree(explanation, viewer);
        assertThat(Json.text(explained, "autoPromotion", "reason")).contains("PolicyOff");
        assertThat(Json.list(explained, "origins")).isNotEmpty();
        Awaitility.await("nothing is wrong with the Project")
                .atMost(PATIENCE)
                .until(() -> Json.list(rest.tree("/v1beta1/projects/" + project + "/problems", viewer), "problems")
                        .isEmpty());
        assertThat(Json.list(rest.tree("/v1beta1/problems", viewer), "problems"))
                .isEmpty();
        Awaitility.await("everything is granted to everybody")
                .atMost(PATIENCE)
                .until(() -> rest.states(stranger), List.of("granted")::equals);
        Withdrawal withdrawal = Withdrawal.of(
                desk,
                Grants.of(Component.CONTROLLER).stream()
                        .filter(grant -> grant.resources().contains("stages/finalizers"))
                        .findFirst()
                        .orElseThrow());
        Awaitility.await("one grant is missing")
                .atMost(PATIENCE)
                .until(() -> rest.states(stranger), states -> states.contains("missing"));
        withdrawal.giveBack();
        Awaitility.await("it is granted again")
                .atMost(PATIENCE)
                .until(() -> rest.states(stranger), List.of("granted")::equals);
    }

    /// What bears the Project's name outside its namespace, or is still in it.
    private static List<KubeObject> leftovers(Desk desk) {
        Stream<KubeObject> outside = Stream.of(Kinds.CLUSTER_ROLE, Kinds.CLUSTER_ROLE_BINDING, Kinds.PROJECT)
                .flatMap(type -> desk.all(type, "").stream())
                .filter(object -> object.name().contains(ProjectLife.PROJECT));
        Stream<ResourceType> kinds = Stream.concat(
                Kinds.KARGO.stream().filter(ResourceType::namespaced),
                Stream.of(
                        Kinds.ANALYSIS_RUN,
                        Kinds.ANALYSIS_TEMPLATE,
                        Kinds.SECRET,
                        Kinds.CONFIG_MAP,
                        Kinds.SERVICE_ACCOUNT,
                        Kinds.ROLE,
                        Kinds.ROLE_BINDING,
                        Kinds.EVENT));
        Stream<KubeObject> inside = kinds.flatMap(type -> desk.all(type, "").stream())
                .filter(object -> object.namespace().equals(ProjectLife.PROJECT));
        return Stream.concat(outside, inside).toList();
    }
}
