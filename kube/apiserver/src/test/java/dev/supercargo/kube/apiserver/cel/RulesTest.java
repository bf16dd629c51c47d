package dev.supercargo.kube.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static StructuralSchema schema(String properties) {
        return StructuralSchema.of(Json.parseObject("{\"type\":\"object\",\"properties\":{" + properties + "}}"));
    }

    private static List<String> texts(List<FieldError> errors) {
        return errors.stream().map(FieldError::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"self.contains('@')"}]} | {"s":"x"} | s: Invalid value: "x": failed rule: self.contains('@')
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"self == 'y'","message":"must be y"}]} | {"s":"x"} | s: Invalid value: "x": must be y
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"false","reason":"FieldValueForbidden","message":"no"}]} | {"s":"x"} | s: Forbidden: no
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"false","reason":"FieldValueRequired","message":"no"}]} | {"s":"x"} | s: Required value: no
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"false","reason":"FieldValueDuplicate","message":"no"}]} | {"s":"x"} | s: Duplicate value: "x"
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"false","message":"m","messageExpression":"'bad ' + self"}]} | {"s":"x"} | s: Invalid value: "x": bad x
            "s":{"type":"string","x-kubernetes-validations":[{"rule":"false","message":"m","messageExpression":"'a\\\\nb'"}]} | {"s":"x"} | s: Invalid value: "x": m
            "o":{"type":"object","properties":{"a":{"type":"integer"}},"x-kubernetes-validations":[{"rule":"self.a > 1","message":"m","fieldPath":".a"}]} | {"o":{"a":1}} | o.a: Invalid value: m
            "o":{"type":"object","properties":{"a":{"type":"integer"}},"x-kubernetes-validations":[{"rule":"self.a > 1"}]} | {"o":{}} | o: Invalid value: "object": no such key: a evaluating rule: self.a > 1
            "m":{"type":"object","additionalProperties":{"type":"integer","x-kubernetes-validations":[{"rule":"self > 1","message":"m"}]}} | {"m":{"k":1}} | m.k: Invalid value: 1: m
            "l":{"type":"array","items":{"type":"integer","x-kubernetes-validations":[{"rule":"self > 1","message":"m"}]}} | {"l":[2,1]} | l[1]: Invalid value: 1: m
            "n":{"type":"number","x-kubernetes-validations":[{"rule":"self > 1.5","message":"m"}]} | {"n":1} | n: Invalid value: 1: m
            """)
    void tellsWhatARuleFound(String properties, String object, String error) {
        assertThat(texts(Rules.of(schema(properties)).validate(Json.parseObject(object))))
                .containsExactly(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rules on absent fields are not asked   | "s":{"type":"string","x-kubernetes-validations":[{"rule":"false"}]} | {}
            nor rules on nulls                     | "s":{"type":"string","nullable":true,"x-kubernetes-validations":[{"rule":"false"}]} | {"s":null}
            names are escaped                      | "o":{"type":"object","properties":{"a-b":{"type":"integer"},"if":{"type":"integer"},"x__y":{"type":"integer"},"a.b":{"type":"integer"}},"x-kubernetes-validations":[{"rule":"self.a__dash__b + self.__if__ + self.x__underscores__y + self.a__dot__b == 10"}]} | {"o":{"a-b":1,"if":2,"x__y":3,"a.b":4}}
            sets compare without order             | "s":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"},"x-kubernetes-validations":[{"rule":"self == ['a','b'] && self + ['a'] == self"}]} | {"s":["b","a"]}
            map lists compare and merge by key     | "l":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer"}}},"x-kubernetes-validations":[{"rule":"(self + self).size() == 2 && self == [self[1], self[0]]"}]} | {"l":[{"k":"a","v":1},{"k":"b","v":2}]}
            times and durations have their types   | "o":{"type":"object","properties":{"t":{"type":"string","format":"date-time"},"d":{"type":"string","format":"duration"}},"x-kubernetes-validations":[{"rule":"self.t + self.d == timestamp('2026-01-01T01:00:00Z')"}]} | {"o":{"t":"2026-01-01T00:00:00Z","d":"60m"}}
            int or string is either                | "p":{"x-kubernetes-int-or-string":true,"x-kubernetes-validations":[{"rule":"type(self) == string && self.endsWith('%')"}]} | {"p":"5%"}
            optional chaining                      | "o":{"type":"object","properties":{"n":{"type":"string"}},"x-kubernetes-validations":[{"rule":"self.?n.orValue('none') == 'none'"}]} | {"o":{}}
            """)
    void holds(String rule, String properties, String object) {
        assertThat(texts(Rules.of(schema(properties)).validate(Json.parseObject(object))))
                .as(rule)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            change is refused          | {"f":"a"} | {"f":"b"} | f: Invalid value: "b": fixed
            no change                  | {"f":"a"} | {"f":"a"} | ``
            removal is not asked about | {"f":"a"} | {}        | ``
            nor is addition            | {}        | {"f":"a"} | ``
            optional: first value      | {}        | {"g":1}   | ``
            optional: growth           | {"g":1}   | {"g":2}   | ``
            optional: shrinking        | {"g":2}   | {"g":1}   | g: Invalid value: 1: grow
            elements by their key      | {"l":[{"k":"a","v":1},{"k":"b","v":2}]} | {"l":[{"k":"b","v":1},{"k":"a","v":1}]} | l[0].v: Invalid value: 1: shrunk
            unchanged is not asked     | {"bad":"x"} | {"bad":"x","f":"n"} | ``
            changed is asked           | {"bad":"x"} | {"bad":"y"} | bad: Invalid value: "y": bad
            """)
    void transitions(String rule, String old, String now, String error) {
        var schema = schema("""
                "f":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"fixed"}]},
                "g":{"type":"integer","x-kubernetes-validations":[{"rule":"!oldSelf.hasValue() || self >= oldSelf.value()",
                     "optionalOldSelf":true,"message":"grow"}]},
                "bad":{"type":"string","x-kubernetes-validations":[{"rule":"self == 'ok'","message":"bad"}]},
                "l":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],
                     "items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer",
                       "x-kubernetes-validations":[{"rule":"self >= oldSelf","message":"shrunk"}]}}}}""");
        assertThat(texts(Rules.of(schema).validateUpdate(Json.parseObject(now), Json.parseObject(old))))
                .as(rule)
                .containsExactlyElementsOf(error.isEmpty() ? List.of() : List.of(error));
    }

    @Test
    void theRootSeesItsNamesAndKind() {
        var schema = StructuralSchema.of(Json.parseObject("""
                {"type":"object","x-kubernetes-validations":[{"rule":"self.metadata.name.size() <= 3 && self.kind == 'W'",
                 "message":"too long"}]}"""));
        Map<String, Object> object = Json.parseObject("{\"kind\":\"W\",\"metadata\":{\"name\":\"long\"}}");
        assertThat(texts(Rules.of(schema).validate(object))).containsExactly("<nil>: Invalid value: too long");
    }

    @Test
    void whatCostsTooMuchIsStopped() {
        var schema = schema("""
                "l":{"type":"array","items":{"type":"integer"},"x-kubernetes-validations":[
                  {"rule":"self.all(a, self.all(b, self.all(c, a + b + c >= 0)))"},{"rule":"false"}]}""");
        String list = "{\"l\":[" + "1,".repeat(2_000) + "1]}";
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            List<String> errors = texts(Rules.of(schema).validate(Json.parseObject(list)));
            assertThat(errors).hasSize(2);
            assertThat(errors.getFirst()).contains("call cost exceeds limit for rule");
            assertThat(errors.getLast()).contains("running out of cost budget");
        });
    }

    @Test
    void textThatGrowsIsStopped() {
        var schema = schema("""
                "l":{"type":"array","items":{"type":"integer"},"x-kubernetes-validations":[
                  {"rule":"self.map(x, 'abcdefghij').map(x, self.map(y, x + x).join('')).join('').size() > 0"}]}""");
        String list = "{\"l\":[" + "1,".repeat(3_000) + "1]}";
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(texts(Rules.of(schema).validate(Json.parseObject(list))))
                        .isNotEmpty());
    }
}
