package dev.supercargo.decisions.steps;

/// The names under which steps are known: `as`, else `step-<n>`; `task::step` inside a task
/// (controllers.md 13.1).
public final class StepAlias {
    /// Stands between a task's alias and its step's.
    public static final String SEPARATOR = "::";

    private StepAlias() {}

    /// A step's alias.
    ///
    /// @param as the name that the step gives itself, empty for none
    /// @param index its place, counted from 0
    public static String of(String as, int index) {
        return as.isEmpty() ? "step-" + (index + 1) : as;
    }

    /// The alias of a reference to a task.
    ///
    /// @param as the name that the reference gives itself, empty for none
    /// @param index its place, counted from 0
    public static String ofTask(String as, int index) {
        return as.isEmpty() ? "task-" + (index + 1) : as;
    }

    /// The task of an alias with exactly one separator, else empty.
    public static String task(String alias) {
        int at = alias.indexOf(SEPARATOR);
        boolean one = at >= 0 && alias.indexOf(SEPARATOR, at + SEPARATOR.length()) < 0;
        return one ? alias.substring(0, at) : "";
    }
}
