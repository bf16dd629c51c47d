package dev.supercargo.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.functions.StatusFunctions.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How earlier steps went (expressions.md C.5).
class StatusFunctionsTest {
    private static final List<Step> STEPS = List.of(
            new Step("clone", "Succeeded", false),
            new Step("flaky", "Failed", true),
            new Step("deploy::push", "Errored", true),
            new Step("deploy::clone", "Aborted", false));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "me,           success(),              true",
                "me,           failure(),              false",
                "me,           always(),               true",
                "me,           status('clone'),        Succeeded",
                "me,           status('nope'),         \"\"",
                "me,           status('deploy::push'), \"\"",
                "deploy::next, status('push'),         Errored",
                "deploy::next, status('clone'),        Aborted",
                "deploy::next, status('flaky'),        \"\""
            })
    void tells(String alias, String source, String result) {
        Environment environment = Environment.of(Map.of()).withFunctions(StatusFunctions.of(STEPS, alias));
        assertThat(String.valueOf(Expressions.evaluate(source, environment))).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"Failed, false, true", "Errored, false, true", "Failed, true, false", "Aborted, false, false"})
    void failureIsAStepThatFailedAndWasNotToBeContinued(String status, boolean continueOnError, boolean failure) {
        List<Step> steps = List.of(new Step("one", "Succeeded", false), new Step("two", status, continueOnError));
        Environment environment = Environment.of(Map.of()).withFunctions(StatusFunctions.of(steps, "me"));
        assertThat(Expressions.evaluate("failure()", environment)).isEqualTo(failure);
        assertThat(Expressions.evaluate("success()", environment)).isEqualTo(!failure);
    }
}
