package dev.supercargo.decisions.stage;

import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The last turn of a Stage that is being deleted: its marks and runs go first, then the finalizer (controllers.md
/// 7.9).
final class Farewell {
    private Farewell() {}

    static StageDecision of(StageView view) {
        if (!view.stage().metadata().hasFinalizer()) {
            return StageDecision.nothing(view);
        }
        var effects = new ArrayList<StageEffect>();
        for (Freight piece : view.supply().freight()) {
            if (bearsMark(piece.status(), view.name())) {
                effects.add(new StageEffect.MarkFreight(piece.metadata().name(), new FreightMark.Forgotten()));
            }
        }
        if (view.analysis().enabled()) {
            effects.add(new StageEffect.DeleteAnalysisRuns());
        }
        effects.add(new StageEffect.RemoveFinalizer());
        StageStep step =
                StageStep.of("error handling deletion of Stage: ", view.stage().status(), effects, Optional.empty());
        return new StageDecision(view, StageDecision.Kind.FRAME, List.of(step), Optional.empty(), false);
    }

    private static boolean bearsMark(FreightStatus status, String stage) {
        return status.currentlyIn().containsKey(stage)
                || status.verifiedIn().containsKey(stage)
                || status.approvedFor().containsKey(stage);
    }
}
