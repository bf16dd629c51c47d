package dev.supercargo.expr.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.functions.RepositoryNames;
import dev.supercargo.expr.places.ReceiverExpressions.Request;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each place demands of a result (expressions.md D.2).
class PlacesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final RepositoryNames NAMES = new RepositoryNames(url -> url, url -> url, url -> url);
    private static final Map<String, Object> DISCOVERED = Json.parseObject(
            "{\"images\": [{\"repoURL\": \"app\", \"references\": [{\"tag\": \"v2\"}, {\"tag\": \"v1\"}]}]}");

    @ParameterizedTest
    @CsvSource({
        "imageFrom('app').Tag == 'v2', true",
        "imageFrom('nope') != nil,     false",
        "1.0,                          true",
        "\"f\",                        false",
        "' ',                          true"
    })
    void criteriaTakeWhateverReadsAsABoolean(String expression, boolean satisfied) {
        assertThat(FreightCreationCriteria.areSatisfied(expression, DISCOVERED, NAMES, NOW))
                .isEqualTo(satisfied);
    }

    @Test
    void criteriaAreSatisfiedWhereNothingWasLookedFor() {
        assertThat(FreightCreationCriteria.areSatisfied("1 +", null, NAMES, NOW))
                .isTrue();
        assertThat(FreightCreationCriteria.areSatisfied("1 +", Map.of("results", List.of(1L)), NAMES, NOW))
                .isTrue();
    }

    @Test
    void criteriaSayWhatWasBeingDone() {
        assertThatThrownBy(() -> FreightCreationCriteria.areSatisfied("1 +", DISCOVERED, NAMES, NOW))
                .hasMessageStartingWith("error compiling expression: unexpected token EOF (1:3)\n");
        assertThatThrownBy(() -> FreightCreationCriteria.areSatisfied("nope", DISCOVERED, NAMES, NOW))
                .hasMessageStartingWith("error running expression: cannot fetch nope from <nil> (1:1)\n");
    }

    @Test
    void linksAreShownOnABooleanOnlyAndCheckTypesOnlyWhenTheyRun() {
        Map<String, Object> stage = Map.of("stage", Map.of("name", "test"), "type", "t");
        assertThat(LinkCondition.isShown("t", "", stage, NOW)).isTrue();
        assertThat(LinkCondition.isShown("t", "type == 't' and stage.name == 'test'", stage, NOW))
                .isTrue();
        assertThatThrownBy(() -> LinkCondition.isShown("t", "1", stage, NOW))
                .hasMessage("condition for link \"t\" evaluated to non-boolean value");
        assertThatThrownBy(() -> LinkCondition.isShown("t", "len(5) > 0", stage, NOW))
                .hasMessageStartingWith(
                        "error evaluating condition for link \"t\": invalid argument for len (type int) (1:1)");
    }

    @Test
    void receiversSeeTheRequest() {
        var request = new Request(
                Map.of("X-Event", List.of("push", "again")),
                Map.of("q", List.of("1")),
                "{\"ref\": \"main\", \"n\": 3}");
        Environment environment = ReceiverExpressions.environment(request, Map.of("branch", "main"), NAMES, NOW);
        String all = "request.header('x-event') == 'push' and len(request.headers('X-EVENT')) == 2"
                + " and request.params('q') == '1' and request.params('Q') == '' and request.body.ref == params.branch";
        assertThat(ReceiverExpressions.isMet(all, environment)).isTrue();
        assertThat(ReceiverExpressions.isMet("", environment)).isTrue();
        assertThat(ReceiverExpressions.text("x-${{ request.body.n }}", environment))
                .isEqualTo("x-3");
        assertThatThrownBy(() -> ReceiverExpressions.isMet("'true'", environment))
                .hasMessage("match expression result \"true\" is of type string; expected bool");
        assertThatThrownBy(() -> ReceiverExpressions.text("${{ request.body.n }}", environment))
                .hasMessage("expression result 3 evaluated to float64; not a string");
    }
}
