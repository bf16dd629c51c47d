package dev.supercargo.decisions.promotion;

import dev.supercargo.decisions.freight.Availability;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.decisions.steps.StepStatus;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StepExecutionMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of a Promotion now (controllers.md 12.5, 12.6, 12.8). Each case says why.
public sealed interface PromotionDecision {
    /// How long a Stage may take to name a new Promotion before the Promotion says that it waits. Times of creation are
    /// whole seconds.
    Duration NAMED_WITHIN = Duration.ofSeconds(2);

    /// Nothing is to be done.
    record Rest(String why) implements PromotionDecision {}

    /// It is going away: its directory goes too.
    record Forget() implements PromotionDecision {}

    /// Somebody asked for its end.
    record Abort(PromotionStatus status, Ending ending) implements PromotionDecision {}

    /// It waits until its Stage names it as the current one; `behind` is the Promotion that the Stage
    /// works on, empty
    /// where it works on none.
    record Queue(PromotionStatus status, String behind) implements PromotionDecision {}

    /// It is new, and its Stage, which works on none, is about to name it: nothing is written until then, or until that
    /// moment.
    record Await(Instant until) implements PromotionDecision {}

    /// Its Stage does not exist (yet): try again with growing pauses.
    record Orphan(PromotionStatus status, String error) implements PromotionDecision {}

    /// It must not go on: its Freight is gone, or not for this Stage.
    record Refuse(PromotionStatus status, Ending ending) implements PromotionDecision {}

    /// It begins, or goes on.
    record Begin(PromotionStatus status, Freight freight) implements PromotionDecision {}

    /// The decision. Total; the guards are in reading order.
    static PromotionDecision decide(PromotionView view, Instant now) {
        if (view.promotion().isEmpty()) {
            return new Rest("the Promotion does not exist");
        }
        Promotion promotion = view.promotion().get();
        PromotionStatus status = promotion.status();
        if (PromotionPhase.isTerminal(status.phase())) {
            return new Rest("the Promotion has ended: " + status.phase());
        }
        if (promotion.metadata().isTerminating()) {
            return new Forget();
        }
        Optional<ActorRequest> abort = abortRequest(promotion);
        if (abort.isPresent()) {
            return abort(promotion, abort.get(), view.controller(), now);
        }
        PromotionStatus waiting = status.phase().isEmpty() ? status.withPhase(PromotionPhase.PENDING) : status;
        if (view.stage().isEmpty()) {
            return new Orphan(
                    waiting,
                    "could not find Stage \"%s\" in namespace \"%s\""
                            .formatted(
                                    promotion.spec().stage(),
                                    promotion.metadata().namespace()));
        }
        Stage stage = view.stage().get();
        String current = currentPromotion(stage);
        if (!current.equals(promotion.metadata().name())) {
            Instant until = named(promotion);
            boolean isNew = status.phase().isEmpty() && current.isEmpty() && now.isBefore(until);
            return isNew ? new Await(until) : new Queue(waiting, current);
        }
        PromotionStatus running = status.phase().equals(PromotionPhase.RUNNING)
                ? status
                : status.withPhase(PromotionPhase.RUNNING).withStartedAt(now);
        Optional<String> obstacle = obstacle(promotion, stage, view.freight(), now);
        if (obstacle.isPresent()) {
            return new Refuse(
                    ended(promotion, running, PromotionPhase.ERRORED, obstacle.get(), now),
                    Ending.of(promotion, PromotionPhase.ERRORED, obstacle.get(), view.controller()));
        }
        Freight freight = view.freight().orElseThrow();
        return new Begin(
                running.withFreight(TargetFreight.reference(freight))
                        .withFreightCollection(TargetFreight.collection(stage, freight)),
                freight);
    }

    /// The status after a final phase was reached.
    static PromotionStatus ended(
            Promotion promotion, PromotionStatus status, String phase, String message, Instant now) {
        return status.withPhase(phase)
                .withMessage(message)
                .withFinishedAt(now)
                .withLastHandledRefresh(promotion.metadata().annotation(Annotations.REFRESH));
    }

    /// Until when the Stage will have named a new Promotion if nothing is in its way.
    private static Instant named(Promotion promotion) {
        return Optional.ofNullable(promotion.metadata().creationTimestamp())
                .map(created -> created.plus(NAMED_WITHIN))
                .orElse(Instant.MIN);
    }

    /// The Promotion that a Stage works on, empty for none.
    private static String currentPromotion(Stage stage) {
        return stage.status().currentPromotion() == null
                ? ""
                : stage.status().currentPromotion().name();
    }

    private static Optional<String> obstacle(Promotion promotion, Stage stage, Optional<Freight> freight, Instant now) {
        String namespace = promotion.metadata().namespace();
        String name = promotion.spec().freight();
        if (freight.isEmpty()) {
            return Optional.of("Freight \"%s\" not found in namespace \"%s\"".formatted(name, namespace));
        }
        return Availability.of(freight.get(), stage, now).isAvailable()
                ? Optional.empty()
                : Optional.of("Freight \"%s\" is not available to Stage \"%s\" in namespace \"%s\""
                        .formatted(name, promotion.spec().stage(), namespace));
    }

    private static Optional<ActorRequest> abortRequest(Promotion promotion) {
        return ActorRequest.parse(
                        ActorRequest.Form.PROMOTION, promotion.metadata().annotation(Annotations.ABORT))
                .filter(request -> request.subject().equals("terminate"));
    }

    private static Abort abort(Promotion promotion, ActorRequest request, String controller, Instant now) {
        String actor = request.actor().isEmpty() ? "controller:" + controller : request.actor();
        String message = "Promotion terminated by " + actor;
        PromotionStatus status = promotion
                .status()
                .withPhase(PromotionPhase.ABORTED)
                .withMessage(message)
                .withFinishedAt(now)
                .withStepExecutionMetadata(stepsAborted(promotion.status(), now));
        return new Abort(status, new Ending(PromotionPhase.ABORTED, message, actor));
    }

    /// A step that was running at that moment is aborted with the Promotion.
    private static List<StepExecutionMetadata> stepsAborted(PromotionStatus status, Instant now) {
        List<StepExecutionMetadata> steps = status.stepExecutionMetadata();
        boolean underWay = status.phase().equals(PromotionPhase.RUNNING) && steps.size() == status.currentStep() + 1;
        if (!underWay || !steps.getLast().status().equals(StepStatus.RUNNING.word())) {
            return steps;
        }
        var aborted = new ArrayList<>(steps);
        StepRecord last = StepWire.record(steps.getLast());
        aborted.set(aborted.size() - 1, StepWire.metadata(last.finished(StepStatus.ABORTED, last.message(), now)));
        return aborted;
    }
}
