package dev.supercargo.kube.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Attempt;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Budget;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Outcome;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Result;
import dev.supercargo.meta.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionExpressionTest {
    private static final Map<String, Object> REQUEST = Map.of(
            "object", Json.parseObject("{\"spec\":{\"size\":6,\"tags\":[\"a\",null]}}"),
            "request", Json.parseObject("{\"operation\":\"CREATE\",\"userInfo\":{\"username\":\"jo\"}}"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            object.spec.size > 5                          | true
            object.spec.size > 6                          | false
            oldObject == null                             | true
            request.operation == 'CREATE'                 | true
            request.userInfo.username.startsWith('jo')    | true
            has(object.spec.nope)                         | false
            object.spec.tags[1] == null                   | true
            """)
    void evaluates(String expression, boolean value) {
        assertThat(AdmissionExpression.compile(expression, Result.BOOL))
                .isInstanceOfSatisfying(
                        Attempt.Done.class,
                        done -> assertThat(done.expression().evaluate(REQUEST, new Budget(10_000)))
                                .isEqualTo(new Outcome.Value(value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 +         | compilation failed: ERROR: <input>:1:4: Syntax error: mismatched input '<EOF>'
            nope        | undeclared reference to 'nope'
            1 + 1       | must evaluate to bool
            """)
    void refuses(String expression, String problem) {
        assertThat(AdmissionExpression.compile(expression, Result.BOOL))
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> assertThat(refused.problem()).contains(problem));
    }

    @Test
    void failuresAreOutcomes() {
        assertThat(AdmissionExpression.compile("object.spec.nope == 1", Result.BOOL))
                .isInstanceOfSatisfying(Attempt.Done.class, done -> {
                    assertThat(done.expression().evaluate(REQUEST, new Budget(10_000)))
                            .isEqualTo(new Outcome.Failure("no such key: nope"));
                    assertThat(done.expression().evaluate(REQUEST, new Budget(1)))
                            .isEqualTo(new Outcome.Failure("operation cancelled: actual cost limit exceeded"));
                });
    }
}
