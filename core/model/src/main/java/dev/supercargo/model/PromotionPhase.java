package dev.supercargo.model;

import java.util.Set;

/// The phases of a Promotion (and of a PromotionRequest), as the wire writes them.
public final class PromotionPhase {
    public static final String PENDING = "Pending";
    public static final String RUNNING = "Running";
    public static final String SUCCEEDED = "Succeeded";
    public static final String FAILED = "Failed";
    public static final String ERRORED = "Errored";
    public static final String ABORTED = "Aborted";

    private static final Set<String> TERMINAL = Set.of(SUCCEEDED, FAILED, ERRORED, ABORTED);

    private PromotionPhase() {}

    /// Whether a Promotion does not leave this phase; an empty or unknown one is not terminal.
    public static boolean isTerminal(String phase) {
        return TERMINAL.contains(phase);
    }
}
