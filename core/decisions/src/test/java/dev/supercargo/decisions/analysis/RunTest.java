package dev.supercargo.decisions.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays whole runs in virtual time: each letter of a script is one measurement of metric `m` (`s`uccessful, `f`ailed,
/// `i`nconclusive, `e`rror), taken whenever the plan asks for one.
class RunTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String WEB = "provider: {web: {url: 'http://x/'}}";

    record Row(String rule, String metric, String script, String phase, String message, long seconds) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("one success", "", "s", "Successful", "", 0),
                new Row(
                        "one failure",
                        "",
                        "f",
                        "Failed",
                        "Metric \"m\" assessed Failed due to failed (1) > failureLimit (0)",
                        0),
                new Row(
                        "an inconclusive one",
                        "",
                        "i",
                        "Inconclusive",
                        "Metric \"m\" assessed Inconclusive due to inconclusive (1) > inconclusiveLimit (0)",
                        0),
                new Row("errors are repeated after ten seconds and do not count", "", "ees", "Successful", "", 22),
                new Row(
                        "five errors in a row are too many",
                        "",
                        "eeeee",
                        "Error",
                        "Metric \"m\" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): \"Error"
                                + " Message: boom\"",
                        44),
                new Row("three of three", "interval: 60s, count: 3", "sss", "Successful", "", 122),
                new Row(
                        "a tolerated failure",
                        "interval: 60s, count: 3, failureLimit: 1",
                        "sfs",
                        "Successful",
                        "",
                        122),
                new Row(
                        "a failure too many ends it early",
                        "interval: 60s, count: 3, failureLimit: 1",
                        "ff",
                        "Failed",
                        "Metric \"m\" assessed Failed due to failed (2) > failureLimit (1)",
                        61),
                new Row(
                        "enough successes in a row end it early",
                        "interval: 60s, consecutiveSuccessLimit: 2, failureLimit: 1",
                        "fss",
                        "Successful",
                        "",
                        122),
                new Row(
                        "not enough successes in a row",
                        "interval: 60s, count: 3, consecutiveSuccessLimit: 2, failureLimit: 1",
                        "sfs",
                        "Inconclusive",
                        "Metric \"m\" assessed Inconclusive due to ConsecutiveSuccessLimit (2) Not Reached and FailureLimit"
                                + " (1) Not Violated",
                        122),
                new Row("a delay before the first", "initialDelay: 30s", "s", "Successful", "", 31),
                new Row("a count in a string", "interval: 60s, count: '2'", "ss", "Successful", "", 61));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void ends(Row row) {
        var run = run("[{name: m, " + (row.metric().isEmpty() ? "" : row.metric() + ", ") + WEB + "}]", "");
        Played played = play(run, row.script());
        Map<String, Object> status = Json.object(played.run().view(), "status");
        assertThat(Json.text(status, "phase")).contains(row.phase());
        assertThat(Json.text(status, "message").orElse("")).isEqualTo(row.message());
        assertThat(played.at()).isEqualTo(START.plusSeconds(row.seconds()));
        assertThat(Json.text(status, "completedAt")).contains(played.at().toString());
        assertThat(Json.at(status, "runSummary", "count")).contains(1L);
        assertThat(played.left()).isEmpty();
    }

    static Stream<List<String>> faults() {
        return Stream.of(
                List.of("[]", "no metrics specified"),
                List.of("[{name: m}]", "metrics[0]: no provider specified"),
                List.of("[{name: m, " + WEB + "}, {name: m, " + WEB + "}]", "metrics[1]: duplicate name 'm'"),
                List.of("[{name: m, count: 5, " + WEB + "}]", "metrics[0]: interval must be specified when count > 1"),
                List.of(
                        "[{name: m, interval: 1x, " + WEB + "}]",
                        "metrics[0]: invalid interval string: time: invalid duration \"1x\""),
                List.of(
                        "[{name: m, failureLimit: -2, " + WEB + "}]",
                        "metrics[0]: failureLimit must be >= 0, or -1 to be disabled"),
                List.of("[{name: m, provider: {web: {}, job: {}}}]", "metrics[0]: multiple providers specified"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refuses(List<String> row) {
        assertThat(RunPlan.of(run(row.getFirst(), ""), START)).isInstanceOfSatisfying(RunPlan.Stop.class, stop -> {
            assertThat(stop.why()).isEqualTo("Analysis spec invalid: " + row.getLast());
            assertThat(stop.status()).containsKeys("startedAt", "completedAt");
        });
    }

    @Test
    void anArgumentWithoutValueEndsTheRun() {
        assertThat(RunPlan.of(run("[{name: m, " + WEB + "}]", ", args: [{name: a}]"), START))
                .isInstanceOfSatisfying(
                        RunPlan.Stop.class,
                        stop -> assertThat(stop.why())
                                .isEqualTo("Unable to resolve metric arguments: argument \"a\" was not supplied"));
    }

    @Test
    void argumentsArePutIntoEveryTextAndSecretsAreNotKept() {
        var run = run(
                "[{name: m, count: '{{ args.n }}', interval: 1s, provider: {web: {url: 'http://{{args.host}}/', "
                        + "headers: [{key: k, value: '{{args.token}}'}]}}}]",
                ", args: [{name: n, value: '2'}, {name: host, valueFrom: {fieldRef: {fieldPath:"
                        + " \"metadata.labels['h']\"}}}, {name: token, valueFrom: {secretKeyRef: {name: s, key: k}}}]");
        var plan = (RunPlan.Measure) RunPlan.of(run, START);
        assertThat(plan.secrets()).containsExactly(new SecretValue("s", "k"));
        List<MetricSpec> metrics = RunPlan.resolved(run, Map.of(new SecretValue("s", "k"), "sw\"ordfish"));
        assertThat(Json.print(metrics.getFirst().tree()))
                .contains("\"count\":\"2\"", "http://host.example/", "sw\\\"ordfish");
        RunAssessment assessment = RunAssessment.of(
                run,
                metrics,
                Map.of("m", Measurement.error("cannot use sw\"ordfish", START, START)),
                new Redaction(List.of("sw\"ordfish")),
                START);
        assertThat(Json.print(assessment.status())).contains("cannot use *****").doesNotContain("ordfish");
    }

    @Test
    void terminationEndsARunThatGoesWell() {
        var run = run("[{name: m, interval: 10s, " + WEB + "}]", "");
        Played played = play(run, "s");
        KubeObject stopped = played.run().with(true, "spec", "terminate");
        RunAssessment end = assess(stopped, Map.of(), played.at());
        assertThat(Json.text(end.status(), "phase")).contains("Successful");
        assertThat(Json.text(end.status(), "message")).contains("Run Terminated");
    }

    @Test
    void aMetricInDryRunNeverCounts() {
        var run = run("[{name: m, " + WEB + "}]", ", dryRun: [{metricName: '*'}]");
        Played played = play(run, "f");
        Map<String, Object> status = Json.object(played.run().view(), "status");
        assertThat(Json.text(status, "phase")).contains("Successful");
        assertThat(Json.at(status, "dryRunSummary", "failed")).contains(1L);
        assertThat(Json.text(Json.list(status, "metricResults").getFirst(), "message"))
                .contains("Metric assessed Failed due to failed (1) > failureLimit (0)");
    }

    @Test
    void aFailedMetricStopsTheOthers() {
        var run = run("[{name: a, interval: 10s, " + WEB + "}, {name: b, " + WEB + "}]", "");
        RunAssessment first = assess(run, Map.of("a", measurement('s', START), "b", measurement('f', START)), START);
        assertThat(Json.text(first.status(), "phase")).contains("Running");
        KubeObject after = run.with(first.status(), "status");
        assertThat(((RunPlan.Measure) RunPlan.of(after, START.plusSeconds(60))).tasks())
                .isEmpty();
        RunAssessment second = assess(after, Map.of(), START.plusSeconds(60));
        assertThat(Json.text(second.status(), "phase")).contains("Failed");
    }

    @Test
    void onlyTheNewestMeasurementsAreKept() {
        Played played = play(run("[{name: m, interval: 1s, count: 12, " + WEB + "}]", ""), "ssssssssssss");
        Object result =
                Json.list(played.run().view(), "status", "metricResults").getFirst();
        assertThat(Json.list(result, "measurements")).hasSize(10);
        assertThat(Json.at(result, "successful")).contains(12L);
    }

    @Test
    void aCompletedRunExpires() {
        var run = run("[]", ", ttlStrategy: {secondsAfterCompletion: 60}")
                .with(Json.parse("{\"phase\":\"Error\",\"completedAt\":\"" + START + "\"}"), "status");
        assertThat(RunPlan.of(run, START.plusSeconds(60)))
                .isEqualTo(new RunPlan.Rest(java.util.Optional.of(START.plusSeconds(61))));
        assertThat(RunPlan.of(run, START.plusSeconds(61))).isEqualTo(new RunPlan.Delete());
    }

    private record Played(KubeObject run, Instant at, String left) {}

    private static Played play(KubeObject run, String script) {
        KubeObject here = run;
        Instant now = START;
        String left = script;
        for (int turn = 0; turn < 100; turn++) {
            if (!(RunPlan.of(here, now) instanceof RunPlan.Measure plan)) {
                break;
            }
            var taken = new LinkedHashMap<String, Measurement>();
            if (!plan.tasks().isEmpty()) {
                if (left.isEmpty()) {
                    break;
                }
                taken.put("m", measurement(left.charAt(0), now));
                left = left.substring(1);
            }
            RunAssessment assessment = assess(here, taken, now);
            here = here.with(assessment.status(), "status");
            if (assessment.next().isEmpty()) {
                break;
            }
            now = assessment.next().get();
        }
        return new Played(here, now, left);
    }

    private static RunAssessment assess(KubeObject run, Map<String, Measurement> taken, Instant now) {
        return RunAssessment.of(run, RunPlan.resolved(run, Map.of()), taken, Redaction.NOTHING, now);
    }

    private static Measurement measurement(char letter, Instant now) {
        return switch (letter) {
            case 's' -> Measurement.finished(AnalysisPhase.SUCCESSFUL, "", "1", now, now);
            case 'f' -> Measurement.finished(AnalysisPhase.FAILED, "", "0", now, now);
            case 'i' -> Measurement.finished(AnalysisPhase.INCONCLUSIVE, "", "?", now, now);
            default -> Measurement.error("boom", now, now);
        };
    }

    private static KubeObject run(String metrics, String more) {
        return KubeObject.of(Json.asObject(
                Yaml.parse("{metadata: {name: r, namespace: p, labels: {h: host.example}}, spec: {metrics: " + metrics
                        + more + "}}")));
    }
}
