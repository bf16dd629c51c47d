package dev.supercargo.decisions.steps;

import dev.supercargo.meta.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one run of a step answered.
///
/// @param status the word of a [StepStatus]; a foreign runner may say anything
/// @param message the step's own words, apart from an error
/// @param output JSON-like, or `null` for none
/// @param error what went wrong, if anything did
/// @param tryAgain the answer is not there yet: the step is run again whatever its status says, and that is no error
/// @param checkAgain after how long a step that is still running wishes to be looked at
/// @param healthCheck a health check to register (`uses`, `config`)
public record StepAnswer(
        String status,
        String message,
        @Nullable Object output,
        Optional<Fault> error,
        boolean tryAgain,
        Optional<Duration> checkAgain,
        Optional<Map<String, Object>> healthCheck) {
    /// An error in words; a terminal one is not worth another try.
    public record Fault(String text, boolean terminal) {}

    /// A status and nothing else.
    public static StepAnswer of(StepStatus status) {
        return new StepAnswer(status.word(), "", null, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /// The answer as a tree that [#read] understands (for a journal; without the wish to be looked at again).
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("status", status);
        tree.put("message", message);
        Json.putNullable(tree, "output", output);
        error.ifPresent(fault -> {
            tree.put("error", fault.text());
            tree.put("terminal", fault.terminal());
        });
        healthCheck.ifPresent(check -> tree.put("healthCheck", check));
        return tree;
    }

    /// See [#tree].
    public static StepAnswer read(Map<String, Object> tree) {
        boolean terminal = Json.at(tree, "terminal").orElse(false).equals(true);
        return new StepAnswer(
                Json.text(tree, "status").orElse(""),
                Json.text(tree, "message").orElse(""),
                tree.get("output"),
                Json.text(tree, "error").map(text -> new Fault(text, terminal)),
                false,
                Optional.empty(),
                Json.at(tree, "healthCheck").map(Json::asObject));
    }
}
