package dev.supercargo.kube.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kubernetes-api.md` 5.1 to 5.3.
class PatchTest {
    private static final StructuralSchema ACCOUNT =
            BuiltinSchemas.of("", "v1", "ServiceAccount").orElseThrow();

    private static Map<String, Object> tree(String yaml) {
        return Json.asObject(Yaml.parse(yaml));
    }

    private static Map<String, Object> patched(Patch.Type type, String live, String patch) {
        Map<String, Object> before = tree(live);
        Map<String, Object> after = Patch.of(type, Yaml.parse(patch), ACCOUNT).apply(before);
        assertThat(before).isEqualTo(tree(live));
        return after;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{op: replace, path: /a, value: 2}]|{a: 2, l: [x, y], m: {k/l: 1}}",
                "[{op: add, path: /l/-, value: z}, {op: add, path: /l/0, value: w}]|{a: 1, l: [w, x, y, z], m: {k/l: 1}}",
                "[{op: add, path: /l/-1, value: z}]|{a: 1, l: [x, y, z], m: {k/l: 1}}",
                "[{op: remove, path: /m/k~1l}]|{a: 1, l: [x, y], m: {}}",
                "[{op: replace, path: /new, value: 1}]|{a: 1, l: [x, y], m: {k/l: 1}, new: 1}",
                "[{op: copy, from: /none, path: /new}]|{a: 1, l: [x, y], m: {k/l: 1}, new: null}",
                "[{op: move, from: /l/0, path: /new}]|{a: 1, l: [y], m: {k/l: 1}, new: x}",
                "[{op: test, path: /none, value: null}, {op: test, path: /a, value: 1}]|{a: 1, l: [x, y], m: {k/l: 1}}",
                "[{op: remove, path: /l/-1}]|{a: 1, l: [x], m: {k/l: 1}}",
                "[]|{a: 1, l: [x, y], m: {k/l: 1}}",
            })
    void carriesOutOperations(String patch, String after) {
        assertThat(patched(Patch.Type.JSON, "{a: 1, l: [x, y], m: {k/l: 1}}", patch))
                .isEqualTo(tree(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{op: test, path: /a, value: 99}]",
                "[{op: remove, path: /none}]",
                "[{op: move, from: /none, path: /a}]",
                "[{op: add, path: /no/such, value: 1}]",
                "[{op: add, path: /l/9, value: 1}]",
                "[{op: add, path: /l/x, value: 1}]",
                "[{op: replace, path: /l/2, value: 1}]",
                "[{op: replace, path: '', value: 1}]",
                "[{op: odd, path: /a}]",
                "[{op: add, path: /a/b, value: 1}]",
            })
    void refusesOperationsThatCannotBe(String patch) {
        assertThatThrownBy(() -> patched(Patch.Type.JSON, "{a: 1, l: [x, y]}", patch))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(422);
                    assertThat(error.status()).containsEntry("details", Map.of());
                });
    }

    @Test
    void refusesWhatIsNoPatch() {
        assertThatThrownBy(() -> patched(Patch.Type.JSON, "{}", "{}"))
                .hasMessage(
                        "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
        assertThatThrownBy(() -> patched(Patch.Type.MERGE, "{}", "[]"))
                .hasMessage(
                        "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
        assertThatThrownBy(() -> patched(Patch.Type.MERGE, "{}", "null")).hasMessage("Invalid JSON Patch");
        var many = new ArrayList<Object>(Collections.nCopies(10_001, tree("{op: add, path: /a, value: 1}")));
        assertThatThrownBy(() -> Patch.of(Patch.Type.JSON, many, ACCOUNT))
                .hasMessage(
                        "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    @Test
    void mergePatchKeepsNullsInLists() {
        assertThat(patched(Patch.Type.MERGE, "{a: {b: 1, c: 2}}", "{a: {b: null, d: {e: null}}, l: [null, 1]}"))
                .isEqualTo(tree("{a: {c: 2, d: {}}, l: [null, 1]}"));
    }

    @Test
    void tellsTheVersionThatItSets() {
        assertThat(Patch.of(Patch.Type.MERGE, tree("metadata: {resourceVersion: '5'}"), ACCOUNT)
                        .resourceVersion())
                .isEqualTo("5");
        assertThat(Patch.of(
                                Patch.Type.JSON,
                                List.of(tree("{op: replace, path: /metadata/resourceVersion, value: '6'}")),
                                ACCOUNT)
                        .resourceVersion())
                .isEqualTo("6");
        assertThat(Patch.of(Patch.Type.MERGE, tree("a: 1"), ACCOUNT).resourceVersion())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // live | patch | after
                "secrets: [{name: a}, {name: b}]|secrets: [{name: c}]|secrets: [{name: c}, {name: a}, {name: b}]",
                "secrets: [{name: a}, {name: b}]|secrets: [{name: b, uid: u}]|secrets: [{name: a}, {name: b, uid: u}]",
                "secrets: [{name: a}, {name: b}]|secrets: [{$patch: delete, name: a}]|secrets: [{name: b}]",
                "secrets: [{name: c}, {name: b}]|{$setElementOrder/secrets: [{name: d}, {name: c}, {name: b}], secrets: [{name: d}]}|secrets: [{name: d}, {name: c}, {name: b}]",
                "secrets: [{name: s}, {name: a}, {name: b}]|$setElementOrder/secrets: [{name: b}, {name: a}]|secrets: [{name: s}, {name: b}, {name: a}]",
                "secrets: [{name: c}, {name: b}]|secrets: [{$patch: replace}, {name: z}]|secrets: [{name: z}]",
                "imagePullSecrets: [{name: a}]|imagePullSecrets: [{name: b}]|imagePullSecrets: [{name: b}]",
                "imagePullSecrets: [{name: a}]|imagePullSecrets: [{$patch: replace}, {name: b}]|imagePullSecrets: [{}, {name: b}]",
                "secrets: [{name: a}]|secrets: null|{}",
                "{}|secrets: [{$patch: odd, name: a}]|secrets: []",
                "{}|secrets: [{other: a}]|secrets: [{other: a}]",
                "metadata: {finalizers: [a], labels: {a: b}}|metadata: {finalizers: [b], labels: {a: null, n: m}}|metadata: {finalizers: [b, a], labels: {n: m}}",
                "metadata: {finalizers: [b, a]}|metadata: {$deleteFromPrimitiveList/finalizers: [a], $setElementOrder/finalizers: [b]}|metadata: {finalizers: [b]}",
                "metadata: {labels: {a: b}}|metadata: {labels: {$patch: replace, only: me}}|metadata: {labels: {only: me}}",
                "metadata: {labels: {a: b}, name: n}|metadata: {labels: {$patch: delete}}|metadata: {labels: {}, name: n}",
                "metadata: {labels: {a: b}, name: n}|metadata: {$retainKeys: [name], name: m}|metadata: {name: m}",
                "{}|metadata: {labels: {a: null, b: c}}|metadata: {labels: {b: c}}",
                "{a: 1}|$patch: delete|{}",
            })
    void mergesStrategically(String live, String patch, String after) {
        assertThat(patched(Patch.Type.STRATEGIC, live, patch)).isEqualTo(tree(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: {$retainKeys: [name], labels: {a: b}}|400|invalid patch format of retainKeys",
                "secrets: [{other: x}]|400|map: map[other:x] does not contain declared merge key: name",
                "secrets: [{$patch: odd, name: a}]|400|unknown patch type: odd",
                "{$setElementOrder/secrets: [{name: b}], secrets: [{name: a}]}|400|The order in patch list",
                "{$deleteFromPrimitiveList/secrets: 7}|400|invalid patch format of primitive list",
                "secrets: [[a]]|422|the server rejected our request",
                "{metadata: {labels: 7}}|422| \"\" is invalid: patch: Invalid value: \"map[metadata:map[labels:7]]\": cannot restore map from int64",
            })
    void refusesMalformedDirectives(String patch, int code, String text) {
        assertThatThrownBy(() -> patched(Patch.Type.STRATEGIC, "{secrets: [{name: s}], metadata: {name: n}}", patch))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error)
                            .hasMessageStartingWith(text.strip().startsWith("\"\"") ? " " + text.strip() : text);
                });
    }
}
