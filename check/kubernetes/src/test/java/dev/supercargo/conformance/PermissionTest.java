package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A permission that a running system loses is told on the Stage, once as an Event, and its return is noticed.
class PermissionTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long PATIENCE_SECONDS = 60;
    private static final ObjectKey STAGE = new ObjectKey("lost", "dev");
    private static final ObjectKey ROLE = ObjectKey.cluster(Component.CONTROLLER.account());

    @TempDir
    private Path folder;

    @Test
    void aLostPermissionIsToldWithinSecondsAndItsReturnIsNoticed() throws Exception {
        var refused = new CountDownLatch(1);
        AccessListener audit = (who, question, answer) -> {
            if (!answer.isAllowed()
                    && who.username().equals(Component.CONTROLLER.username())
                    && question instanceof AccessQuestion.OnResource on
                    && on.verb().equals("create")
                    && on.combined().equals("promotions")) {
                refused.countDown();
            }
        };
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        try (DemoSite site = DemoSite.start(repositories, 0);
                Desk desk = Desk.start(folder.resolve("data"), audit)) {
            List<Object> rules = rules(desk);
            rules(
                    desk,
                    rules.stream().filter(rule -> !isCreateOnPromotions(rule)).toList());
            desk.project("lost");
            desk.create(pipeline(site.url() + "/app.git"));
            assertThat(refused.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the controller tries, and is refused")
                    .isTrue();

            await("the Stage tells it")
                    .atMost(SOON)
                    .until(() ->
                            desk.condition(Kinds.STAGE, STAGE, "AutoPromotion").startsWith("False/PermissionMissing"));
            assertThat(desk.condition(Kinds.STAGE, STAGE, "AutoPromotion"))
                    .as("who, what, and the remedy")
                    .contains(Component.CONTROLLER.username())
                    .contains("cannot create resource \"promotions\"")
                    .contains("grant this identity the rule")
                    .contains("resources: [promotions], verbs: [create]");
            await("one Warning")
                    .atMost(SOON)
                    .until(() -> desk.events("lost", "PermissionMissing").size() == 1);
            assertThat(Desk.text(
                            desk.events("lost", "PermissionMissing").getFirst().view(), "type"))
                    .isEqualTo("Warning");

            await("where there is no ClusterConfig, the Project tells of the component")
                    .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(
                            () -> desk.condition(Kinds.PROJECT, ObjectKey.cluster("lost"), "Permissions"),
                            words -> words.equals("False/PermissionMissing: kargo-controller lacks create on"
                                    + " promotions.kargo.akuity.io (cluster-wide): auto-promotion"));

            rules(desk, rules);
            await("it goes on by itself")
                    .atMost(SOON)
                    .until(() -> desk.promotions(STAGE).findAny().isPresent());
            desk.awaitPromotion(STAGE, "Succeeded");
            desk.awaitCondition(Kinds.STAGE, STAGE, "AutoPromotion", "True");
            await("the Project is clear")
                    .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(() -> desk.condition(Kinds.PROJECT, ObjectKey.cluster("lost"), "Permissions")
                            .isEmpty());
            assertThat(desk.events("lost", "PermissionMissing"))
                    .as("still one, however often it was tried")
                    .hasSize(1);
        }
    }

    private static String pipeline(String appUrl) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: lost}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: lost}
                spec: {interval: 1h, subscriptions: [{git: {repoURL: "%s", branch: main}}]}
                """.formatted(appUrl);
    }

    private static List<Object> rules(Desk desk) {
        return Json.list(desk.kube().get(Kinds.CLUSTER_ROLE, ROLE).orElseThrow().view(), "rules");
    }

    private static void rules(Desk desk, List<Object> rules) {
        desk.kube().patch(Kinds.CLUSTER_ROLE, ROLE, Map.of("rules", rules));
    }

    private static boolean isCreateOnPromotions(Object rule) {
        return Json.list(rule, "resources").contains("promotions")
                && Json.list(rule, "verbs").contains("create");
    }
}
