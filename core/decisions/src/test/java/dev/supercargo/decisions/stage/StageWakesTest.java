package dev.supercargo.decisions.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPolicy;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StageWakesTest {
    record Row(String rule, String before, String after, boolean wakes) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> stageRows() {
        return Stream.of(
                new Row("a changed spec", "generation: 1", "generation: 2", true),
                new Row("its own status", "resourceVersion: '1'", "resourceVersion: '2'", false),
                new Row("a refresh", "{}", annotation("refresh", "now"), true),
                new Row("another refresh", annotation("refresh", "a"), annotation("refresh", "b"), true),
                new Row("the removal of a refresh", annotation("refresh", "a"), "{}", false),
                new Row("a request to verify again", "{}", annotation("reverify", "v1"), true),
                new Row(
                        "the same request with its actor",
                        annotation("reverify", "v1"),
                        annotation("reverify", "{\"id\":\"v1\",\"actor\":\"a\"}"),
                        false),
                new Row("a request to abort", "{}", annotation("abort", "v1"), true),
                new Row("an unrelated annotation", "{}", annotation("color", "red"), false));
    }

    private static String annotation(String name, String value) {
        return "annotations: {kargo.akuity.io/" + name + ": '" + value + "'}";
    }

    @ParameterizedTest
    @MethodSource("stageRows")
    void aStageIsWokenBy(Row row) {
        assertThat(StageWakes.stage(Optional.of(stage(row.before())), stage(row.after())))
                .isEqualTo(row.wakes());
    }

    @Test
    void aPromotionWakesItsStageByItsPhase() {
        Optional<Promotion> pending = Optional.of(promotion("Pending"));
        Optional<Promotion> running = Optional.of(promotion("Running"));
        assertThat(StageWakes.promotion(Optional.empty(), pending)).isTrue();
        assertThat(StageWakes.promotion(pending, running)).isTrue();
        assertThat(StageWakes.promotion(running, running)).isFalse();
    }

    /// One that did not succeed keeps its Freight from being promoted again; where it goes, that may be.
    @ParameterizedTest
    @CsvSource({
        "'',true",
        "Pending,true",
        "Running,true",
        "Failed,true",
        "Errored,true",
        "Aborted,true",
        "Succeeded,false"
    })
    void aPromotionThatVanishesWakesItsStageUnlessItSucceeded(String phase, boolean wakes) {
        assertThat(StageWakes.promotion(Optional.of(promotion(phase)), Optional.empty()))
                .isEqualTo(wakes);
    }

    @Test
    void thatAPromotionRunsIsOnlyShown() {
        Optional<Promotion> pending = Optional.of(promotion("Pending"));
        Optional<Promotion> running = Optional.of(promotion("Running"));
        assertThat(StageWakes.isOnlyShown(pending, running)).isTrue();
        assertThat(StageWakes.isOnlyShown(Optional.empty(), running)).isFalse();
        assertThat(StageWakes.isOnlyShown(running, Optional.of(promotion("Succeeded"))))
                .isFalse();
        assertThat(StageWakes.isOnlyShown(running, Optional.empty())).isFalse();
    }

    /// Of the Promotion that a Stage names already; it has no name here.
    @ParameterizedTest
    @CsvSource({"'',true", "Pending,false", "Running,false", "Succeeded,false", "Failed,false"})
    void aPromotionThatAppearsIsNoNewsOnlyWhileItIsNew(String phase, boolean known) {
        Stage stage = Stage.read(KubeObject.of(
                Json.asObject(Yaml.parse("{metadata: {name: s}, status: {currentPromotion: {name: ''}}}"))));
        assertThat(StageWakes.knows(stage, promotion(phase))).isEqualTo(known);
    }

    record FreightRow(String rule, Optional<String> before, String after, List<String> wakes) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<FreightRow> freightRows() {
        return Stream.of(
                new FreightRow("a new piece", Optional.empty(), "{}", List.of("d")),
                new FreightRow(
                        "a new piece that the watch did not see become verified and approved",
                        Optional.empty(),
                        "{verifiedIn: {u: {}}, approvedFor: {x: {}}}",
                        List.of("d", "below", "matching", "x")),
                new FreightRow(
                        "verified upstream", Optional.of("{}"), "{verifiedIn: {u: {}}}", List.of("below", "matching")),
                new FreightRow("come upstream", Optional.of("{}"), "{currentlyIn: {u: {}}}", List.of()),
                new FreightRow(
                        "approved, come upstream of a Stage that matches",
                        Optional.of("{approvedFor: {below: {}, matching: {}}}"),
                        "{approvedFor: {below: {}, matching: {}}, currentlyIn: {u: {}}}",
                        List.of("matching")),
                new FreightRow("gone from upstream", Optional.of("{currentlyIn: {u: {}}}"), "{}", List.of()));
    }

    @ParameterizedTest
    @MethodSource("freightRows")
    void freightWakesThoseWhoMayTakeItNow(FreightRow row) {
        Stage below = requesting("below", "{stages: [u]}");
        Stage matching =
                requesting("matching", "{stages: [u], autoPromotionOptions: {selectionPolicy: MatchUpstream}}");
        var graph = new StageWakes.Graph() {
            @Override
            public List<Stage> directly(String warehouse) {
                return List.of(requesting("d", "{direct: true}"));
            }

            @Override
            public List<Stage> downstream(String stage) {
                return stage.equals("u") ? List.of(below, matching) : List.of();
            }
        };
        assertThat(StageWakes.freight(row.before().map(StageWakesTest::freight), freight(row.after()), graph))
                .extracting(StageWakes.Wake::stage)
                .containsExactlyInAnyOrderElementsOf(row.wakes());
    }

    private static Freight freight(String status) {
        return Freight.read(KubeObject.of(Json.asObject(
                Yaml.parse("{metadata: {name: f}, origin: {kind: Warehouse, name: w}, status: " + status + "}"))));
    }

    private static Stage requesting(String name, String sources) {
        return Stage.read(KubeObject.of(Json.asObject(Yaml.parse("{metadata: {name: " + name
                + "}, spec: {requestedFreight: [{origin: {kind: Warehouse, name: w}, sources: " + sources + "}]}}"))));
    }

    @Test
    void aRunWakesItsStageByItsPhase() {
        assertThat(StageWakes.analysisRun(Optional.of(run("Running")), Optional.of(run("Failed"))))
                .contains("qa");
        assertThat(StageWakes.analysisRun(Optional.of(run("Running")), Optional.of(run("Running"))))
                .isEmpty();
        assertThat(StageWakes.analysisRun(Optional.of(run("Running")), Optional.empty()))
                .contains("qa");
    }

    @Test
    void aChangedPolicyWakesThoseWhoseAnswerItChanges() {
        List<PromotionPolicy> before = policies("[{stage: a, autoPromotionEnabled: true}]");
        List<PromotionPolicy> after = policies("[{stageSelector: {name: 'glob:*'}, autoPromotionEnabled: true}]");
        assertThat(StageWakes.policies(before, after, List.of(stage("name: a"), stage("name: b"))))
                .containsExactly("b");
    }

    @Test
    void anApplicationWakesTheStagesThatMayManageIt() {
        KubeObject before = application("Healthy", "r1");
        assertThat(StageWakes.application(before, application("Degraded", "r1")))
                .extracting(stage -> stage.project() + "/" + stage.stage())
                .containsExactly("p/a", "p/b");
        assertThat(StageWakes.application(before, application("Healthy", "r2"))).hasSize(2);
        assertThat(StageWakes.application(before, before)).isEmpty();
    }

    private static KubeObject application(String health, String revision) {
        return KubeObject.of(Json.asObject(Yaml.parse(
                "{metadata: {annotations: {kargo.akuity.io/authorized-stage: 'p:a, p:b'}}, status: {health: {status: "
                        + health + "}, sync: {revision: " + revision + "}}}")));
    }

    private static List<PromotionPolicy> policies(String yaml) {
        return Json.asList(Yaml.parse(yaml)).stream()
                .map(tree -> Wire.read(PromotionPolicy.class, Json.asObject(tree)))
                .toList();
    }

    private static Stage stage(String metadata) {
        return Stage.read(KubeObject.of(Json.asObject(
                Yaml.parse("{metadata: " + (metadata.equals("{}") ? metadata : "{" + metadata + "}") + "}"))));
    }

    private static Promotion promotion(String phase) {
        return Promotion.read(KubeObject.of(Json.asObject(Yaml.parse("{status: {phase: '" + phase + "'}}"))));
    }

    private static AnalysisRun run(String phase) {
        return AnalysisRun.read(KubeObject.of(Json.asObject(
                Yaml.parse("{metadata: {labels: {kargo.akuity.io/stage: qa}}, status: {phase: " + phase + "}}"))));
    }
}
