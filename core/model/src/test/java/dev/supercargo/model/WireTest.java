package dev.supercargo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
    @Test
    void statusesKeepWhatTheyHold() {
        String text = """
                {"conditions":[{"type":"Ready","status":"True","reason":"R","message":"",
                "lastTransitionTime":"2026-01-01T00:00:00Z"}],
                "freightHistory":[{"id":"x","items":{"Warehouse/w":{"name":"f","origin":{"kind":"Warehouse","name":"w"},
                "images":[{"repoURL":"r","tag":"1","annotations":{"a":"b"}}]}},
                "verificationHistory":[{"id":"v","startTime":"2026-01-01T00:00:00Z","phase":"Running",
                "analysisRun":{"namespace":"n","name":"a","phase":""}}]}],
                "health":{"status":"Healthy","config":{"a":[null,1.5]}},
                "metadata":{"k":[1,{"x":null}]},"autoPromotionEnabled":true,
                "promotionWindowStatus":{"closed":false}}""";
        Map<String, Object> tree = Json.parseObject(text);
        assertThat(MergePatch.between(tree, Wire.write(Wire.read(StageStatus.class, tree))))
                .isEmpty();
    }

    @Test
    void emptyListOfAFindingIsNotAnAbsentOne() {
        Map<String, Object> searched = Json.parseObject("{\"repoURL\":\"r\",\"references\":[]}");
        assertThat(Wire.write(Wire.read(ImageDiscovery.class, searched))).isEqualTo(searched);
        Map<String, Object> unsearched = Json.parseObject("{\"repoURL\":\"r\"}");
        assertThat(Wire.write(Wire.read(ImageDiscovery.class, unsearched))).isEqualTo(unsearched);
    }

    @Test
    void malformedFieldsCountAsAbsentAndAreTold() {
        Map<String, Object> tree = Json.parseObject("""
                {"uses":7,"retry":{"timeout":"soon","errorThreshold":3},"vars":[{"name":"a"},"b"]}""");
        var misfits = new ArrayList<Wire.Misfit>();
        PromotionStep step = Wire.read(PromotionStep.class, tree, misfits);
        assertThat(step.uses()).isEmpty();
        assertThat(step.retry()).isEqualTo(new PromotionStepRetry(null, 3));
        assertThat(step.vars()).containsExactly(new ExpressionVariable("a", ""));
        assertThat(misfits.stream().map(Wire.Misfit::toString))
                .containsExactly(
                        "uses: json: cannot unmarshal number into Go struct field PromotionStep.uses of type string",
                        "retry.timeout: time: invalid duration \"soon\"",
                        "vars[1]: json: cannot unmarshal string into Go struct field ExpressionVariable.vars of type"
                                + " v1alpha1.ExpressionVariable");
    }

    @Test
    void aStageIsReadFromAStoredObject() {
        Stage stage = Stage.read(KubeObject.of(Json.parseObject("""
                {"metadata":{"name":"test","namespace":"demo","generation":3},
                "spec":{"requestedFreight":[{"origin":{"kind":"Warehouse","name":"w"},
                "sources":{"stages":["a"],"requiredSoakTime":"1h30m"}}]}}""")));
        assertThat(stage.metadata().key()).hasToString("demo/test");
        assertThat(stage.spec().isControlFlow()).isTrue();
        assertThat(stage.spec().requestedFreight().getFirst().sources().requiredSoakTime())
                .isEqualTo(Duration.ofMinutes(90));
        assertThat(stage.status()).isEqualTo(StageStatus.EMPTY);
    }

    static Stream<Class<?>> withers() {
        return Stream.of(
                StageStatus.class,
                PromotionStatus.class,
                WarehouseStatus.class,
                FreightStatus.class,
                ProjectStatus.class,
                ConfigStatus.class,
                FreightCollection.class,
                VerificationInfo.class,
                StepExecutionMetadata.class,
                PromotionReference.class,
                PromotionRequestReference.class,
                PromotionRequestStatus.class,
                MetricResult.class,
                AnalysisRunStatus.class);
    }

    @ParameterizedTest
    @MethodSource("withers")
    void everyWitherSetsItsOwnComponent(Class<? extends Record> type) throws Exception {
        Record empty = Wire.read(type, Map.of());
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method ->
                        method.getName().startsWith("with") && method.getName().length() > 4)
                .toList();
        assertThat(methods).hasSize(type.getRecordComponents().length);
        for (Method method : methods) {
            String component = Character.toLowerCase(method.getName().charAt(4))
                    + method.getName().substring(5);
            Object current = type.getMethod(component).invoke(empty);
            assertThat(method.invoke(empty, current)).isEqualTo(empty);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-02-03t10:00:00z | cannot parse "t10:00:00z" as "T"
            2026-02-03T10:00:00z | cannot parse "z" as "Z07:00"
            yesterday            | cannot parse "yesterday" as "2006"
            """)
    void badTimesAreToldAsGoDoes(String text, String message) {
        var misfits = new ArrayList<Wire.Misfit>();
        Wire.read(CurrentStage.class, Map.of("since", text), misfits);
        assertThat(misfits)
                .containsExactly(new Wire.Misfit(
                        "since", "parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": " + message));
    }

    @Test
    void timesAndDurationsAreWrittenInTheirUsualForm() {
        Map<String, Object> tree = Json.parseObject("""
                {"spec":{"requestedFreight":[{"sources":{"requiredSoakTime":"90m","direct":false}}],"color":"red"},
                "status":{"lastPromotion":{"finishedAt":"2026-01-01T00:00:00.5+05:30"}}}""");
        Wire.canonicalise(Stage.class, tree);
        assertThat(tree).isEqualTo(Json.parseObject("""
                {"spec":{"requestedFreight":[{"sources":{"requiredSoakTime":"1h30m0s","direct":false}}],"color":"red"},
                "status":{"lastPromotion":{"finishedAt":"2025-12-31T18:30:00Z"}}}"""));
    }

    @Test
    void anUnknownComponentIsABug() {
        assertThatThrownBy(() -> Wire.with(StageStatus.EMPTY, "nothing", 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soon    | time: invalid duration "soon"
            1d      | time: unknown unit "d" in duration "1d"
            10      | time: missing unit in duration "10"
            1h5     | time: missing unit in duration "1h5"
            1h-5m   | time: unknown unit "h-" in duration "1h-5m"
            99999999h | time: invalid duration "99999999h"
            """)
    void badDurationsAreToldAsGoDoes(String text, String message) {
        var misfits = new ArrayList<Wire.Misfit>();
        Wire.read(PromotionStepRetry.class, Map.of("timeout", text), misfits);
        assertThat(misfits).containsExactly(new Wire.Misfit("timeout", message));
    }
}
