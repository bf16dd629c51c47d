package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.controllers.management.GarbageCollector;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The life of one Project, from its creation to its deletion, in which every component does everything that it is
/// there for: the fan-out example, and beside it what the example does not touch.
final class ProjectLife {
    static final String PROJECT = "fan-out";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Something to look at when the example's Freight has reached production.
    @FunctionalInterface
    interface Look {
        void at(String project) throws Exception;
    }

    private final Desk desk;
    private final DemoSite site;
    private final Look look;

    ProjectLife(Desk desk, DemoSite site) {
        this(desk, site, _ -> {});
    }

    ProjectLife(Desk desk, DemoSite site, Look look) {
        this.desk = desk;
        this.site = site;
        this.look = look;
    }

    void live() throws Exception {
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterConfig
                metadata: {name: cluster}
                spec:
                  gitClient: {name: Committer, email: committer@example.com}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: shared, namespace: kargo-shared-resources, labels: {kargo.akuity.io/cred-type: generic}}
                stringData: {word: spoken}
                """);
        SharedResources.appear(desk);
        example();
        look.at(PROJECT);
        signedByNobody();
        promotionsOfOtherKinds();
        verifiedAgain();
        analysedByHand();
        requestedForTargets();
        SharedResources.changeAndGo(desk, PROJECT);
        troubleIsTold();
        garbageIsCollected();
        desk.kube().delete(Kinds.STAGE, stage("staging"));
        await("the Stage is gone")
                .atMost(PATIENCE)
                .until(() -> desk.kube().get(Kinds.STAGE, stage("staging")).isEmpty());
        desk.kube().delete(Kinds.PROJECT, ObjectKey.cluster(PROJECT));
        awaitGone(PROJECT);
        goesWithItsNamespace();
    }

    /// Everything of the example is applied; its Freight travels to production.
    void example() throws IOException {
        try (Stream<Path> files = Files.list(Example.FOLDER)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                desk.create(Files.readString(file).replace("localhost:16081", "localhost:" + site.port()));
                desk.awaitCondition(Kinds.PROJECT, ObjectKey.cluster(PROJECT), "Ready", "True");
            }
        }
        await("the Freight has passed staging")
                .atMost(PATIENCE)
                .until(() -> isVerifiedIn("staging") && isVerifiedIn("management"));
        desk.create(Files.readString(Example.FOLDER.resolve("by-hand/production.yaml"))
                .replace("generateName: production.", "name: production.by-hand"));
        desk.awaitPromotion(stage("production"), "Succeeded");
    }

    /// Waits until a Project and its namespace are no more.
    void awaitGone(String project) {
        await("the Project is gone")
                .atMost(PATIENCE)
                .until(() -> desk.kube()
                                .get(Kinds.PROJECT, ObjectKey.cluster(project))
                                .isEmpty()
                        && desk.kube()
                                .get(Kinds.NAMESPACE, ObjectKey.cluster(project))
                                .isEmpty());
    }

    /// Somebody deletes the namespace: the Project follows.
    private void goesWithItsNamespace() {
        desk.project("short-lived");
        desk.kube().delete(Kinds.NAMESPACE, ObjectKey.cluster("short-lived"));
        awaitGone("short-lived");
    }

    /// Admission looks for the Targets of a request; here they are missing.
    private void requestedForTargets() {
        assertThat(catchThrowableOfType(WorldException.class, () -> desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: PromotionRequest
                metadata: {name: none, namespace: fan-out}
                spec: {stage: extra, freight: none, targets: [{name: none}]}
                """)))
                .hasMessageContaining("Target \"none\" not found");
    }

    /// A verification that takes an hour, by a template of the whole cluster, after the steps of a task of the whole
    /// cluster; it is aborted.
    private void slowVerification(String freight) {
        desk.create("""
                apiVersion: argoproj.io/v1alpha1
                kind: ClusterAnalysisTemplate
                metadata: {name: slow}
                spec:
                  metrics:
                    - name: any
                      interval: 1h
                      count: 2
                      successCondition: "true"
                      provider: {web: {url: "http://localhost:%d/check", jsonPath: "{$}"}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterPromotionTask
                metadata: {name: nothing}
                spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: slow, namespace: fan-out}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{task: {kind: ClusterPromotionTask, name: nothing}}]}}
                  verification: {analysisTemplates: [{kind: ClusterAnalysisTemplate, name: slow}]}
                """.formatted(site.port()));
        desk.create(promotion("slow", freight));
        desk.awaitCondition(Kinds.STAGE, stage("slow"), "Verified", "Unknown/VerificationRunning");
        await("the run is known")
                .atMost(PATIENCE)
                .until(() -> !verification("slow").isEmpty());
        annotate("slow", "kargo.akuity.io/abort", verification("slow"));
        desk.awaitCondition(Kinds.STAGE, stage("slow"), "Verified", "False");
    }

    /// A receiver of the installation names a Secret that is not there.
    private void troubleIsTold() {
        Map<String, Object> receiver = Map.of("name", "any", "github", Map.of("secretRef", Map.of("name", "none")));
        desk.kube()
                .patch(
                        Kinds.CLUSTER_CONFIG,
                        ObjectKey.cluster("cluster"),
                        Map.of("spec", Map.of("webhookReceivers", List.of(receiver))));
        await("it is told")
                .atMost(PATIENCE)
                .until(() -> !desk.events("", "ConfigNotReady").isEmpty());
    }

    /// The installation names a signing key that is not there: no commit is made without it.
    private void signedByNobody() {
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: signed, namespace: fan-out}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate:
                    spec:
                      steps:
                        - uses: git-clone
                          config: {repoURL: "%s/gitops.git", checkout: [{branch: main, path: ./main}]}
                """.formatted(site.url()));
        signWith(Map.of("name", "none"));
        desk.create(
                promotion("signed", desk.all(Kinds.FREIGHT, PROJECT).getFirst().name()));
        assertThat(Desk.message(desk.awaitPromotion(stage("signed"), "Errored")))
                .hasValueSatisfying(message -> assertThat(message).contains("there is no Secret"));
        signWith(null);
    }

    private void signWith(@Nullable Map<String, Object> secret) {
        var client = new HashMap<String, Object>();
        Json.putNullable(client, "signingKeySecret", secret);
        desk.kube()
                .patch(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"), Map.of("spec", Map.of("gitClient", client)));
    }

    private String verification(String stage) {
        Map<String, Object> tree =
                desk.kube().get(Kinds.STAGE, stage(stage)).orElseThrow().view();
        return Json.list(tree, "status", "freightHistory").stream()
                .limit(1)
                .flatMap(held -> Json.list(held, "verificationHistory").stream().limit(1))
                .map(entry -> Desk.text(entry, "id"))
                .findFirst()
                .orElse("");
    }

    private void annotate(String stage, String name, String value) {
        desk.kube().patch(Kinds.STAGE, stage(stage), Map.of("metadata", Map.of("annotations", Map.of(name, value))));
    }

    /// Steps and expressions that read and write what the example's do not; and one Promotion that is aborted.
    private void promotionsOfOtherKinds() {
        String freight = desk.all(Kinds.FREIGHT, PROJECT).getFirst().name();
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: extra, namespace: fan-out}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate:
                    spec:
                      steps:
                        - uses: compose-output
                          as: read
                          config:
                            a: ${{ configMap('none') }}
                            b: ${{ secret('none') }}
                            c: ${{ sharedSecret('shared').word }}
                            d: ${{ sharedConfigMap('none') }}
                            e: ${{ freightMetadata(ctx.targetFreight.name) }}
                            f: ${{ stageMetadata('staging') }}
                            g: ${{ freightStatus('none') }}
                        - uses: set-freight-alias
                          config: {name: '${{ ctx.targetFreight.name }}', alias: tried}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: waiting, namespace: fan-out}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate:
                    spec:
                      steps:
                        - uses: http
                          config: {url: "http://localhost:%d/check", successExpression: response.body.ok}
                """.formatted(site.port()));
        slowVerification(freight);
        desk.create(promotion("extra", freight));
        desk.awaitPromotion(stage("extra"), "Succeeded");
        desk.create(promotion("waiting", freight));
        desk.awaitPromotion(stage("waiting"), "Running");
        KubeObject running = desk.promotions(stage("waiting")).findFirst().orElseThrow();
        Map<String, Object> annotations = Map.of("kargo.akuity.io/abort", "terminate");
        desk.kube().patch(Kinds.PROMOTION, running.key(), Map.of("metadata", Map.of("annotations", annotations)));
        desk.awaitPromotion(stage("waiting"), "Aborted");
    }

    /// A run with an argument from a Secret, which is not kept once it has ended.
    private void analysedByHand() {
        desk.create("""
                apiVersion: v1
                kind: Secret
                metadata: {name: words, namespace: fan-out}
                stringData: {word: spoken}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisRun
                metadata: {name: by-hand, namespace: fan-out}
                spec:
                  ttlStrategy: {secondsAfterCompletion: 1}
                  args: [{name: word, valueFrom: {secretKeyRef: {name: words, key: word}}}]
                  metrics:
                    - name: any
                      successCondition: "true"
                      provider: {web: {url: "http://localhost:%d/check?word={{args.word}}", jsonPath: "{$}"}}
                """.formatted(site.port()));
        await("the run has been removed")
                .atMost(PATIENCE)
                .until(() -> desk.kube()
                        .get(Kinds.ANALYSIS_RUN, new ObjectKey(PROJECT, "by-hand"))
                        .isEmpty());
    }

    /// A collector that keeps nothing takes what has ended, and Freight that nobody holds.
    private void garbageIsCollected() throws InterruptedException {
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: spare, namespace: fan-out}
                spec: {interval: 1h, subscriptions: [{git: {repoURL: "%s/app.git", branch: main}}]}
                """.formatted(site.url()));
        await("spare Freight")
                .atMost(PATIENCE)
                .until(() -> desk.all(Kinds.FREIGHT, PROJECT).size() == 2);
        try (Kube kube = desk.as(Component.GARBAGE_COLLECTOR)) {
            var none = new Retention(0, Duration.ZERO, 0, Duration.ZERO);
            new GarbageCollector(kube, none, Clock.systemUTC()).collect();
        }
        assertThat(desk.all(Kinds.FREIGHT, PROJECT)).as("Freight that is held").hasSize(1);
        assertThat(desk.all(Kinds.PROMOTION, PROJECT))
                .as("Promotions that have ended")
                .isEmpty();
    }

    private static String promotion(String stage, String freight) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Promotion
                metadata: {name: %1$s.by-hand, namespace: fan-out}
                spec: {stage: %1$s, freight: %2$s}
                """.formatted(stage, freight);
    }

    private void verifiedAgain() {
        long before = desk.all(Kinds.ANALYSIS_RUN, PROJECT).size();
        annotate("staging", "kargo.akuity.io/reverify", verification("staging"));
        await("one more verification")
                .atMost(PATIENCE)
                .until(() -> desk.all(Kinds.ANALYSIS_RUN, PROJECT).size() > before);
        desk.awaitCondition(Kinds.STAGE, stage("staging"), "Verified", "True");
    }

    private boolean isVerifiedIn(String stage) {
        return desk.all(Kinds.FREIGHT, PROJECT).stream()
                .anyMatch(freight ->
                        Json.at(freight.view(), "status", "verifiedIn", stage).isPresent());
    }

    private static ObjectKey stage(String name) {
        return new ObjectKey(PROJECT, name);
    }
}
