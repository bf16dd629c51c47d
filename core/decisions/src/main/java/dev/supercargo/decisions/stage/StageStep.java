package dev.supercargo.decisions.stage;

import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import java.util.List;
import java.util.Optional;

/// One step of a Stage turn: what to do, and the status once that is done. A step whose effect or whose own working
/// failed
/// ends the turn; the status of a later step then never comes true.
///
/// @param prefix what its errors begin with
/// @param error why it cannot be completed, found while deciding; its effects are performed all the same
/// @param answers what auto-promotion does about each origin, in the step that decides it
/// @param concluded the verification that comes to its end in this step
public record StageStep(
        String prefix,
        StageStatus status,
        List<StageEffect> effects,
        Optional<String> error,
        List<AutoPromotion> answers,
        Optional<VerificationInfo> concluded) {
    public StageStep {
        effects = List.copyOf(effects);
        answers = List.copyOf(answers);
    }

    static StageStep of(String prefix, StageStatus status, List<StageEffect> effects, Optional<String> error) {
        return new StageStep(prefix, status, effects, error, List.of(), Optional.empty());
    }
}
