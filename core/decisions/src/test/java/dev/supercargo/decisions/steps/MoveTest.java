package dev.supercargo.decisions.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.steps.StepAnswer.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MoveTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RetryPolicy TWICE = new RetryPolicy(2, Optional.empty());
    private static final RetryPolicy HURRIED = new RetryPolicy(9, Optional.of(Duration.ofMinutes(1)));

    /// @param expected kind of move, status and message afterwards
    record Row(String rule, StepAnswer answer, RetryPolicy policy, int minute, String expected) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("success ends the step", said("Succeeded", "fine"), TWICE, 0, "Advance Succeeded fine"),
                new Row("so does skipping itself", said("Skipped", ""), TWICE, 0, "Advance Skipped "),
                new Row("a rule that says no ends it", failed(true), TWICE, 0, "Advance Failed step \"a\": no"),
                new Row(
                        "a terminal error ends it",
                        errored(true),
                        TWICE,
                        0,
                        "Advance Errored an unrecoverable error occurred: error running step \"a\": no"),
                new Row(
                        "an error below the threshold is tried again",
                        errored(false),
                        TWICE,
                        0,
                        "Retry Errored error running step \"a\": no; step will be retried"),
                new Row(
                        "one try is the default",
                        errored(false),
                        RetryPolicy.ONCE,
                        0,
                        "Advance Errored step \"a\" met error threshold of 1: error running step \"a\": no"),
                new Row(
                        "retries end with the time",
                        errored(false),
                        HURRIED,
                        2,
                        "Advance Errored step \"a\" timed out after 1m0s"),
                new Row("running waits", said("Running", "soon"), HURRIED, 1, "Wait Running soon"),
                new Row(
                        "but not for ever",
                        said("Running", "soon"),
                        HURRIED,
                        2,
                        "Advance Errored step \"a\" timed out after 1m0s"),
                new Row("success counts even after the time", said("Succeeded", ""), HURRIED, 2, "Advance Succeeded "),
                new Row("failed without an error is failed", said("Failed", "no"), TWICE, 0, "Advance Failed no"),
                new Row("what is not there yet waits", notYet(), TWICE, 0, "Wait Failed "),
                new Row(
                        "an unknown word ends it",
                        said("Done", ""),
                        TWICE,
                        0,
                        "Advance Errored step \"a\" returned an invalid status: Done"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decides(Row row) {
        Move move = Move.after(
                row.answer(),
                StepRecord.reached("a", false).started(START),
                row.policy(),
                START.plus(Duration.ofMinutes(row.minute())));
        StepRecord after = move.record();
        assertThat(move.getClass().getSimpleName() + " " + after.status().word() + " " + after.message())
                .isEqualTo(row.expected());
        assertThat(after.finishedAt().isPresent()).isEqualTo(move instanceof Move.Advance);
    }

    /// Whatever steps answer, the machine ends within its threshold or its time.
    @Test
    void everyStepEnds() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<StepAnswer> answers =
                List.of(said("Running", ""), errored(false), failed(false), notYet(), said("Aborted", ""));
        for (int i = 0; i < 500; i++) {
            StepRecord record = StepRecord.reached("a", false).started(START);
            boolean ended = false;
            for (int minute = 0; minute < 12 && !ended; minute++) {
                Move move = Move.after(
                        answers.get(random.nextInt(answers.size())),
                        record,
                        new RetryPolicy(3, Optional.of(Duration.ofMinutes(10))),
                        START.plus(Duration.ofMinutes(minute)));
                record = move.record();
                ended = move instanceof Move.Advance;
            }
            assertThat(ended).as("seed %d", seed).isTrue();
            assertThat(record.errorCount()).as("seed %d", seed).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest(name = "wish {0}, timeout {1}, begun {2} ago: {3}")
    @CsvSource({
        ",,,PT5M",
        "PT1S,,,PT10S",
        "PT30S,,,PT30S",
        ",PT10M,PT9M,PT1M",
        "PT2M,PT10M,PT9M,PT1M",
        "PT30S,PT10M,PT1M,PT30S",
        "PT10S,PT5M,PT4M55S,PT5S",
        "PT20M,,,PT20M",
        ",PT10M,PT11M,PT0S",
        ",PT-1S,PT1M,PT5M",
    })
    void looksAgain(String wish, String timeout, String ago, Duration expected) {
        assertThat(CheckAgain.after(duration(wish), duration(ago).map(START::minus), duration(timeout), START))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', Succeeded",
        "Succeeded Succeeded, Succeeded",
        "Skipped Skipped, Succeeded",
        "Succeeded Failed Skipped, Failed",
        "Failed Errored, Errored",
        "Errored! Succeeded, Succeeded",
        "Aborted Succeeded, Aborted",
        "Running, Errored",
    })
    void concludes(String statuses, String phase) {
        List<StepRecord> records = Stream.of(statuses.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> StepRecord.reached(word, word.endsWith("!"))
                        .standing(StepStatus.parse(word.replace("!", "")).orElseThrow(), ""))
                .toList();
        assertThat(Conclusion.of(records).phase()).isEqualTo(phase);
    }

    private static Optional<Duration> duration(String text) {
        return Optional.ofNullable(text).map(Duration::parse);
    }

    private static StepAnswer said(String status, String message) {
        return new StepAnswer(status, message, null, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    private static StepAnswer failed(boolean terminal) {
        return fault("Failed", terminal);
    }

    private static StepAnswer errored(boolean terminal) {
        return fault("Errored", terminal);
    }

    private static StepAnswer fault(String status, boolean terminal) {
        var fault = Optional.of(new Fault("no", terminal));
        return new StepAnswer(status, "", null, fault, false, Optional.empty(), Optional.empty());
    }

    private static StepAnswer notYet() {
        return new StepAnswer("Failed", "", null, Optional.empty(), true, Optional.empty(), Optional.empty());
    }
}
