package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Freight;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds up, step by step, what became of the effects of a turn. Used by one [Conclusion] only; not
/// shared.
final class Ledger {
    private final StageView view;
    private final Instant seconds;
    private final List<Announcement> announcements = new ArrayList<>();
    private final List<AutoPromotion> answers = new ArrayList<>();
    private StageStatus status;
    private Optional<Failure> error = Optional.empty();
    private Optional<VerificationInfo> amended = Optional.empty();
    private int failures;

    Ledger(StageView view, Instant now) {
        this.view = view;
        this.seconds = now.truncatedTo(ChronoUnit.SECONDS);
        this.status = view.stage().status();
    }

    /// Enters a step that all steps before allowed.
    void enter(StageStep step, List<Outcome> outcomes) {
        status = step.status();
        answers.addAll(step.answers());
        Optional<VerificationInfo> concluded = step.concluded();
        for (int i = 0; i < outcomes.size() && error.isEmpty(); i++) {
            StageEffect effect = step.effects().get(i);
            Optional<VerificationInfo> corrected = corrected(effect, outcomes.get(i));
            if (corrected.isPresent()) {
                amended = corrected;
                concluded = corrected.filter(entry -> VerificationPhase.isTerminal(entry.phase()));
            }
            enter(step.prefix(), effect, outcomes.get(i));
        }
        amended.ifPresent(entry ->
                status = VerificationPhases.entered(status, entry, RegularStage.conditions(view.stage(), seconds)));
        concluded.ifPresent(entry -> announcements.addAll(StageEvents.verified(view, status, entry)));
        if (error.isEmpty()) {
            error = step.error().map(why -> new Failure.Transient(step.prefix() + why));
        }
        if (error.isPresent() && step.answers().isEmpty()) {
            answers.add(new AutoPromotion.Undecided(error.get().what()));
        }
    }

    private void enter(String prefix, StageEffect effect, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> told(effect);
            case Outcome.Created(var object) -> created(effect, object);
            case Outcome.AlreadyThere _, Outcome.NotTried _, Outcome.Impossible _ -> {}
            case Outcome.Failed(var failure) -> failed(prefix, effect, failure);
        }
    }

    private void told(StageEffect effect) {
        boolean passing = view.stage().spec().isControlFlow();
        if (passing && effect instanceof StageEffect.MarkFreight(var name, FreightMark.Verified(var at), var _)) {
            Optional<Freight> piece = view.supply().named(name);
            piece.ifPresent(freight -> announcements.add(StageEvents.passed(view, freight, at)));
        }
    }

    private void created(StageEffect effect, KubeObject object) {
        if (effect instanceof StageEffect.CreatePromotion(var origin, var freight)) {
            announcements.add(StageEvents.promoted(view, origin, freight, object));
        }
    }

    private void failed(String prefix, StageEffect effect, Failure failure) {
        if (effect instanceof StageEffect.CreatePromotion(var origin, var freight)
                && failure instanceof Failure.Forbidden forbidden) {
            refused(new AutoPromotion.Refused(origin, freight, Refusal.of(forbidden)));
            return;
        }
        switch (effect.tolerance()) {
            case ANY -> failures += effect instanceof StageEffect.MarkFreight ? 1 : 0;
            case NONE, REFUSAL -> error = Optional.of(retold(failure, prefix + describe(effect) + failure.what()));
        }
    }

    /// The same kind of failure in more words.
    private static Failure retold(Failure failure, String what) {
        return switch (failure) {
            case Failure.Transient(var _, var retryAfter) -> new Failure.Transient(what, retryAfter);
            case Failure.Permanent _ -> new Failure.Permanent(what);
            case Failure.Forbidden(var _, var grant) -> new Failure.Forbidden(what, grant);
            case Failure.Conflict(var _, var alreadyExists) -> new Failure.Conflict(what, alreadyExists);
            case Failure.NotFound _ -> new Failure.NotFound(what);
            case Failure.Invalid(var _, var reason) -> new Failure.Invalid(what, reason);
        };
    }

    private void refused(AutoPromotion.Refused refused) {
        answers.replaceAll(answer ->
                answer.equals(new AutoPromotion.Promote(refused.origin(), refused.freight())) ? refused : answer);
    }

    /// The verification entry that an outcome corrects, as the step could only suppose that all goes
    /// well.
    private Optional<VerificationInfo> corrected(StageEffect effect, Outcome outcome) {
        String namespace = view.namespace();
        VerificationInfo entry = status.currentFreight()
                .flatMap(held -> held.verificationHistory().stream().findFirst())
                .orElse(null);
        if (entry == null) {
            return Optional.empty();
        }
        return switch (effect) {
            case StageEffect.StartAnalysisRun(var order) ->
                switch (outcome) {
                    case Outcome.Created(var run) ->
                        Optional.of(entry.withFinishTime(run.creationTime().orElse(seconds)));
                    case Outcome.Impossible(var why) ->
                        Optional.of(unstarted(entry, "error building AnalysisRun for " + order.subject() + ": " + why));
                    case Outcome.Failed(var failure) ->
                        Optional.of(unstarted(
                                entry,
                                "error creating AnalysisRun \"" + order.name() + "\" in namespace \"" + namespace
                                        + "\": " + failure.what()));
                    case Outcome.Done _, Outcome.AlreadyThere _, Outcome.NotTried _ -> Optional.empty();
                };
            case StageEffect.TerminateAnalysisRun(var run) ->
                outcome instanceof Outcome.Failed(var failure)
                        ? Optional.of(entry.withPhase(VerificationPhase.ERROR)
                                .withMessage("error terminating AnalysisRun \"" + run.name() + "\" in namespace \""
                                        + run.namespace() + "\": " + failure.what()))
                        : Optional.empty();
            case StageEffect.AddFinalizer _,
                    StageEffect.RemoveFinalizer _,
                    StageEffect.Annotate _,
                    StageEffect.MarkFreight _,
                    StageEffect.RefreshApplication _,
                    StageEffect.DeleteAnalysisRuns _,
                    StageEffect.CreatePromotion _ -> Optional.empty();
        };
    }

    private VerificationInfo unstarted(VerificationInfo entry, String why) {
        return entry.withPhase(VerificationPhase.ERROR)
                .withMessage(why)
                .withAnalysisRun(null)
                .withFinishTime(seconds);
    }

    private String describe(StageEffect effect) {
        return switch (effect) {
            case StageEffect.CreatePromotion(var _, var freight) ->
                "error creating Promotion for Freight \"" + freight + "\" in namespace \"" + view.namespace() + "\": ";
            case StageEffect.MarkFreight(var freight, var _, var _) ->
                "error updating status of Freight \"" + freight + "\" in namespace \"" + view.namespace() + "\": ";
            case StageEffect.DeleteAnalysisRuns _ -> "error deleting AnalysisRuns: ";
            case StageEffect.AddFinalizer _,
                    StageEffect.RemoveFinalizer _,
                    StageEffect.Annotate _,
                    StageEffect.RefreshApplication _,
                    StageEffect.StartAnalysisRun _,
                    StageEffect.TerminateAnalysisRun _ -> "";
        };
    }

    StageStatus status() {
        return status;
    }

    Instant seconds() {
        return seconds;
    }

    Optional<Failure> error() {
        return error;
    }

    int failures() {
        return failures;
    }

    List<Announcement> announcements() {
        return announcements;
    }

    List<AutoPromotion> answers() {
        return answers;
    }
}
