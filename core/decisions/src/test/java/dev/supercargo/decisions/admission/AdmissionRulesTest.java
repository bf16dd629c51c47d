package dev.supercargo.decisions.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.model.Kinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionRulesTest {
    private static final String WAREHOUSE = """
            {"kind":"Warehouse","metadata":{"name":"shop","namespace":"demo"},"spec":{"interval":"5m0s",
            "subscriptions":[{"image":{"repoURL":"registry.example.com/app"}}]}}""";
    private static final String FREIGHT = """
            {"kind":"Freight","metadata":{"name":"f1","namespace":"demo"},"alias":"a",
            "origin":{"kind":"Warehouse","name":"shop"},
            "images":[{"repoURL":"registry.example.com/app","tag":"1"}]}""";

    private static String warehouse(String subscriptions) {
        return "{\"kind\":\"Warehouse\",\"metadata\":{\"name\":\"w\",\"namespace\":\"demo\"},\"spec\":{\"interval\":"
                + "\"90s\",\"subscriptions\":" + subscriptions + "}}";
    }

    private static String stage(String more) {
        return "{\"kind\":\"Stage\",\"metadata\":{\"name\":\"test\",\"namespace\":\"demo\",\"uid\":\"u\"},\"spec\":{"
                + "\"requestedFreight\":[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"shop\"},\"sources\":"
                + "{\"direct\":true}}]" + more + "}}";
    }

    private static String promotion(String spec) {
        return "{\"kind\":\"Promotion\",\"metadata\":{\"namespace\":\"demo\",\"name\":\"p\"},\"spec\":" + spec + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1]                       | 400 json: cannot unmarshal number into Go struct field Warehouse.spec of type map[string]json.RawMessage
            [{"git":{"repoURL":1}}]   | 400 json: cannot unmarshal number into Go struct field Warehouse.spec.git.repoURL of type string
            [{"git":{},"image":{}}]   | 400 subscription at index 0 must have exactly one top-level field naming its type, apart from an optional "name" field, but has 2
            [{"rss":{}}]              | 403 no matching registration found
            [{"git":null}]            | 403 no matching registration found
            """)
    void malformedSubscriptionsAreRefused(String subscriptions, String answer) {
        assertThat(Cluster.withProject().create(warehouse(subscriptions))).isEqualTo(answer);
    }

    @Test
    void defaultsRewriteDurationsToo() {
        assertThat(Cluster.withProject().create(warehouse("[{\"chart\":{\"repoURL\":\"oci://r.example.com/c\"}}]")))
                .contains("\"interval\":\"1m30s\"", "\"discoveryLimit\":20");
    }

    @Test
    void failedLookupsRefuseWithoutStoringAnything() {
        assertThat(Cluster.withProject().broken(Kinds.NAMESPACE).create(WAREHOUSE))
                .isEqualTo("500 Internal error occurred: the API is away");
    }

    @Test
    void failedLookupsOfTheIntentDoNotStopAPromotion() {
        String stage = stage(",\"promotionTemplate\":{\"spec\":{\"steps\":[{\"uses\":\"http\"}]}}");
        assertThat(Cluster.withProject()
                        .with(WAREHOUSE, FREIGHT, stage)
                        .broken(Kinds.PROJECT_CONFIG)
                        .create(promotion("{\"stage\":\"test\",\"freight\":\"f1\"}")))
                .contains("\"name\":\"test.01arz3ndektsv4rrffq69g5fav.f1\"")
                .doesNotContain("auto-promotion");
    }

    @Test
    void emptyNamesAreNoBug() {
        assertThat(Cluster.withProject().create(promotion("{\"stage\":\"\",\"freight\":\"f1\"}")))
                .isEqualTo("422 Promotion.kargo.akuity.io \"\" is invalid: spec.stage: Invalid value: \"\": could not"
                        + " find Stage \"\" in namespace \"demo\"");
        assertThat(Cluster.withProject().create("{\"kind\":\"Freight\",\"metadata\":{\"namespace\":\"demo\"}}"))
                .contains("warehouse: Invalid value: \"\": warehouse does not exist");
        assertThat(Cluster.withProject().create(stage(",\"promotionTemplate\":{\"spec\":{\"steps\":[7]}}")))
                .startsWith("400 json: cannot unmarshal number");
    }

    /// What is found later counts as newer, within one second, too. Dates that somebody chose stay out of it, and so do
    /// other origins.
    @ParameterizedTest
    @CsvSource({
        "shop,  2026-08-01T11:59:59Z, 2026-08-01T12:00:00Z",
        "shop,  2026-08-01T12:00:00Z, 2026-08-01T12:00:01Z",
        "shop,  2026-08-01T12:00:09Z, 2026-08-01T12:00:10Z",
        "shop,  2026-08-01T13:00:00Z, 2026-08-01T12:00:00Z",
        "other, 2026-08-01T12:00:00Z, 2026-08-01T12:00:00Z",
    })
    void laterFreightIsDatedLater(String warehouse, String before, String discoveredAt) {
        String earlier = FREIGHT.replace("\"f1\"", "\"f0\"")
                .replace("\"shop\"", "\"" + warehouse + "\"")
                .replace("\"alias\":\"a\"", "\"alias\":\"b\",\"discoveredAt\":\"" + before + "\"");
        String created = Cluster.withProject()
                .with(WAREHOUSE, earlier)
                .at(Cluster.NOW.plusMillis(999))
                .create(FREIGHT);
        assertThat(Json.text(Json.parse(created), "discoveredAt")).contains(discoveredAt);
    }

    /// resources.md 8.7.1
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            d | - | - | [{"name":"x","value":"d"}]
            d | - | s | [{"name":"x","value":"d"},{"name":"x","value":"s"}]
            d | p | - | -
            - | p | - | -
            - | - | s | [{"name":"x","value":"s"}]
            """)
    void variablesOfTasks(String task, String promotion, String step, String result) {
        assertThat(Json.print(Json.list(inflated(task, promotion, step), "vars")))
                .isEqualTo(result == null ? "[]" : result);
    }

    private static Object inflated(String task, String promotion, String step) {
        String stage = stage(",\"vars\":" + variables(promotion)
                + ",\"promotionTemplate\":{\"spec\":{\"steps\":[{\"task\":{\"name\":\"t\"},\"vars\":"
                + variables(step) + "}]}}");
        String created = Cluster.withProject()
                .with(WAREHOUSE, FREIGHT, stage, """
                        {"kind":"PromotionTask","metadata":{"name":"t","namespace":"demo"},"spec":{"vars":[{"name":"x",
                        "value":"%s"}],"steps":[{"uses":"u"}]}}""".formatted(task == null ? "" : task))
                .create(promotion("{\"stage\":\"test\",\"freight\":\"f1\"}"));
        Object first = Json.list(Json.parse(created), "spec", "steps").getFirst();
        assertThat(Json.text(first, "as")).contains("task-1::step-1");
        return first;
    }

    private static String variables(String value) {
        return value == null ? "[]" : "[{\"name\":\"x\",\"value\":\"" + value + "\"}]";
    }

    @Test
    void longNamesOfStagesAreShortenedInLabelsOnly() {
        String name = "s".repeat(70);
        String stage = stage(",\"promotionTemplate\":{\"spec\":{\"steps\":[{\"uses\":\"http\"}]}}")
                .replace("\"name\":\"test\"", "\"name\":\"" + name + "\"");
        assertThat(Cluster.withProject()
                        .with(WAREHOUSE, FREIGHT, stage)
                        .create(promotion("{\"stage\":\"" + name + "\",\"freight\":\"f1\"}")))
                .contains("\"kargo.akuity.io/stage\":\"" + "s".repeat(54) + "-")
                .contains("\"kargo.akuity.io/stage\":\"" + name + "\"");
    }
}
