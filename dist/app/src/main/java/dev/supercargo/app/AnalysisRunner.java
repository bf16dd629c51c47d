package dev.supercargo.app;

import java.util.Map;

/// Who carries out AnalysisRuns (verification.md 2).
public enum AnalysisRunner {
    /// Our own runner.
    BUILTIN,
    /// An Argo Rollouts controller beside us.
    ROLLOUTS,
    /// Nobody: verifications by analysis are refused.
    OFF;

    /// As the environment variable `ANALYSIS_RUNNER` says; our own runner where it says nothing.
    ///
    /// @throws UserError where it says something else
    public static AnalysisRunner of(Map<String, String> environment) {
        String word = environment.getOrDefault("ANALYSIS_RUNNER", "builtin");
        return switch (word) {
            case "builtin" -> BUILTIN;
            case "rollouts" -> ROLLOUTS;
            case "off" -> OFF;
            default ->
                throw new UserError(
                        "ANALYSIS_RUNNER is \"" + word + "\"; set it to builtin, rollouts or off, or leave it out");
        };
    }
}
