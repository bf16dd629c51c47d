package dev.supercargo.decisions.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PromotionDecisionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PENDING = "status: {phase: Pending}";
    /// Goes where annotations go.
    private static final String JUST_MADE = "{}, creationTimestamp: '2025-12-31T23:59:59Z'";
    private static final String DIRECT = "sources: {direct: true}";

    /// @param status the Promotion's status
    /// @param annotations its annotations
    /// @param current the Promotion that the Stage works on; `-` where there is no Stage
    /// @param sources where the Stage takes Freight from; `-` where the Freight is gone
    record Row(String rule, String status, String annotations, String current, String sources, String expected) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("an ended Promotion rests", "status: {phase: Failed}", "{}", "x", DIRECT, "Rest"),
                new Row("a new one is pending and waits", "", "{}", "", DIRECT, "Queue Pending"),
                new Row("made a moment ago, it awaits its Stage", "", JUST_MADE, "", DIRECT, "Await"),
                new Row("but not behind another", "", JUST_MADE, "other", DIRECT, "Queue Pending"),
                new Row("nor once it is pending", PENDING, JUST_MADE, "", DIRECT, "Queue Pending"),
                new Row("it waits behind another", PENDING, "{}", "other", DIRECT, "Queue Pending"),
                new Row("it begins when its Stage names it", PENDING, "{}", "x", DIRECT, "Begin Running"),
                new Row("it goes on", "status: {phase: Running}", "{}", "x", DIRECT, "Begin Running"),
                new Row("without its Stage it is tried again", "", "{}", "-", DIRECT, "Orphan Pending"),
                new Row("without its Freight it ends", PENDING, "{}", "x", "-", "Refuse Errored"),
                new Row(
                        "with Freight that may not come it ends",
                        PENDING,
                        "{}",
                        "x",
                        "sources: {stages: [u]}",
                        "Refuse Errored"),
                new Row("abort ends it, even unacknowledged", PENDING, abort("terminate"), "", DIRECT, "Abort Aborted"),
                new Row("abort needs no Stage", PENDING, abort("terminate"), "-", DIRECT, "Abort Aborted"),
                new Row("another action is ignored", PENDING, abort("pause"), "x", DIRECT, "Begin Running"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decides(Row row) {
        var view = new PromotionView(
                Optional.of(promotion(row.annotations(), row.status())),
                row.sources().equals("-") ? Optional.empty() : Optional.of(freight()),
                row.current().equals("-") ? Optional.empty() : Optional.of(stage(row.current(), row.sources())),
                "promotion-controller");
        PromotionDecision decision = PromotionDecision.decide(view, NOW);
        String phase = switch (decision) {
            case PromotionDecision.Rest _, PromotionDecision.Forget _, PromotionDecision.Await _ -> "";
            case PromotionDecision.Abort abort -> " " + abort.status().phase();
            case PromotionDecision.Queue queue -> " " + queue.status().phase();
            case PromotionDecision.Orphan orphan -> " " + orphan.status().phase();
            case PromotionDecision.Refuse refuse -> " " + refuse.status().phase();
            case PromotionDecision.Begin begin -> " " + begin.status().phase();
        };
        assertThat(decision.getClass().getSimpleName() + phase).isEqualTo(row.expected());
    }

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "- | generation: 1 | LOOK",
                "generation: 1 | generation: 2 | LOOK",
                "generation: 1 | generation: 1 | NONE",
                "annotations: {} | annotations: {kargo.akuity.io/refresh: t} | LOOK",
                "annotations: {kargo.akuity.io/refresh: t} | annotations: {} | LOOK",
                "annotations: {} | annotations: {kargo.akuity.io/abort: terminate} | LOOK",
                "annotations: {kargo.akuity.io/abort: terminate} | annotations: {} | NONE",
                "generation: 1 | - | GONE",
            })
    void wakesAPromotion(String before, String after, PromotionWakes.Wake expected) {
        assertThat(PromotionWakes.ofPromotion(withMetadata(before), withMetadata(after)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource({"'',x,true", "y,x,true", "x,x,false", "x,'',false", "-,x,true"})
    void aStageWakesWhomItNowNames(String before, String after, boolean wakes) {
        Optional<Stage> old = before.equals("-") ? Optional.empty() : Optional.of(stage(before, DIRECT));
        assertThat(PromotionWakes.ofStage(old, Optional.of(stage(after, DIRECT))))
                .isEqualTo(wakes ? Optional.of(new ObjectKey("p", after)) : Optional.empty());
    }

    private static Optional<Promotion> withMetadata(String metadata) {
        return metadata.equals("-")
                ? Optional.empty()
                : Optional.of(Promotion.read(
                        object("{metadata: {name: x, namespace: p, " + metadata + "}, spec: {stage: s, freight: f}}")));
    }

    private static String abort(String action) {
        return "{kargo.akuity.io/abort: " + action + "}";
    }

    private static Promotion promotion(String annotations, String status) {
        return Promotion.read(object("""
                metadata: {name: x, namespace: p, annotations: %s}
                spec: {stage: s, freight: f, steps: [{uses: a}]}
                %s
                """.formatted(annotations, status)));
    }

    private static Stage stage(String current, String sources) {
        return Stage.read(object(
                """
                metadata: {name: s, namespace: p}
                spec: {requestedFreight: [{origin: {kind: Warehouse, name: w}, %s}]}
                status: %s
                """.formatted(sources, current.isEmpty() ? "{}" : "{currentPromotion: {name: " + current + "}}")));
    }

    private static Freight freight() {
        return Freight.read(object("{metadata: {name: f, namespace: p}, origin: {kind: Warehouse, name: w}}"));
    }

    private static KubeObject object(String yaml) {
        return KubeObject.of(Json.asObject(Yaml.parse(yaml)));
    }
}
