package dev.supercargo.decisions.steps;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How one step of a Promotion went so far: an entry of `status.stepExecutionMetadata`.
public record StepRecord(
        String alias,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        int errorCount,
        StepStatus status,
        String message,
        boolean continueOnError) {
    /// The record of a step that has just been reached.
    public static StepRecord reached(String alias, boolean continueOnError) {
        return new StepRecord(alias, Optional.empty(), Optional.empty(), 0, StepStatus.NONE, "", continueOnError);
    }

    /// Reads a wire entry, leniently.
    public static StepRecord read(Map<String, Object> tree) {
        return new StepRecord(
                Json.text(tree, "alias").orElse(""),
                Json.text(tree, "startedAt").flatMap(KubeObject::instant),
                Json.text(tree, "finishedAt").flatMap(KubeObject::instant),
                Json.at(tree, "errorCount").orElse(0L) instanceof Number n ? n.intValue() : 0,
                Json.text(tree, "status").flatMap(StepStatus::parse).orElse(StepStatus.NONE),
                Json.text(tree, "message").orElse(""),
                Json.at(tree, "continueOnError").orElse(false).equals(true));
    }

    /// The wire entry.
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("alias", alias);
        startedAt.ifPresent(at -> tree.put("startedAt", at.toString()));
        finishedAt.ifPresent(at -> tree.put("finishedAt", at.toString()));
        if (errorCount > 0) {
            tree.put("errorCount", (long) errorCount);
        }
        if (status != StepStatus.NONE) {
            tree.put("status", status.word());
        }
        if (!message.isEmpty()) {
            tree.put("message", message);
        }
        if (continueOnError) {
            tree.put("continueOnError", true);
        }
        return tree;
    }

    /// Begun at that moment, with no errors so far.
    public StepRecord started(Instant at) {
        return new StepRecord(alias, Optional.of(at), finishedAt, 0, status, message, continueOnError);
    }

    /// Ended at that moment.
    public StepRecord finished(StepStatus how, String why, Instant at) {
        return new StepRecord(alias, startedAt, Optional.of(at), errorCount, how, why, continueOnError);
    }

    /// Standing so, with neither beginning nor end changed.
    public StepRecord standing(StepStatus how, String why) {
        return new StepRecord(alias, startedAt, finishedAt, errorCount, how, why, continueOnError);
    }

    StepRecord withErrors(int count) {
        return new StepRecord(alias, startedAt, finishedAt, count, status, message, continueOnError);
    }

    /// Whether it counts as a failure of the Promotion so far.
    public boolean countsAsFailure() {
        return status.isFailure() && !continueOnError;
    }
}
