package dev.supercargo.kube.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuralSchemaTest {
    private static StructuralSchema schema(String properties) {
        return StructuralSchema.of(Json.parseObject("{\"type\":\"object\",\"properties\":{" + properties + "}}"));
    }

    private static List<String> errors(String properties, String object) {
        return schema(properties).validate(Json.parseObject(object)).stream()
                .map(FieldError::toString)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a":{"type":"string"}                                    | {"a":1}            | a: Invalid value: "integer": a in body must be of type string: "integer"
            "a":{"type":"integer"}                                   | {"a":"1"}          | a: Invalid value: "string": a in body must be of type integer: "string"
            "a":{"type":"boolean"}                                   | {"a":[]}           | a: Invalid value: "array": a in body must be of type boolean: "array"
            "a":{"type":"array","items":{"type":"string"}}           | {"a":[null]}       | a[0]: Invalid value: "null": a[0] in body must be of type string: "null"
            "a":{"x-kubernetes-int-or-string":true}                  | {"a":true}         | a: Invalid value: "boolean": a in body must be of type integer,string: "boolean"
            "a":{"type":"string","enum":["x","y"]}                   | {"a":"z"}          | a: Unsupported value: "z": supported values: "x", "y"
            "a":{"type":"integer","enum":[1,2]}                      | {"a":3}            | a: Unsupported value: 3: supported values: "1", "2"
            "a":{"type":"string","maxLength":2}                      | {"a":"abc"}        | a: Too long: may not be more than 2 bytes
            "a":{"type":"string","minLength":2}                      | {"a":"a"}          | a: Invalid value: "a": a in body should be at least 2 chars long
            "a":{"type":"string","pattern":"^[a-z]+$"}               | {"a":"b\\n"}       | a: Invalid value: "b\\n": a in body should match '^[a-z]+$'
            "a":{"type":"integer","minimum":2}                       | {"a":1}            | a: Invalid value: 1: a in body should be greater than or equal to 2
            "a":{"type":"integer","minimum":2,"exclusiveMinimum":true} | {"a":2}          | a: Invalid value: 2: a in body should be greater than 2
            "a":{"type":"number","maximum":2.5}                      | {"a":3}            | a: Invalid value: 3: a in body should be less than or equal to 2.5
            "a":{"type":"number","maximum":2,"exclusiveMaximum":true} | {"a":2}           | a: Invalid value: 2: a in body should be less than 2
            "a":{"type":"number","multipleOf":0.5}                   | {"a":0.75}         | a: Invalid value: 0.75: a in body should be a multiple of 0.5
            "a":{"type":"integer","multipleOf":3}                    | {"a":4}            | a: Invalid value: 4: a in body should be a multiple of 3
            "a":{"type":"integer","format":"int32"}                  | {"a":2147483648}   | <nil>: Invalid value: "": Checked value must be of type integer with format int32 in a
            "a":{"type":"array","minItems":1,"items":{"type":"string"}} | {"a":[]}        | a: Invalid value: 0: a in body should have at least 1 items
            "a":{"type":"array","maxItems":1,"items":{"type":"string"}} | {"a":["",""]}   | a: Too many: 2: must have at most 1 item
            "a":{"type":"object","minProperties":1}                  | {"a":{}}           | a: Invalid value: 0: a in body should have at least 1 properties
            "a":{"type":"object","maxProperties":1,"additionalProperties":{"type":"string"}} | {"a":{"x":"","y":""}} | a: Too many: 2: must have at most 1 item
            "a":{"type":"object","required":["b"]}                   | {"a":{}}           | a.b: Required value
            "a":{"type":"object","additionalProperties":{"type":"string"}} | {"a":{"k":1}} | a.k: Invalid value: "integer": a.k in body must be of type string: "integer"
            "a":{"type":"string","format":"date-time"}               | {"a":"2026-02-30T00:00:00Z"} | a: Invalid value: "2026-02-30T00:00:00Z": a in body must be of type date-time: "2026-02-30T00:00:00Z"
            "a":{"type":"object","not":{"required":["b"]}}           | {"a":{"b":1}}      | <nil>: Invalid value: "": "a" must not validate the schema (not)
            """)
    void refusesWithKubernetesWords(String properties, String object, String error) {
        assertThat(errors(properties, object)).containsExactly(error.replace("\\\\n", "\\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a":{"type":"string","nullable":true}        | {"a":null}
            "a":{"type":"number"}                        | {"a":1}
            "a":{"type":"string","maxLength":2}          | {"a":"éé"}
            "a":{"x-kubernetes-int-or-string":true}      | {"a":"80%"}
            "a":{"type":"string","format":"unheard-of"}  | {"a":"x"}
            "a":{"x-kubernetes-preserve-unknown-fields":true} | {"a":{"b":[null]}}
            "a":{"type":"object","anyOf":[{"required":["b"]},{"required":["c"]}]} | {"a":{"c":1}}
            """)
    void accepts(String properties, String object) {
        assertThat(errors(properties, object)).isEmpty();
    }

    @Test
    void alternativesNameTheBestOne() {
        String properties = "\"a\":{\"type\":\"object\",\"oneOf\":[{\"required\":[\"b\"]},{\"required\":[\"c\"]}]}";
        assertThat(errors(properties, "{\"a\":{}}"))
                .containsExactly(
                        "<nil>: Invalid value: \"\": \"a\" must validate one and only one schema (oneOf). Found none valid",
                        "a.b: Required value");
        assertThat(errors(properties, "{\"a\":{\"b\":1,\"c\":2}}"))
                .containsExactly("<nil>: Invalid value: \"\": \"a\" must validate one and only one schema (oneOf). "
                        + "Found 2 valid alternatives");
        assertThat(errors(
                        "\"a\":{\"type\":\"string\",\"allOf\":[{\"minLength\":2},{\"pattern\":\"x\"}]}",
                        "{\"a\":\"y\"}"))
                .containsExactly(
                        "<nil>: Invalid value: \"\": \"a\" must validate all the schemas (allOf). None validated",
                        "a: Invalid value: \"y\": a in body should be at least 2 chars long",
                        "a: Invalid value: \"y\": a in body should match 'x'");
    }

    @Test
    void aPartOfAnObjectIsNamedByItsPlaceOnlyInThePath() {
        var status = schema("\"n\":{\"type\":\"integer\",\"minimum\":0}");
        assertThat(status.validateAt("status", Json.parseObject("{\"n\":-1}"), Map.of()))
                .extracting(FieldError::toString)
                .containsExactly("status.n: Invalid value: -1: n in body should be greater than or equal to 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            unchanged scalar          | "a":{"type":"string","maxLength":1}  | {"a":"long"} | {"a":"long","b":1} | ``
            changed scalar            | "a":{"type":"string","maxLength":1}  | {"a":"long"} | {"a":"longer"}     | a
            unchanged map element     | "l":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer","minimum":5}}}} | {"l":[{"k":"a","v":1},{"k":"b","v":9}]} | {"l":[{"k":"b","v":9},{"k":"a","v":1}]} | ``
            changed map element       | "l":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer","minimum":5}}}} | {"l":[{"k":"a","v":1}]} | {"l":[{"k":"a","v":2}]} | l[0].v
            changed atomic list       | "l":{"type":"array","items":{"type":"string","pattern":"^x"}} | {"l":["a"]} | {"l":["a","xb"]} | l[0]
            unchanged atomic list     | "l":{"type":"array","items":{"type":"string","pattern":"^x"}} | {"l":["a"]} | {"l":["a"],"b":1} | ``
            required of changed one   | "o":{"type":"object","required":["y"],"properties":{"x":{"type":"string"}}} | {"o":{"x":"1"}} | {"o":{"x":"2"}} | o.y
            """)
    void updatesDoNotRepeatOldMistakes(String rule, String properties, String old, String now, String path) {
        assertThat(schema(properties).validateUpdate(Json.parseObject(now), Json.parseObject(old)))
                .as(rule)
                .extracting(FieldError::path)
                .containsExactlyElementsOf(path.isEmpty() ? List.of() : List.of(path));
    }

    private static final String WIDGET = """
            "size":{"type":"integer","default":1},
            "note":{"type":"string","nullable":true},
            "raw":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
                   "properties":{"known":{"type":"object","properties":{"x":{"type":"integer"}}}}},
            "vars":{"type":"object","additionalProperties":{"type":"string"}},
            "deep":{"type":"object","default":{},"properties":{"mode":{"type":"string","default":"fast"},
                    "inner":{"type":"object","properties":{"level":{"type":"integer","default":7}}}}},
            "steps":{"type":"array","items":{"type":"object","properties":{"as":{"type":"string"},
                     "retries":{"type":"integer","default":3}}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                     | {"size":1,"deep":{"mode":"fast"}}
            {"size":null,"note":null,"deep":null}  | {"size":1,"note":null,"deep":{"mode":"fast"}}
            {"deep":{"inner":{}},"size":2.0}       | {"size":2,"deep":{"mode":"fast","inner":{"level":7}}}
            {"deep":{},"size":1e2,"steps":[{"as":"a"},{"retries":null},{"retries":0}]} | {"size":100,"deep":{"mode":"fast"},"steps":[{"as":"a","retries":3},{"retries":3},{"retries":0}]}
            {"deep":{},"size":1,"vars":{"a":null,"b":"c"},"raw":{"n":null,"known":null}} | {"size":1,"deep":{"mode":"fast"},"vars":{"b":"c"},"raw":{"n":null}}
            """)
    void nullsDefaultsAndNumbers(String given, String wanted) {
        Map<String, Object> object = Json.parseObject(given);
        schema(WIDGET).normalise(object);
        schema(WIDGET).applyDefaults(object);
        assertThat(object).isEqualTo(Json.parseObject(wanted));
    }

    @Test
    void unknownFieldsAreNamedInPathOrderAndNothingBelowThem() {
        Map<String, Object> object = Json.parseObject("""
                {"kind":"W","z":{"q":1},"a":1,"raw":{"free":{"b":1},"known":{"x":1,"y":2}},
                 "vars":{"any":"key"},"steps":[{"as":"a","x":1}]}""");
        assertThat(schema(WIDGET).prune(object)).containsExactly("a", "raw.known.y", "steps[0].x", "z");
        assertThat(object).isEqualTo(Json.parseObject("""
                        {"kind":"W","raw":{"free":{"b":1},"known":{"x":1}},"vars":{"any":"key"},"steps":[{"as":"a"}]}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"s":["a","b","a","a"]}                       | {}                | s[2]: Duplicate value: "a"
            {"m":[{"k":"a"},{"k":"b"},{"k":"a","v":1}]}   | {}                | m[2]: Duplicate value: {"k":"a"}
            {"s":["a","a"]}                               | {"s":["b","b"]}   | ``
            {"s":["a","b"],"m":[{"k":"a"}]}               | {}                | ``
            """)
    void keyedListsHaveNoDuplicates(String object, String old, String error) {
        var schema = schema("""
                "s":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
                "m":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],
                     "items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer"}}}}""");
        assertThat(schema.validateListsUpdate(Json.parseObject(object), Json.parseObject(old)))
                .extracting(FieldError::toString)
                .containsExactlyElementsOf(error.isEmpty() ? List.of() : List.of(error));
    }
}
