package dev.supercargo.kube.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleChecksTest {
    private static List<String> problems(String property) {
        var schema =
                StructuralSchema.of(Json.parseObject("{\"type\":\"object\",\"properties\":{\"a\":" + property + "}}"));
        return RuleChecks.check(schema, "$").stream()
                .map(error -> error.toString().replace("$.properties[a].x-kubernetes-validations[0]", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"rule":""}                                    | .rule: Required value: rule is not specified
            {"rule":"self"}                                | .rule: Invalid value: {"Rule":"self","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}: cel expression must evaluate to a bool
            {"rule":"nope == 1"}                           | undeclared reference to 'nope' (in container '')
            {"rule":"self == 1"}                           | found no matching overload for '_==_' applied to '(string, int)'
            {"rule":"self +"}                              | ERROR: <input>:1:7: Syntax error: mismatched input '<EOF>'
            {"rule":"true","message":"a\\nb"}              | .message: Invalid value: "a\\nb": must not contain line breaks
            {"rule":"true","messageExpression":"1"}        | messageExpression must evaluate to a string
            {"rule":"true","reason":"Odd"}                 | .reason: Unsupported value: "Odd": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"
            {"rule":"true","fieldPath":".b"}               | .fieldPath: Invalid value: ".b": must be a valid path
            {"rule":"self == 'x'","optionalOldSelf":true}  | .optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule
            {"rule":"self.size() >\\n0"}                   | .message: Required value: message must be specified if rule contains line breaks
            """)
    void refuses(String rule, String problem) {
        assertThat(problems("{\"type\":\"string\",\"maxLength\":9,\"x-kubernetes-validations\":[" + rule + "]}"))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"array","maxItems":3,"items":{"type":"string","maxLength":3,"x-kubernetes-validations":[{"rule":"self == oldSelf"}]}} | oldSelf cannot be used on the uncorrelatable portion of the schema within $.properties[a]
            {"type":"object","x-kubernetes-map-type":"atomic","properties":{"b":{"type":"string","maxLength":3,"x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}} | oldSelf cannot be used on the uncorrelatable portion of the schema within $.properties[a]
            """)
    void refusesTransitionsWhereOldValuesAreUnknown(String property, String problem) {
        assertThat(problems(property)).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"maxItems":5,"items":{"type":"object","properties":{"k":{"type":"string","maxLength":5,"x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}}}
            {"type":"string","maxLength":9,"x-kubernetes-validations":[{"rule":"self.matches('^a') && self.size() == 3"}]}
            {"type":"array","items":{"type":"object","properties":{"b":{"type":"string"},"c":{"type":"object"}},"x-kubernetes-validations":[{"rule":"has(self.b) != has(self.c)"}]}}
            """)
    void accepts(String property) {
        assertThat(problems(property)).isEmpty();
    }

    @Test
    void refusesWhatCanOnlyBeFarTooExpensive() {
        String rule = "[{\"rule\":\"self.all(x, x.all(y, y == 'a'))\"}]";
        String hint = " exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, "
                + "maxProperties, and maxLength where arrays, maps, and strings are declared)";
        assertThat(problems("{\"type\":\"array\",\"x-kubernetes-validations\":" + rule
                        + ",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}"))
                .containsExactly(
                        ".rule: Forbidden: estimated rule cost" + hint,
                        ".rule: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire "
                                + "OpenAPIv3 schema",
                        "$: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema"
                                + hint);
        assertThat(problems("{\"type\":\"array\",\"maxItems\":10,\"x-kubernetes-validations\":" + rule
                        + ",\"items\":{\"type\":\"array\",\"maxItems\":10,"
                        + "\"items\":{\"type\":\"string\",\"maxLength\":10}}}"))
                .isEmpty();
    }
}
