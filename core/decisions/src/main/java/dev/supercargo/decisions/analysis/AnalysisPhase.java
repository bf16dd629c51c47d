package dev.supercargo.decisions.analysis;

/// How far a run, a metric or a measurement has come.
public enum AnalysisPhase {
    /// Nobody has looked at it yet.
    NONE(""),
    PENDING("Pending"),
    RUNNING("Running"),
    SUCCESSFUL("Successful"),
    INCONCLUSIVE("Inconclusive"),
    ERROR("Error"),
    FAILED("Failed");

    private final String word;

    AnalysisPhase(String word) {
        this.word = word;
    }

    /// The word that a status holds.
    public String word() {
        return word;
    }

    /// The phase of a word; what nobody knows counts as not looked at.
    public static AnalysisPhase parse(String word) {
        for (AnalysisPhase phase : values()) {
            if (phase.word.equals(word)) {
                return phase;
            }
        }
        return NONE;
    }

    /// Whether it will not change any more.
    public boolean completed() {
        return compareTo(SUCCESSFUL) >= 0;
    }

    /// Whether it ended, and not well: such a metric ends the whole run.
    boolean spoils() {
        return compareTo(INCONCLUSIVE) >= 0;
    }
}
