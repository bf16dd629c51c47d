package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One look at a metric: what was seen (`value`), what it amounts to, and, while it is unfinished, when to look again.
public record Measurement(
        AnalysisPhase phase,
        String message,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String value,
        Map<String, String> metadata,
        Optional<Instant> resumeAt) {
    public Measurement {
        metadata = Map.copyOf(metadata);
        startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
        finishedAt = finishedAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        resumeAt = resumeAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    }

    /// A measurement that is over.
    public static Measurement finished(
            AnalysisPhase phase, String message, String value, Instant startedAt, Instant finishedAt) {
        return new Measurement(phase, message, startedAt, Optional.of(finishedAt), value, Map.of(), Optional.empty());
    }

    /// A measurement that could not be taken.
    public static Measurement error(String message, Instant startedAt, Instant finishedAt) {
        return finished(AnalysisPhase.ERROR, message, "", startedAt, finishedAt);
    }

    static Measurement parse(Object tree) {
        var metadata = new LinkedHashMap<String, String>();
        Json.object(tree, "metadata").forEach((key, value) -> metadata.put(key, String.valueOf(value)));
        return new Measurement(
                AnalysisPhase.parse(Json.text(tree, "phase").orElse("")),
                Json.text(tree, "message").orElse(""),
                time(tree, "startedAt").orElse(Instant.EPOCH),
                time(tree, "finishedAt"),
                Json.text(tree, "value").orElse(""),
                metadata,
                time(tree, "resumeAt"));
    }

    Measurement with(AnalysisPhase newPhase, String newMessage) {
        return new Measurement(newPhase, newMessage, startedAt, finishedAt, value, metadata, resumeAt);
    }

    Measurement finishedBy(Instant now) {
        return finishedAt.isPresent() || !phase.completed()
                ? this
                : new Measurement(phase, message, startedAt, Optional.of(now), value, metadata, resumeAt);
    }

    Measurement redacted(Redaction secrets) {
        var clean = new LinkedHashMap<String, String>();
        metadata.forEach((key, text) -> clean.put(key, secrets.of(text)));
        return new Measurement(
                phase, secrets.of(message), startedAt, finishedAt, secrets.ofValue(value), clean, resumeAt);
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("phase", phase.word());
        if (!message.isEmpty()) {
            tree.put("message", message);
        }
        if (startedAt.isAfter(Instant.EPOCH)) {
            tree.put("startedAt", startedAt.toString());
        }
        finishedAt.ifPresent(at -> tree.put("finishedAt", at.toString()));
        if (!value.isEmpty()) {
            tree.put("value", value);
        }
        if (!metadata.isEmpty()) {
            tree.put("metadata", new LinkedHashMap<String, Object>(metadata));
        }
        resumeAt.ifPresent(at -> tree.put("resumeAt", at.toString()));
        return tree;
    }

    static Optional<Instant> time(Object tree, String field) {
        return Json.text(tree, field).flatMap(KubeObject::instant);
    }
}
