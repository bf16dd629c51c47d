package dev.supercargo.kube.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random histories of applies and updates, with what Kubernetes' own field manager (1.36) made of each
/// step: result, owners, conflict text. One history per line of `histories.jsonl`.
class HistoriesTest {
    private static final FieldOwnership OWNERSHIP = new FieldOwnership(
            StructuralSchema.of(Json.parseObject(resource("histories-schema.json"))), false, Tracking.EVERYTHING);

    private static String resource(String name) {
        try (var in = HistoriesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> histories() {
        return resource("histories.jsonl").lines();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void goAsTheyWentThere(String line) {
        Map<String, Object> history = Json.parseObject(line);
        Optional<Map<String, Object>> live = Optional.empty();
        int number = 0;
        for (Object step : Json.list(history, "steps")) {
            number++;
            String as = "seed " + history.get("seed") + " step " + number;
            Optional<String> refused = Json.text(step, "error");
            try {
                Map<String, Object> result = written(live, Json.asObject(step), number);
                assertThat(refused).as(as).isEmpty();
                assertThat(Json.same(Places.withoutManagers(result), Json.object(step, "result")))
                        .as("%s: %s", as, Json.print(result))
                        .isTrue();
                assertThat(owners(result)).as(as).isEqualTo(wanted(Json.list(step, "managers")));
                live = Optional.of(result);
            } catch (ApiError e) {
                assertThat(e.getMessage()).as(as).isEqualTo(refused.orElse("no refusal"));
            }
        }
    }

    static Stream<String> created() {
        return resource("created.jsonl").lines();
    }

    /// The same for new objects of built-in kinds.
    @ParameterizedTest
    @MethodSource("created")
    void builtInKindsBeginAsThere(String line) {
        Map<String, Object> recorded = Json.parseObject(line);
        var ownership = new FieldOwnership(
                BuiltinSchemas.of(
                                Json.text(recorded, "group").orElseThrow(),
                                "v1",
                                Json.text(recorded, "kind").orElseThrow())
                        .orElseThrow(),
                true,
                Tracking.EVERYTHING);
        Map<String, Object> result =
                ownership.created(Json.object(recorded, "object"), new Writer("m", "v1", "", Instant.ofEpochSecond(1)));
        List<Object> fields = Json.list(result, "metadata", "managedFields").stream()
                .<Object>map(entry -> Json.object(entry, "fieldsV1"))
                .toList();
        assertThat(fields)
                .isEqualTo(Json.list(recorded, "fields").stream()
                        .map(text -> Json.parse(text.toString()))
                        .toList());
    }

    private static Map<String, Object> written(
            Optional<Map<String, Object>> live, Map<String, Object> step, int second) {
        Map<String, Object> object = Json.copy(Json.object(step, "object"));
        var writer = new Writer(Json.text(step, "manager").orElseThrow(), "x/v1", "", Instant.ofEpochSecond(second));
        Map<String, Object> result;
        if (Boolean.TRUE.equals(step.get("apply"))) {
            result = OWNERSHIP.applied(live, object, writer, Boolean.TRUE.equals(step.get("force")));
        } else {
            result = live.isEmpty() ? OWNERSHIP.created(object, writer) : OWNERSHIP.updated(live.get(), object, writer);
        }
        dropNulls(result);
        return result;
    }

    /// As the decoder does.
    static void dropNulls(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            map.values().removeIf(Objects::isNull);
            map.values().forEach(HistoriesTest::dropNulls);
        } else if (tree instanceof List<?> list) {
            list.forEach(HistoriesTest::dropNulls);
        }
    }

    private static Map<String, Object> owners(Map<String, Object> object) {
        var owners = new TreeMap<String, Object>();
        for (Object entry : Json.list(object, "metadata", "managedFields")) {
            owners.put(
                    Json.text(entry, "manager").orElse("") + " "
                            + Json.text(entry, "operation").orElse("") + " "
                            + Json.text(entry, "apiVersion").orElse(""),
                    Json.object(entry, "fieldsV1"));
        }
        return owners;
    }

    private static Map<String, Object> wanted(List<Object> managers) {
        var owners = new TreeMap<String, Object>();
        for (Object manager : managers) {
            String text = manager.toString();
            int fields = text.indexOf('{');
            owners.put(text.substring(0, fields).strip(), Json.parseObject(text.substring(fields)));
        }
        return owners;
    }
}
