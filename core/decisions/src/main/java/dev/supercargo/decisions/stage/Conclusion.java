package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Failure;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a Stage turn comes to once its effects were performed.
///
/// @param status the status to store
/// @param announcements what to tell people, in order
/// @param next when to look again, if nothing failed
/// @param error why the turn must be repeated
/// @param answers what auto-promotion did about each origin
public record Conclusion(
        StageStatus status,
        List<Announcement> announcements,
        Optional<Instant> next,
        Optional<Failure> error,
        List<AutoPromotion> answers) {
    /// After a refusal it is tried again soon, and ever less soon: what refuses may be gone at any moment.
    private static final Duration RETRY_FIRST = Duration.ofSeconds(2);

    private static final Duration RETRY_LAST = Duration.ofSeconds(15);

    /// Nobody tells this controller that a permission of another component has come back.
    private static final Duration RETRY_FOR_ANOTHER = Duration.ofSeconds(3);

    public Conclusion {
        announcements = List.copyOf(announcements);
        answers = List.copyOf(answers);
    }

    /// The conclusion of a second look, which also tells what came of the first.
    public Conclusion following(Conclusion first) {
        var all = new ArrayList<>(first.announcements);
        all.addAll(announcements);
        return new Conclusion(status, all, next, error, answers);
    }

    static Conclusion of(StageDecision decision, List<Outcome> outcomes, Instant now) {
        var ledger = new Ledger(decision.view(), now);
        int at = 0;
        for (StageStep step : decision.steps()) {
            int end = at + step.effects().size();
            ledger.enter(step, outcomes.subList(at, end));
            at = end;
            if (ledger.error().isPresent()) {
                break;
            }
        }
        return switch (decision.kind()) {
            case NOTHING -> unchanged(decision, ledger, Optional.empty());
            case FRAME -> unchanged(decision, ledger, decision.next());
            case CONTROL_FLOW -> controlFlow(decision, ledger);
            case PASS -> pass(decision, ledger, now);
        };
    }

    private static Conclusion unchanged(StageDecision decision, Ledger ledger, Optional<Instant> next) {
        StageStatus before = decision.view().stage().status();
        if (ledger.error().isEmpty()) {
            return new Conclusion(before, List.of(), next, Optional.empty(), List.of());
        }
        StageStatus told = Summary.failed(
                before,
                ledger.error().get().what(),
                RegularStage.conditions(decision.view().stage(), ledger.seconds()));
        return new Conclusion(Summary.settled(before, told), List.of(), Optional.empty(), ledger.error(), List.of());
    }

    private static Conclusion controlFlow(StageDecision decision, Ledger ledger) {
        StageStatus status = ledger.failures() > 0
                ? ControlFlowStage.unmarked(ledger.status(), ledger.failures(), ledger.seconds())
                : ledger.status();
        Optional<Failure> error = ledger.error()
                .or(() -> ledger.failures() > 0
                        ? Optional.of(new Failure.Transient("failed to verify " + ledger.failures() + " Freight"))
                        : Optional.empty());
        return new Conclusion(
                handled(decision, status),
                ledger.announcements(),
                error.isPresent() ? Optional.empty() : decision.next(),
                error,
                List.of());
    }

    private static Conclusion pass(StageDecision decision, Ledger ledger, Instant now) {
        Conditions conditions = RegularStage.conditions(decision.view().stage(), ledger.seconds());
        StageStatus summarised = ledger.error()
                .map(failure -> Summary.failed(ledger.status(), failure.what(), conditions))
                .orElseGet(() -> Summary.of(decision.view().stage(), ledger.status(), conditions));
        if (ledger.error().isEmpty() && !decision.waiting()) {
            summarised = Conditions.without(summarised, Conditions.RECONCILING);
        }
        List<AutoPromotion> answers = ledger.answers();
        StageStatus explained = AutoPromotionCondition.set(summarised, answers, conditions);
        Optional<Instant> next = decision.next();
        Optional<Duration> patience = patience(answers, decision.view().stage().status(), now);
        if (patience.isPresent()) {
            Instant retry = now.plus(patience.get());
            next = Optional.of(next.filter(retry::isAfter).orElse(retry));
        }
        return new Conclusion(
                handled(decision, explained),
                ledger.announcements(),
                ledger.error().isPresent() ? Optional.empty() : next,
                ledger.error(),
                answers);
    }

    /// How long to wait where something was refused.
    static Optional<Duration> patience(List<AutoPromotion> answers, StageStatus before, Instant now) {
        List<Refusal> refusals = answers.stream()
                .filter(AutoPromotion.Refused.class::isInstance)
                .map(answer -> ((AutoPromotion.Refused) answer).refusal())
                .toList();
        if (refusals.isEmpty()) {
            return Optional.empty();
        }
        Duration lasting = patience(before, now);
        boolean another = refusals.stream().anyMatch(Refusal::isForWantOfAnother);
        return Optional.of(another && lasting.compareTo(RETRY_FOR_ANOTHER) > 0 ? RETRY_FOR_ANOTHER : lasting);
    }

    /// A tenth of the time that the refusal has lasted already.
    private static Duration patience(StageStatus before, Instant now) {
        Duration lasted = AutoPromotionCondition.refusedSince(before)
                .map(since -> Duration.between(since, now).dividedBy(10))
                .orElse(Duration.ZERO);
        if (lasted.compareTo(RETRY_FIRST) < 0) {
            return RETRY_FIRST;
        }
        return lasted.compareTo(RETRY_LAST) > 0 ? RETRY_LAST : lasted;
    }

    private static StageStatus handled(StageDecision decision, StageStatus status) {
        var stage = decision.view().stage();
        String token = stage.metadata().annotation(Annotations.REFRESH);
        StageStatus handled = token.isEmpty() ? status : status.withLastHandledRefresh(token);
        return Summary.settled(stage.status(), handled);
    }
}
