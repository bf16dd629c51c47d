package dev.supercargo.model;

import java.util.Set;

/// The phases of a verification, as the wire writes them.
public final class VerificationPhase {
    public static final String PENDING = "Pending";
    public static final String RUNNING = "Running";
    public static final String SUCCESSFUL = "Successful";
    public static final String FAILED = "Failed";
    public static final String ERROR = "Error";
    public static final String ABORTED = "Aborted";
    public static final String INCONCLUSIVE = "Inconclusive";

    private static final Set<String> TERMINAL = Set.of(SUCCESSFUL, FAILED, ERROR, ABORTED, INCONCLUSIVE);

    private VerificationPhase() {}

    /// Whether a verification does not leave this phase.
    public static boolean isTerminal(String phase) {
        return TERMINAL.contains(phase);
    }
}
