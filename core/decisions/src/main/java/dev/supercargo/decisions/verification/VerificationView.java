package dev.supercargo.decisions.verification;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.util.List;
import java.util.Optional;

/// What the decision about a verification looks at.
///
/// @param status the Stage's status as it is by now, within the turn
/// @param enabled whether anybody carries AnalysisRuns out
/// @param runs the AnalysisRuns of the Stage
public record VerificationView(Stage stage, StageStatus status, boolean enabled, List<AnalysisRun> runs) {
    public VerificationView {
        runs = List.copyOf(runs);
    }

    Optional<VerificationInfo> newest() {
        return status.currentFreight().flatMap(VerificationView::newestOf);
    }

    static Optional<VerificationInfo> newestOf(FreightCollection collection) {
        return collection.verificationHistory().stream().findFirst();
    }

    /// Whether an entry will not change any more; an empty or unknown phase may.
    static boolean isOver(VerificationInfo entry) {
        return VerificationPhase.isTerminal(entry.phase());
    }

    boolean healthy() {
        var health = status.health();
        return health != null && health.status().equals("Healthy");
    }

    /// The request to verify again, whichever verification it names.
    Optional<ActorRequest> reverify() {
        return request(Annotations.REVERIFY);
    }

    /// The request to verify again, where it names the newest entry.
    Optional<ActorRequest> reverifyNewest() {
        return reverify().filter(this::namesNewest);
    }

    /// The request to abort, where it names the newest entry.
    Optional<ActorRequest> abortNewest() {
        return request(Annotations.ABORT).filter(this::namesNewest);
    }

    Optional<PromotionReference> lastPromotion() {
        return Optional.ofNullable(status.lastPromotion());
    }

    Optional<AnalysisRun> run(ObjectKey key) {
        return runs.stream().filter(run -> run.metadata().key().equals(key)).findFirst();
    }

    private boolean namesNewest(ActorRequest request) {
        return newest().filter(entry -> entry.id().equals(request.subject())).isPresent();
    }

    private Optional<ActorRequest> request(String annotation) {
        String value = stage.metadata().annotation(annotation);
        return value.isEmpty() ? Optional.empty() : ActorRequest.parse(ActorRequest.Form.VERIFICATION, value);
    }
}
