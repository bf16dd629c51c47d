package dev.supercargo.decisions.stage;

import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One turn of a Stage that promotes (controllers.md 7 to 10). The phases are also public one by one, as each is a rule
/// of its own.
public final class RegularStage {
    /// How long a Stage that nothing wakes is left alone.
    static final Duration RESYNC = Duration.ofMinutes(5);
    /// How soon a Stage with more to do is looked at again.
    static final Duration SOON = Duration.ofMillis(100);

    private RegularStage() {}

    /// The whole turn. A Stage that only passes Freight on is none of its business: nothing is decided.
    public static StageDecision decide(StageView view, Instant moment) {
        Stage stage = view.stage();
        if (stage.spec().isControlFlow()) {
            return StageDecision.nothing(view);
        }
        if (stage.metadata().isTerminating()) {
            return Farewell.of(view);
        }
        return stage.metadata().hasFinalizer() ? pass(view, moment) : guard(view, moment);
    }

    /// The first turn only guards the Stage against vanishing.
    static StageDecision guard(StageView view, Instant moment) {
        StageStep step = StageStep.of(
                "error adding the finalizer: ",
                view.stage().status(),
                List.of(new StageEffect.AddFinalizer()),
                Optional.empty());
        return new StageDecision(view, StageDecision.Kind.FRAME, List.of(step), Optional.of(moment.plus(SOON)), false);
    }

    private static StageDecision pass(StageView view, Instant moment) {
        Instant now = moment.truncatedTo(ChronoUnit.SECONDS);
        Stage stage = view.stage();
        Conditions conditions = conditions(stage, now);
        StageStatus begun = conditions.isTrue(stage.status(), Conditions.RECONCILING, "Reconciling", "");
        if (view.policy() instanceof AutoPromotionPolicy.Unusable(var why)) {
            StageStep step = StageStep.of(
                    "error checking auto-promotion policy for Stage \"" + view.name() + "\": ",
                    begun,
                    List.of(),
                    Optional.of(why));
            return new StageDecision(view, StageDecision.Kind.PASS, List.of(step), Optional.empty(), false);
        }
        Queue queue = Queue.of(view.name(), view.promotions());
        boolean auto = view.policy() instanceof AutoPromotionPolicy.On;

        PromotionSync synced = PromotionSync.of(stage, begun, queue, auto, conditions);
        StageStatus promotions = Summary.of(stage, synced.status(), conditions);
        FreightSync freight = FreightSync.of(view, promotions.currentFreight(), now);
        HealthPhase health = HealthPhase.of(promotions, view.health(), conditions);
        StageStatus healthy = Summary.of(stage, health.status(), conditions);
        VerificationPhases verification = VerificationPhases.verify(view, healthy, conditions);
        StageStatus verified = Summary.of(stage, verification.status(), conditions);
        VerificationPhases.Marks marks = VerificationPhases.mark(view, verified, now);
        StageStatus held = Holds.effective(verified, stage, queue, auto);
        AutoPromotionPhase autoPromotion = AutoPromotionPhase.of(view, held, queue, now);

        List<StageStep> steps = List.of(
                StageStep.of("failed to sync Promotions: ", promotions, synced.effects(), Optional.empty()),
                StageStep.of("failed to sync Freight: ", promotions, freight.effects(), freight.error()),
                StageStep.of("failed to assess health: ", healthy, health.effects(), Optional.empty()),
                new StageStep(
                        "failed to verify Stage Freight: ",
                        verified,
                        verification.effects(),
                        Optional.empty(),
                        List.of(),
                        verification.concluded()),
                StageStep.of("failed to verify Freight for Stage: ", verified, marks.effects(), marks.error()),
                promote(autoPromotion));
        boolean waiting = synced.waiting() && !verifying(verified);
        Optional<Instant> soon = waiting ? Optional.of(moment.plus(SOON)) : Optional.empty();
        Optional<Instant> next = Stream.of(
                        soon, verification.until(), autoPromotion.until(), Optional.of(moment.plus(RESYNC)))
                .flatMap(Optional::stream)
                .filter(moment::isBefore)
                .min(Instant::compareTo);
        return new StageDecision(view, StageDecision.Kind.PASS, steps, next, waiting);
    }

    private static StageStep promote(AutoPromotionPhase phase) {
        return new StageStep(
                "failed to auto-promote Freight: ",
                phase.status(),
                phase.effects(),
                phase.error(),
                phase.answers(),
                Optional.empty());
    }

    private static boolean verifying(StageStatus status) {
        List<VerificationInfo> history =
                status.currentFreight().map(held -> held.verificationHistory()).orElse(List.of());
        return history.stream().anyMatch(entry -> !VerificationPhase.isTerminal(entry.phase()));
    }

    /// The first phase alone: which Promotions have ended, and which one may run (controllers.md 7.3).
    public static PromotionSync syncPromotions(StageView view, Instant now) {
        return PromotionSync.of(
                view.stage(),
                view.stage().status(),
                Queue.of(view.name(), view.promotions()),
                view.policy() instanceof AutoPromotionPolicy.On,
                conditions(view.stage(), now));
    }

    /// The last phases alone: effective holds and what to promote without being asked (controllers.md 8).
    public static StageDecision autoPromote(StageView view, Instant now) {
        Queue queue = Queue.of(view.name(), view.promotions());
        boolean auto = view.policy() instanceof AutoPromotionPolicy.On;
        StageStatus held = Holds.effective(view.stage().status(), view.stage(), queue, auto);
        var steps = new ArrayList<StageStep>();
        steps.add(promote(AutoPromotionPhase.of(view, held, queue, now)));
        return new StageDecision(view, StageDecision.Kind.PASS, steps, Optional.empty(), false);
    }

    /// The summary alone, after a phase that failed with this error, or with none (controllers.md 7.8).
    public static StageStatus summarise(Stage stage, Optional<String> error, Instant now) {
        Conditions conditions = conditions(stage, now);
        return error.map(why -> Summary.failed(stage.status(), why, conditions))
                .orElseGet(() -> Summary.of(stage, stage.status(), conditions));
    }

    static Conditions conditions(Stage stage, Instant now) {
        return new Conditions(stage.metadata().generation(), now);
    }
}
