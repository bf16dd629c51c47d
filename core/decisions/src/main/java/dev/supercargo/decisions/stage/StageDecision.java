package dev.supercargo.decisions.stage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a Stage turn does: steps in order, and when to look again. The effects are performed in order ([#effects]);
/// what
/// became of them makes the [Conclusion].
///
/// @param kind what the turn is about
/// @param next when to look again if all goes well
/// @param waiting whether a Promotion waits for the next turn, which then comes at once
public record StageDecision(StageView view, Kind kind, List<StageStep> steps, Optional<Instant> next, boolean waiting) {
    /// What a turn is about.
    public enum Kind {
        /// Nothing is to be done, and nothing is written.
        NOTHING,
        /// Only the Stage's coming or going; its status stays.
        FRAME,
        /// A whole pass of a Stage that promotes.
        PASS,
        /// A whole pass of a Stage that only passes Freight on.
        CONTROL_FLOW
    }

    public StageDecision {
        steps = List.copyOf(steps);
    }

    /// Decides the turn of a Stage of either kind.
    public static StageDecision decide(StageView view, Instant now) {
        return view.stage().spec().isControlFlow()
                ? ControlFlowStage.decide(view, now)
                : RegularStage.decide(view, now);
    }

    static StageDecision nothing(StageView view) {
        return new StageDecision(view, Kind.NOTHING, List.of(), Optional.empty(), false);
    }

    /// Everything to do, in order.
    public List<StageEffect> effects() {
        return steps.stream().flatMap(step -> step.effects().stream()).toList();
    }

    /// What the turn comes to.
    ///
    /// @param outcomes what became of each effect, in the order of [#effects]
    public Conclusion conclude(List<Outcome> outcomes, Instant now) {
        return Conclusion.of(this, outcomes, now);
    }
}
