package dev.supercargo.controllers.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.controllers.TestApi;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PictureSource;
import dev.supercargo.controllers.problems.ProblemWatch;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageControllerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STEPS = "promotionTemplate: {spec: {steps: [{uses: x}]}}";
    private static final String DIRECT =
            "requestedFreight: [{origin: {kind: Warehouse, name: w}, sources: {direct: true}}]";
    private static final ResourceType CLUSTER_ROLE = Kinds.CLUSTER_ROLE;

    private final TestApi api = new TestApi();
    private Optional<Controller> controller = Optional.empty();
    private Optional<ProblemWatch> problems = Optional.empty();

    private void run(Identity identity) throws InterruptedException {
        Kube kube = api.as(identity);
        var settings = new StageController.Settings(
                Shard.ONLY,
                8,
                Optional.of(new AnalysisRuns(Optional.of("supercargo"), _ -> List.of())),
                Optional.empty());
        Controller loop = StageController.over(kube, settings, InstantSource.system());
        var machinery = new Machinery(Component.CONTROLLER).over(kube);
        var announcer = new Announcer(kube, "kargo-controller", InstantSource.system());
        var watch = new ProblemWatch(
                kube, PictureSource.View.PIPELINES, true, List.of(machinery), announcer, InstantSource.system());
        machinery.with(Kinds.STAGE, loop);
        kube.start();
        loop.start();
        watch.start();
        controller = Optional.of(loop);
        problems = Optional.of(watch);
    }

    @AfterEach
    void stop() {
        problems.ifPresent(ProblemWatch::close);
        controller.ifPresent(Controller::close);
        api.close();
    }

    private void warehouse() {
        api.create(
                Kinds.PROJECT_CONFIG,
                "p",
                "spec: {promotionPolicies: [{stageSelector: {name: 'glob:*'}, autoPromotionEnabled: true}]}");
        api.create(
                Kinds.WAREHOUSE,
                "w",
                "spec: {interval: 5m, subscriptions: [{git: {repoURL: 'https://example.com/a.git'}}]}");
    }

    private void freight(String name) {
        api.create(
                Kinds.FREIGHT,
                name,
                "{origin: {kind: Warehouse, name: w}, discoveredAt: '2026-01-01T00:00:00Z', commits: [{repoURL:"
                        + " 'https://example.com/a.git', id: '1'}]}");
    }

    private void stage(String name, String spec) {
        api.create(Kinds.STAGE, name, "spec: {" + spec + "}");
    }

    @Test
    void freightTravelsFromStageToStage() throws InterruptedException {
        warehouse();
        stage("dev", DIRECT + ", " + STEPS);
        stage("gate", "requestedFreight: [{origin: {kind: Warehouse, name: w}, sources: {stages: [dev]}}]");
        stage("prod", "requestedFreight: [{origin: {kind: Warehouse, name: w}, sources: {stages: [gate]}}], " + STEPS);
        run(Identity.administrator("stage-controller"));
        freight("f1");

        succeed(promotionTo("dev"));
        await("dev is ready")
                .atMost(PATIENCE)
                .until(() -> condition("dev", "Ready").startsWith("True"));
        assertThat(Json.text(api.stored(Kinds.STAGE, "dev"), "status", "freightSummary"))
                .contains("f1");
        succeed(promotionTo("prod"));
        await("prod is ready")
                .atMost(PATIENCE)
                .until(() -> condition("prod", "Ready").startsWith("True"));

        Map<String, Object> freight = api.stored(Kinds.FREIGHT, "f1");
        assertThat(Json.object(freight, "status", "verifiedIn")).containsOnlyKeys("dev", "gate", "prod");
        assertThat(Json.object(freight, "status", "currentlyIn")).containsOnlyKeys("dev", "prod");
        assertThat(condition("prod", "AutoPromotion")).startsWith("True/AlreadyCurrent");
        assertThat(api.all(Kinds.PROMOTION)).hasSize(2);
        assertThat(events("PromotionCreated")).isEqualTo(2);
        assertThat(events("FreightVerificationSucceeded")).isEqualTo(3);

        api.admin().delete(Kinds.STAGE, new ObjectKey("p", "dev"));
        await("dev is gone")
                .atMost(PATIENCE)
                .until(() -> api.stored(Kinds.STAGE, "dev").isEmpty());
        assertThat(Json.object(api.stored(Kinds.FREIGHT, "f1"), "status", "verifiedIn"))
                .containsOnlyKeys("gate", "prod");
    }

    @Test
    void aMissingPermissionIsToldOnceAndItsReturnIsNoticed() throws InterruptedException {
        warehouse();
        role("[get, list, watch]");
        freight("f1");
        run(Identity.serviceAccount("kargo", "kargo-controller"));
        stage("dev", DIRECT + ", " + STEPS);

        await("the problem is told")
                .atMost(PATIENCE)
                .until(() -> condition("dev", "AutoPromotion").startsWith("False/PermissionMissing"));
        assertThat(condition("dev", "AutoPromotion"))
                .contains("cannot create resource", "promotions", "verbs: [create]");
        assertThat(condition("dev", "Ready")).startsWith("False/NoFreight");
        long attempts = api.requests("POST /apis/kargo.akuity.io/v1alpha1/namespaces/p/promotions");
        await("it is tried again")
                .atMost(PATIENCE)
                .until(() -> api.requests("POST /apis/kargo.akuity.io/v1alpha1/namespaces/p/promotions") > attempts);
        await("it is listed, and told by one Event")
                .atMost(PATIENCE)
                .until(() -> listed().contains("PermissionMissing Stage p/dev") && events("PermissionMissing") == 1);

        role("[get, list, watch, create]");
        await("it goes on by itself")
                .atMost(PATIENCE)
                .until(() -> !api.all(Kinds.PROMOTION).isEmpty());
        await("nothing stands in the way")
                .atMost(PATIENCE)
                .until(() -> condition("dev", "AutoPromotion").startsWith("True"));
        await("the problem is gone").atMost(PATIENCE).until(() -> !listed().contains("PermissionMissing Stage p/dev"));
        assertThat(events("PermissionMissing")).isEqualTo(1);
    }

    @Test
    void aStatusThatMayNotBeWrittenIsAProblemToo() throws InterruptedException {
        warehouse();
        role("[get, list, watch, create]", "");
        stage("dev", DIRECT + ", " + STEPS);
        run(Identity.serviceAccount("kargo", "kargo-controller"));
        await("the problem is listed and told, although no condition can tell it")
                .atMost(PATIENCE)
                .until(() -> listed().contains("PermissionMissing Stage p/dev") && events("PermissionMissing") == 1);
        assertThat(condition("dev", "AutoPromotion")).isEmpty();

        role("[get, list, watch, create]");
        await("the turns go on")
                .atMost(PATIENCE)
                .until(() -> condition("dev", "AutoPromotion").startsWith("Unknown/NoFreight"));
        await("the problem is gone").atMost(PATIENCE).until(() -> !listed().contains("PermissionMissing Stage p/dev"));
    }

    @Test
    void aVerificationIsCarriedOutByOneRun() throws InterruptedException {
        warehouse();
        api.create(
                Kinds.ANALYSIS_TEMPLATE,
                "smoke",
                "spec: {args: [{name: url}, {name: depth, value: '3'}], metrics: [{name: m, provider: {web: {url:"
                        + " 'http://{{args.url}}/'}}}]}");
        stage(
                "dev",
                DIRECT + ", " + STEPS
                        + ", verification: {analysisTemplates: [{name: smoke}], args: [{name: url, value: x}, {name: no,"
                        + " value: y}]}");
        run(Identity.administrator("stage-controller"));
        freight("f1");
        succeed(promotionTo("dev"));
        await("a run is made")
                .atMost(PATIENCE)
                .until(() -> api.all(Kinds.ANALYSIS_RUN).size() == 1);
        KubeObject run = api.all(Kinds.ANALYSIS_RUN).getFirst();
        assertThat(Json.print(Json.at(run.view(), "spec", "args").orElseThrow()))
                .isEqualTo("[{\"name\":\"url\",\"value\":\"x\"},{\"name\":\"depth\",\"value\":\"3\"}]");
        assertThat(run.labels()).containsEntry("argo-rollouts.argoproj.io/controller-instance-id", "supercargo");
        api.admin()
                .patch(
                        Kinds.ANALYSIS_RUN,
                        run.key(),
                        Map.of(
                                "status",
                                Map.of("phase", "Failed", "message", "no", "completedAt", "2026-01-01T00:00:00Z")));
        await("the verification failed")
                .atMost(PATIENCE)
                .until(() -> condition("dev", "Ready").equals("False/VerificationFailed: no"));
        assertThat(api.all(Kinds.ANALYSIS_RUN)).hasSize(1);
        assertThat(events("FreightVerificationFailed")).isEqualTo(1);
        assertThat(Json.object(api.stored(Kinds.FREIGHT, "f1"), "status", "verifiedIn"))
                .isEmpty();
    }

    @Test
    void marksOfManyStagesGoTogether() throws InterruptedException {
        warehouse();
        for (int i = 0; i < 60; i++) {
            stage("gate-" + i, DIRECT);
        }
        run(Identity.administrator("stage-controller"));
        await("all are guarded")
                .atMost(PATIENCE)
                .until(() -> api.all(Kinds.STAGE).stream()
                        .allMatch(stage ->
                                Json.at(stage.view(), "status", "conditions").isPresent()));
        freight("f1");
        await("all have passed it on")
                .atMost(PATIENCE)
                .until(() -> Json.object(api.stored(Kinds.FREIGHT, "f1"), "status", "verifiedIn")
                                .size()
                        == 60);
        assertThat(api.requests("PATCH /apis/kargo.akuity.io/v1alpha1/namespaces/p/freights/f1/status"))
                .isLessThan(60);
    }

    @Test
    void aQuietStageIsNotWritten() throws InterruptedException {
        warehouse();
        stage("dev", DIRECT + ", " + STEPS);
        run(Identity.administrator("stage-controller"));
        await("it is looked at")
                .atMost(PATIENCE)
                .until(() -> !condition("dev", "AutoPromotion").isEmpty());
        long writes = api.requests("PATCH /apis/kargo.akuity.io/v1alpha1/namespaces/p/stages/dev/status");
        api.admin()
                .patch(
                        Kinds.STAGE,
                        new ObjectKey("p", "dev"),
                        Map.of("metadata", Map.of("annotations", Map.of("kargo.akuity.io/refresh", "a"))));
        await("the refresh is handled")
                .atMost(PATIENCE)
                .until(() -> Json.text(api.stored(Kinds.STAGE, "dev"), "status", "lastHandledRefresh")
                        .isPresent());
        controller.orElseThrow().wake(new ObjectKey("p", "dev"));
        freight("f1");
        promotionTo("dev");
        assertThat(api.requests("PATCH /apis/kargo.akuity.io/v1alpha1/namespaces/p/stages/dev/status"))
                .isLessThanOrEqualTo(writes + 3);
    }

    @Test
    void aKindThatMayNotBeWatchedIsAProblem() throws InterruptedException {
        warehouse();
        role("[create]");
        run(Identity.serviceAccount("kargo", "kargo-controller"));
        await("it is listed, with the permission to grant")
                .atMost(PATIENCE)
                .until(() -> problems.orElseThrow().problems().stream()
                        .flatMap(problem -> problem.remedy().permission().stream())
                        .anyMatch(missing -> missing.verb().equals("list")
                                && missing.resource().equals("promotions")
                                && missing.namespace().isEmpty()));
        role("[get, list, watch, create]");
        await("the problem is gone")
                .atMost(PATIENCE)
                .until(() -> !listed().contains("PermissionMissing ClusterConfig cluster"));
    }

    private List<String> listed() {
        return problems.orElseThrow().problems().stream()
                .map(problem -> problem.code().word() + " " + problem.subject())
                .toList();
    }

    private void role(String promotionVerbs) {
        role(promotionVerbs, ", stages/status");
    }

    private void role(String promotionVerbs, String status) {
        String kargo = "[{apiGroups: [kargo.akuity.io], resources: [promotions], verbs: " + promotionVerbs + "}, "
                + "{apiGroups: [kargo.akuity.io], resources: [stages, freights, warehouses, projectconfigs"
                + status
                + ", freights/status], verbs: [get, list, watch, patch]}, {apiGroups: [argoproj.io], resources:"
                + " [analysisruns], verbs: [get, list, watch]}, {apiGroups: [''], resources: [events], verbs: [create]}]";
        String role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: c}, rules: "
                + kargo + "}";
        if (api.admin().get(CLUSTER_ROLE, ObjectKey.cluster("c")).isPresent()) {
            api.admin()
                    .patch(
                            CLUSTER_ROLE,
                            ObjectKey.cluster("c"),
                            Json.asObject(dev.supercargo.meta.Yaml.parse("{rules: " + kargo + "}")));
            return;
        }
        api.apply(role, CLUSTER_ROLE);
        api.apply(
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: c}, roleRef:"
                        + " {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: c}, subjects: [{kind:"
                        + " ServiceAccount, namespace: kargo, name: kargo-controller}]}",
                Kinds.CLUSTER_ROLE_BINDING);
    }

    private KubeObject promotionTo(String stage) {
        await("a Promotion to " + stage)
                .atMost(PATIENCE)
                .until(() -> promotions(stage).size() == 1);
        return promotions(stage).getFirst();
    }

    private List<KubeObject> promotions(String stage) {
        return api.admin().list(Kinds.PROMOTION, "p", LabelSelector.equal("kargo.akuity.io/stage", stage));
    }

    /// Plays the Promotion controller.
    private void succeed(KubeObject promotion) {
        String freight = Json.text(promotion.view(), "spec", "freight").orElseThrow();
        String stage = Json.text(promotion.view(), "spec", "stage").orElseThrow();
        api.status(Kinds.PROMOTION, promotion.name(), "{phase: Pending}");
        await("it is acknowledged")
                .atMost(PATIENCE)
                .until(() -> Json.text(api.stored(Kinds.STAGE, stage), "status", "currentPromotion", "name")
                        .equals(Optional.of(promotion.name())));
        String reference = "{name: " + freight + ", origin: {kind: Warehouse, name: w}}";
        api.status(
                Kinds.PROMOTION,
                promotion.name(),
                "{phase: Succeeded, startedAt: '2026-01-01T00:00:00Z', finishedAt: '"
                        + Instant.parse("2026-01-01T00:01:00Z")
                        + "', freight: " + reference + ", freightCollection: {id: c-" + freight
                        + ", items: {Warehouse/w: " + reference + "}}}");
    }

    private String condition(String stage, String type) {
        for (Object condition : Json.list(api.stored(Kinds.STAGE, stage), "status", "conditions")) {
            if (Json.text(condition, "type").equals(Optional.of(type))) {
                return Json.text(condition, "status").orElse("") + "/"
                        + Json.text(condition, "reason").orElse("") + ": "
                        + Json.text(condition, "message").orElse("");
            }
        }
        return "";
    }

    private long events(String reason) {
        return api.all(Kinds.EVENT).stream()
                .filter(event -> Json.text(event.view(), "reason").equals(Optional.of(reason)))
                .count();
    }
}
