package dev.supercargo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.analysis.MetricSpec;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "5 | - | - | SUCCESSFUL",
                "5 | result > 4 | - | SUCCESSFUL",
                "5 | result > 5 | - | FAILED",
                "5 | - | result > 4 | FAILED",
                "5 | - | result > 5 | SUCCESSFUL",
                "5 | result > 4 | result > 4 | FAILED",
                "5 | result > 4 | result > 5 | SUCCESSFUL",
                "5 | result > 5 | result > 6 | INCONCLUSIVE",
                "{\"ok\":true,\"p\":0.95} | result.ok && result.p >= 0.9 | - | SUCCESSFUL",
                "[0.5] | result[0] < 1 | - | SUCCESSFUL",
                "\"7\" | asInt(result) == 7 | - | SUCCESSFUL",
                "\"7.5\" | asFloat(result) > 7 | - | SUCCESSFUL",
                "7.9 | asInt(result) == 7 | - | SUCCESSFUL",
                "null | default(result, 0) < 1 | - | SUCCESSFUL",
                "null | isNil(result) | - | SUCCESSFUL",
                "5 | isNaN(result) or isInf(result) | - | FAILED",
                "5 | result + 1 | - | ERROR",
                "5 | result( | - | ERROR",
            })
    void judges(String result, String success, String failure, String phase) {
        assertThat(verdict(result, success, failure).phase()).hasToString(phase);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | result + 1 | could not evaluate successCondition \"result + 1\": expected bool, but got float64",
                "[] | result[0] > 1 | could not evaluate successCondition \"result[0] > 1\": metric result is nil or empty: no"
                        + " data returned from the metric provider",
            })
    void saysWhatIsWrong(String result, String success, String message) {
        assertThat(verdict(result, success, null).message()).isEqualTo(message);
    }

    private static Verdict verdict(String result, @Nullable String success, @Nullable String failure) {
        var metric = new LinkedHashMap<String, Object>();
        if (success != null) {
            metric.put("successCondition", success);
        }
        if (failure != null) {
            metric.put("failureCondition", failure);
        }
        return Verdict.of(new MetricSpec(metric), Json.parse(result), Instant.EPOCH);
    }
}
