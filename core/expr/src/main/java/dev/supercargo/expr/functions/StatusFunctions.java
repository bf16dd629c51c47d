package dev.supercargo.expr.functions;

import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `always`, `success`, `failure` and `status` (expressions.md C.5).
public final class StatusFunctions {
    private static final String SEPARATOR = "::";

    /// What is known of a step.
    ///
    /// @param status `Running`, `Succeeded`, `Skipped`, `Aborted`, `Failed`, `Errored`, or empty
    public record Step(String alias, String status, boolean continueOnError) {
        boolean counts() {
            return !continueOnError && (status.equals("Failed") || status.equals("Errored"));
        }
    }

    private StatusFunctions() {}

    /// The functions.
    ///
    /// @param steps what is recorded so far
    /// @param alias of the step that asks; within a task it sees the steps of that task only
    public static List<HostFunction> of(List<Step> steps, String alias) {
        boolean failed = steps.stream().anyMatch(Step::counts);
        return List.of(
                HostFunction.of("always", Signature.of(Type.BOOL), _ -> true),
                HostFunction.of("success", Signature.of(Type.BOOL), _ -> !failed),
                HostFunction.of("failure", Signature.of(Type.BOOL), _ -> failed),
                HostFunction.of("status", Signature.of(Type.STRING, Type.STRING), in -> status(steps, alias, in)));
    }

    private static String status(List<Step> steps, String asking, List<@Nullable Object> in) {
        String name = Arguments.text(in);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("argument must not be empty");
        }
        int task = asking.indexOf(SEPARATOR);
        if (task < 0 && name.contains(SEPARATOR)) {
            return "";
        }
        String alias = task < 0 ? name : asking.substring(0, task) + SEPARATOR + name;
        return steps.stream()
                .filter(step -> step.alias().equals(alias))
                .map(Step::status)
                .findFirst()
                .orElse("");
    }
}
