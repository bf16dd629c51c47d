package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.problem.Problem;
import java.time.Instant;
import java.util.List;

/// Where problems come from that objects' conditions do not tell.
@FunctionalInterface
public interface ProblemSource {
    /// The problems now. Must be quick, or be asked seldom.
    List<Problem> problems(Instant now);

    /// Calls whenever they may have changed, where the source knows; must be quick.
    default void onChange(Runnable listener) {}
}
