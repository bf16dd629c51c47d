package dev.supercargo.decisions.steps;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The shared state of a Promotion: alias to output (controllers.md 13.2, rule 8).
public final class Outputs {
    private Outputs() {}

    /// The state after a step's run: its output takes the place of the earlier one even where it is `null`.
    ///
    /// @param propagates whether the keys also show under the step's task
    public static Map<String, Object> with(
            Map<String, Object> state, String alias, @Nullable Object output, boolean propagates) {
        Map<String, Object> next = Json.copy(state);
        Json.putNullable(next, alias, Json.copyOf(output));
        String task = StepAlias.task(alias);
        if (propagates && !task.isEmpty()) {
            Object before = next.get(task);
            Map<String, Object> shared = before instanceof Map<?, ?> ? Json.asObject(before) : new LinkedHashMap<>();
            if (output instanceof Map<?, ?>) {
                Json.asObject(Json.copyOf(output)).forEach((key, value) -> Json.putNullable(shared, key, value));
            }
            next.put(task, shared);
        }
        return next;
    }
}
