package dev.supercargo.decisions.health;

import java.util.Optional;

/// How something fares, from best to worst: of several the worst counts (controllers.md 10.2).
public enum HealthState {
    HEALTHY("Healthy"),
    NOT_APPLICABLE("NotApplicable"),
    PROGRESSING("Progressing"),
    UNKNOWN("Unknown"),
    UNHEALTHY("Unhealthy");

    private final String word;

    HealthState(String word) {
        this.word = word;
    }

    /// The word that `status.health.status` holds.
    public String word() {
        return word;
    }

    /// The state of that word, or empty where no state is called so.
    public static Optional<HealthState> parse(String word) {
        for (HealthState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /// The worse of two.
    HealthState or(HealthState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
