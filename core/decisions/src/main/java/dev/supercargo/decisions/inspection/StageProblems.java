package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.stage.AutoPromotion;
import dev.supercargo.decisions.stage.StageExplanation;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.AnalysisRunReference;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.Stage;
import dev.supercargo.model.VerificationInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The problems of one Stage: what its conditions say, what the explanation says of auto-promotion, and silence.
final class StageProblems {
    private final ProjectPicture project;
    private final Stage stage;
    private final Instant now;
    private final Finding finding;

    StageProblems(ProjectPicture project, Stage stage, Instant now) {
        this.project = project;
        this.stage = stage;
        this.now = now;
        this.finding = Finding.byController(Kinds.STAGE, stage.metadata());
    }

    List<Problem> list() {
        var found = new ArrayList<Problem>();
        List<Condition> conditions = stage.status().conditions();
        found.addAll(finding.silence(!conditions.isEmpty(), stage.status().lastHandledRefresh(), now));
        if (stage.metadata().isTerminating()) {
            return found;
        }
        found.addAll(finding.audited(conditions));
        Condition.find(conditions, "Ready")
                .filter(condition -> condition.status().equals("False"))
                .ifPresent(condition -> found.addAll(notReady(condition)));
        Condition.find(conditions, "Healthy")
                .filter(condition ->
                        condition.status().equals("False") && condition.reason().equals("Unhealthy"))
                .ifPresent(condition ->
                        found.addAll(finding.told(ProblemCode.UNHEALTHY, "find the Stage healthy", condition)));
        Condition.find(conditions, "Verified")
                .filter(condition ->
                        condition.status().equals("False") || condition.reason().equals("VerificationInconclusive"))
                .filter(condition -> condition.reason().startsWith("Verification"))
                .ifPresent(condition -> found.add(finding.ended(
                        ProblemCode.VERIFICATION_FAILED,
                        "verify the Stage's Freight",
                        condition.message(),
                        condition.lastTransitionTime())));
        found.addAll(verifications());
        found.addAll(autoPromotion());
        return found;
    }

    private List<Problem> notReady(Condition ready) {
        return switch (ready.reason()) {
            case "LastPromotionFailed", "LastPromotionErrored" -> {
                PromotionReference last = stage.status().lastPromotion();
                Instant ended =
                        last == null || last.finishedAt() == null ? ready.lastTransitionTime() : last.finishedAt();
                String name = last == null ? "" : " (Promotion " + GoText.quote(last.name()) + ")";
                yield List.of(finding.ended(
                        ProblemCode.LAST_ATTEMPT_FAILED, "promote to the Stage" + name, ready.message(), ended));
            }
            case "ReconcileError" -> finding.told(failed(ready.message()), "finish a turn over the Stage", ready);
            case "FreightRetrievalFailed" -> finding.told(failed(ready.message()), "list Freight for the Stage", ready);
            case "FreightVerificationFailed" -> finding.told(ProblemCode.RECONCILE_FAILED, "pass Freight on", ready);
            default -> List.of();
        };
    }

    private static ProblemCode failed(String message) {
        if (message.contains("error checking auto-promotion policy")) {
            return ProblemCode.POLICY_UNUSABLE;
        }
        boolean noWarehouse = message.contains("Warehouse \"") && message.contains(" not found in namespace ");
        return noWarehouse ? ProblemCode.WAREHOUSE_MISSING : ProblemCode.RECONCILE_FAILED;
    }

    /// Verifications that have begun and that nobody runs.
    private List<Problem> verifications() {
        if (project.runs().isEmpty()) {
            return List.of();
        }
        return stage.status().currentFreight().stream()
                .flatMap(held -> held.verificationHistory().stream().limit(1))
                .filter(entry -> !entry.isTerminal())
                .flatMap(entry -> stalled(entry).stream())
                .toList();
    }

    private Optional<Problem> stalled(VerificationInfo entry) {
        AnalysisRunReference reference = entry.analysisRun();
        Instant begun = entry.startTime();
        if (reference == null || begun == null || !Finding.isOver(begun, now)) {
            return Optional.empty();
        }
        Optional<AnalysisRun> run = project.runs().flatMap(known -> Optional.ofNullable(known.get(reference.name())));
        boolean runs = run.filter(found -> !found.status().phase().isEmpty()).isPresent();
        String what = "AnalysisRun " + GoText.quote(reference.name())
                + (run.isPresent() ? " was created and nobody has begun to run it" : " is gone");
        return runs
                ? Optional.empty()
                : Optional.of(
                        finding.problem(ProblemCode.VERIFICATION_STALLED, "verify the Stage's Freight", what, begun));
    }

    private List<Problem> autoPromotion() {
        if (stage.spec().isControlFlow()) {
            return List.of();
        }
        return StageExplanation.of(project.view(stage), now).origins().stream()
                .flatMap(origin -> stuck(origin.answered()).stream())
                .toList();
    }

    private List<Problem> stuck(StageExplanation.Answered answered) {
        Instant since = answered.since().orElse(now);
        return switch (answered.answer()) {
            case AutoPromotion.Refused refused ->
                finding.told(
                        ProblemCode.ADMISSION_DENIED,
                        wish(refused.freight()),
                        refused.refusal().sentence(),
                        since,
                        answered.next());
            case AutoPromotion.LastAttemptFailed failed ->
                List.of(finding.problem(
                        ProblemCode.LAST_ATTEMPT_FAILED, wish(failed.freight()), failed.sentence(), since));
            case AutoPromotion.Overdue overdue ->
                List.of(finding.problem(ProblemCode.OVERDUE, wish(overdue.freight()), overdue.sentence(), since));
            case AutoPromotion.Promote _,
                    AutoPromotion.Current _,
                    AutoPromotion.Held _,
                    AutoPromotion.InFlight _,
                    AutoPromotion.Soaking _,
                    AutoPromotion.UpstreamNotVerified _,
                    AutoPromotion.NotApproved _,
                    AutoPromotion.UpstreamUnclear _,
                    AutoPromotion.NoFreight _,
                    AutoPromotion.PolicyOff _,
                    AutoPromotion.Superseded _,
                    AutoPromotion.NotUpstream _,
                    AutoPromotion.PassedOn _,
                    AutoPromotion.Undecided _ -> List.of();
        };
    }

    private static String wish(String freight) {
        return "promote Freight " + GoText.quote(freight) + " automatically";
    }
}
