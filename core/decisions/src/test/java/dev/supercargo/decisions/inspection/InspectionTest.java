package dev.supercargo.decisions.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InspectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OLD = "creationTimestamp: 2026-03-01T10:00:00Z";
    private static final String CONFIG = "kind: ProjectConfig\nmetadata: {name: p, namespace: p, " + OLD
            + "}\nspec: {promotionPolicies: [{stage: s, autoPromotionEnabled: true}]}\nstatus: {conditions: [{type: Ready,"
            + " status: \"True\", reason: Synced}]}\n---\n";
    private static final String WAREHOUSE = warehouse(
            "discoveredArtifacts: {discoveredAt: 2026-03-01T11:59:00Z}, conditions: [{type: Healthy, status: \"True\"}]");
    private static final String FREIGHT = "kind: Freight\nmetadata: {name: f1, namespace: p}\norigin: {kind: Warehouse,"
            + " name: w}\ndiscoveredAt: 2026-03-01T11:00:00Z\n---\n";
    private static final String SECRETS = "secrets is forbidden: User \"system:serviceaccount:kargo:kargo-controller\""
            + " cannot list resource \"secrets\" in API group \"\" in the namespace \"p\"";

    /// @param problems each as `code subject`
    record Row(String rule, String yaml, List<String> problems) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.concat(stages(), others());
    }

    private static Stream<Row> stages() {
        return Stream.of(
                row("all is well", CONFIG + WAREHOUSE + stage("", ready("True", "Verified", ""))),
                row(
                        "Freight could go on and nobody promotes it",
                        CONFIG + WAREHOUSE + FREIGHT + stage("", ready("True", "Verified", "")),
                        "Overdue Stage p/s"),
                row("without the policy it is not expected", WAREHOUSE + FREIGHT + stage("", ready("True", "Ok", ""))),
                row(
                        "a refusal that the Stage tells of names the permission",
                        CONFIG + WAREHOUSE + FREIGHT + stage("", refused("create", "promotions")),
                        "PermissionMissing Stage p/s create promotions"),
                row(
                        "a webhook's denial is something else",
                        CONFIG + WAREHOUSE + FREIGHT + stage("", denied()),
                        "AdmissionDenied Stage p/s"),
                row(
                        "the last Promotion failed, also where nothing is promoted automatically",
                        WAREHOUSE + stage("", ready("False", "LastPromotionErrored", "boom")),
                        "LastAttemptFailed Stage p/s"),
                row(
                        "it failed for want of a permission: to be promoted again once that is granted",
                        WAREHOUSE + stage("", ready("False", "LastPromotionErrored", SECRETS)),
                        "LastAttemptFailed Stage p/s list secrets"),
                row(
                        "a verification failed for want of a permission",
                        WAREHOUSE
                                + stage(
                                        "",
                                        "{type: Verified, status: \"False\", reason: VerificationError, message: '"
                                                + SECRETS + "'}"),
                        "VerificationFailed Stage p/s list secrets"),
                row(
                        "a policy that cannot be evaluated",
                        WAREHOUSE
                                + stage(
                                        "",
                                        ready(
                                                "False",
                                                "ReconcileError",
                                                "error checking auto-promotion policy for Stage \"s\": bad")),
                        "PolicyUnusable Stage p/s"),
                row(
                        "its Warehouse is not there",
                        CONFIG
                                + stage(
                                        "",
                                        ready(
                                                "False",
                                                "ReconcileError",
                                                "Warehouse \"w\" not found in namespace \"p\"")),
                        "WarehouseMissing Stage p/s"),
                row(
                        "any other failed turn",
                        WAREHOUSE + stage("", ready("False", "ReconcileError", "no idea")),
                        "ReconcileFailed Stage p/s"),
                row(
                        "not healthy, not verified",
                        WAREHOUSE
                                + stage(
                                        "",
                                        "{type: Healthy, status: \"False\", reason: Unhealthy, message: sick}, {type: Verified,"
                                                + " status: \"False\", reason: VerificationFailed, message: bad}"),
                        "Unhealthy Stage p/s",
                        "VerificationFailed Stage p/s"),
                row("nobody has looked at the Stage", WAREHOUSE + stage("", ""), "NotHandled Stage p/s"),
                row(
                        "nobody answers the refresh",
                        WAREHOUSE
                                + stage(
                                        "annotations: {kargo.akuity.io/refresh: \"2026-03-01T11:00:00Z\"}",
                                        ready("True", "Verified", "")),
                        "NotHandled Stage p/s"),
                row(
                        "the Stage does not go",
                        WAREHOUSE
                                + stage(
                                        "deletionTimestamp: 2026-03-01T11:00:00Z, finalizers: [kargo.akuity.io/finalizer]",
                                        ready("True", "Verified", "")),
                        "DeletionHangs Stage p/s"),
                row("nobody runs the verification", WAREHOUSE + verifying() + run(""), "VerificationStalled Stage p/s"),
                row(
                        "the run is gone",
                        WAREHOUSE + verifying() + run("x").replace("name: r", "name: other"),
                        "VerificationStalled Stage p/s"),
                row("the verification runs", WAREHOUSE + verifying() + run("Running")));
    }

    private static Stream<Row> others() {
        String s = WAREHOUSE + stage("", ready("True", "Verified", ""));
        return Stream.of(
                row("the Promotion has no phase", s + promotion("{}"), "PromotionStalled Promotion p/s.1"),
                row("it waits for nothing", s + promotion("{phase: Pending}"), "PromotionStalled Promotion p/s.1"),
                row(
                        "it waits for another one",
                        s + promotion("{phase: Pending}") + running(),
                        "PromotionStalled Promotion p/s.0"),
                row("it runs", s + promotion("{phase: Running, startedAt: 2026-03-01T11:59:50Z}")),
                row(
                        "discovery failed",
                        warehouse(
                                "conditions: [{type: Healthy, status: \"False\", reason: DiscoveryFailed, message: refused}]"),
                        "DiscoveryFailed Warehouse p/w"),
                row(
                        "discovery may not read the credentials",
                        warehouse("conditions: [{type: Healthy, status: \"False\", reason: DiscoveryFailed, message: '"
                                + SECRETS + "'}]"),
                        "PermissionMissing Warehouse p/w list secrets"),
                row(
                        "discovery found nothing",
                        warehouse(
                                "conditions: [{type: Healthy, status: \"False\", reason: NoCommitsDiscovered, message: x}]"),
                        "NothingDiscovered Warehouse p/w"),
                row(
                        "Freight could not be made",
                        warehouse(
                                "conditions: [{type: Healthy, status: \"False\", reason: FreightBuildFailure, message: x}]"),
                        "FreightNotCreated Warehouse p/w"),
                row(
                        "discovery is late",
                        warehouse(
                                "discoveredArtifacts: {discoveredAt: 2026-03-01T11:00:00Z}, conditions: [{type: Healthy,"
                                        + " status: \"True\"}]"),
                        "DiscoveryOverdue Warehouse p/w"),
                row("nobody has looked at the Warehouse", warehouse(""), "NotHandled Warehouse p/w"),
                row(
                        "the Project could not be set up",
                        "kind: Project\nmetadata: {name: p, " + OLD + "}\nstatus: {conditions: [{type: Ready, status:"
                                + " \"False\", reason: EnsuringNamespaceFailed, message: no}]}\n",
                        "ProjectNotReady Project p"),
                row(
                        "an audit has found permissions missing",
                        "kind: ClusterConfig\nmetadata: {name: cluster, " + OLD
                                + "}\nstatus: {conditions: [{type: Permissions,"
                                + " status: \"False\", reason: PermissionMissing, message: 'kargo-controller lacks create on"
                                + " freights.kargo.akuity.io (cluster-wide): x; kargo-controller lacks get on secrets"
                                + " (in namespace p): y'}]}\n",
                        "PermissionMissing ClusterConfig cluster create freights",
                        "PermissionMissing ClusterConfig cluster get secrets"),
                row(
                        "receivers could not be made",
                        CONFIG.replace(
                                "status: \"True\", reason: Synced",
                                "status: \"False\", reason: SyncWebhookReceiversFailed, message: secret"),
                        "ConfigNotReady ProjectConfig p/p"));
    }

    private static Row row(String rule, String yaml, String... problems) {
        return new Row(rule, yaml, List.of(problems));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void listsWhatKeepsThingsFromProgressing(Row row) {
        List<Problem> found = Inspection.of(picture(row.yaml()), NOW);
        assertThat(found.stream().map(InspectionTest::told)).containsExactlyInAnyOrderElementsOf(row.problems());
        assertThat(found).allSatisfy(problem -> {
            assertThat(problem.obstacle()).isNotEmpty();
            assertThat(problem.remedy().text()).isNotEmpty();
            assertThat(problem.since()).isBeforeOrEqualTo(NOW);
        });
    }

    @Test
    void aProblemHasTheSameEventWheneverItIsLookedAt() {
        Picture picture = picture(CONFIG + WAREHOUSE + FREIGHT + stage("", ready("True", "Verified", "")));
        assertThat(Inspection.of(picture, NOW.plusSeconds(5)).getFirst().eventName())
                .isEqualTo(Inspection.of(picture, NOW).getFirst().eventName());
    }

    private static String told(Problem problem) {
        String permission = problem.remedy()
                .permission()
                .map(missing -> " " + missing.verb() + " " + missing.resource())
                .orElse("");
        return problem.code().word() + " " + problem.subject() + permission;
    }

    private static String stage(String metadata, String conditions) {
        return "kind: Stage\nmetadata: {name: s, namespace: p, " + OLD + (metadata.isEmpty() ? "" : ", " + metadata)
                + "}\nspec: {requestedFreight: [{origin: {kind: Warehouse, name: w}, sources: {direct: true}}],"
                + " promotionTemplate: {spec: {steps: [{uses: x}]}}}\nstatus: {conditions: [" + conditions
                + "]}\n---\n";
    }

    private static String verifying() {
        return stage("", ready("False", "VerificationPending", ""))
                .replace(
                        "status: {conditions",
                        "status: {freightHistory: [{id: c, items: {Warehouse/w: {name: f1, origin: {kind: Warehouse, name:"
                                + " w}}}, verificationHistory: [{id: v, phase: Pending, startTime: 2026-03-01T11:00:00Z,"
                                + " analysisRun: {name: r, namespace: p}}]}], conditions");
    }

    private static String run(String phase) {
        return "kind: AnalysisRun\nmetadata: {name: r, namespace: p}\nspec: {}\nstatus: {phase: \"" + phase
                + "\"}\n---\n";
    }

    private static String promotion(String status) {
        return "kind: Promotion\nmetadata: {name: s.1, namespace: p, " + OLD
                + "}\nspec: {stage: s, freight: f1, steps: []}\nstatus: " + status + "\n---\n";
    }

    private static String running() {
        return promotion("{phase: Running, startedAt: 2026-03-01T11:00:00Z}").replace("name: s.1", "name: s.0");
    }

    private static String warehouse(String status) {
        return "kind: Warehouse\nmetadata: {name: w, namespace: p, " + OLD
                + "}\nspec: {interval: 5m, subscriptions: []}\n" + "status: {" + status + "}\n---\n";
    }

    private static String ready(String status, String reason, String message) {
        return "{type: Ready, status: \"" + status + "\", reason: " + reason + ", message: '" + message
                + "', lastTransitionTime: 2026-03-01T11:00:00Z}";
    }

    private static String refused(String verb, String resource) {
        return told("User \"system:serviceaccount:kargo:kargo-controller\" cannot " + verb + " resource \"" + resource
                + "\" in API group \"kargo.akuity.io\" in the namespace \"p\"");
    }

    private static String denied() {
        return told("admission webhook \"x\" denied the request: no").replace("PermissionMissing", "AdmissionDenied");
    }

    private static String told(String said) {
        return "{type: AutoPromotion, status: \"False\", reason: PermissionMissing, message: 'Freight \"f1\" from origin"
                + " \"Warehouse/w\" cannot be promoted: " + said + "', lastTransitionTime: 2026-03-01T11:59:00Z}";
    }

    private static Picture picture(String yaml) {
        List<KubeObject> objects = Yaml.parseAll(yaml).stream()
                .map(tree -> KubeObject.of(Json.asObject(tree)))
                .toList();
        return new Picture(
                new Picture.Pipelines(
                        read(objects, "Stage", Stage::read),
                        read(objects, "Warehouse", Warehouse::read),
                        read(objects, "Freight", Freight::read),
                        read(objects, "Promotion", Promotion::read),
                        Optional.of(read(objects, "AnalysisRun", AnalysisRun::read))),
                read(objects, "Project", Project::read),
                read(objects, "ProjectConfig", ProjectConfig::read),
                read(objects, "ClusterConfig", ClusterConfig::read));
    }

    private static <T> List<T> read(List<KubeObject> objects, String kind, Function<KubeObject, T> reader) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind))
                .map(reader)
                .toList();
    }
}
