package dev.supercargo.app;

import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.decisions.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a component's machinery is asked by `/livez` and `/readyz`.
public enum MachineryCheck {
    /// Work is due and none is done: a restart helps.
    QUEUES("queues", Weight.LIFE),
    /// A call to the outside is beyond any deadline, and was not to be cancelled: a restart helps.
    CALLS("calls", Weight.LIFE),
    /// A watch brings nothing: what the component sees may be old.
    WATCHES("watches", Weight.READINESS),
    /// Turns over some objects are refused or fail; all others go on.
    TURNS("turns", Weight.TOLD);

    /// What it means when a check fails.
    public enum Weight {
        /// The process is neither alive nor ready.
        LIFE,
        /// The process is not ready.
        READINESS,
        /// It is only told.
        TOLD
    }

    private final String word;
    private final Weight weight;

    MachineryCheck(String word, Weight weight) {
        this.word = word;
        this.weight = weight;
    }

    /// Its name.
    public String word() {
        return word;
    }

    /// What it means when it fails.
    public Weight weight() {
        return weight;
    }

    /// What is wrong, in words; empty where all is well.
    public Optional<String> wrong(Machinery part, Instant now) {
        List<Problem> problems = switch (this) {
            case QUEUES -> part.stuck(now);
            case CALLS -> part.lasting(now);
            case WATCHES -> part.silent(now);
            case TURNS -> part.troubles();
        };
        return Optional.of(problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")))
                .filter(words -> !words.isEmpty());
    }
}
