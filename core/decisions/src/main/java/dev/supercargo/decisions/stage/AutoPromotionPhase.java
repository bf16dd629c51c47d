package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.freight.Availability;
import dev.supercargo.decisions.freight.AvailableFreight;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.Hold;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last phase: what to promote without being asked (controllers.md 8.4). Each requested origin gets one answer.
///
/// @param until the earliest moment at which soaking Freight may come
record AutoPromotionPhase(
        StageStatus status, List<AutoPromotion> answers, Optional<String> error, Optional<Instant> until) {
    static AutoPromotionPhase of(StageView view, StageStatus before, Queue queue, Instant now) {
        boolean on = view.policy() instanceof AutoPromotionPolicy.On;
        StageStatus status = before.withAutoPromotionEnabled(on);
        if (view.policy() instanceof AutoPromotionPolicy.Off(var because)) {
            return new AutoPromotionPhase(
                    status, List.of(new AutoPromotion.PolicyOff(because)), Optional.empty(), Optional.empty());
        }
        Optional<String> unlistable =
                AvailableFreight.obstacle(view.stage(), view.supply().warehouses());
        if (unlistable.isPresent()) {
            String error = "error listing available Freight for Stage \"" + view.name() + "\": " + unlistable.get();
            return new AutoPromotionPhase(status, List.of(), Optional.of(error), Optional.empty());
        }
        var answers = new ArrayList<AutoPromotion>();
        var moments = new ArrayList<Instant>();
        for (FreightRequest request : view.stage().spec().requestedFreight()) {
            Candidates candidates =
                    Candidates.of(view.name(), request, view.supply().freight(), now);
            answers.add(answer(status, queue, candidates));
            candidates.soakEnds().forEach(moments::add);
        }
        return new AutoPromotionPhase(
                status, List.copyOf(answers), Optional.empty(), moments.stream().min(Instant::compareTo));
    }

    /// The effects that follow from the answers.
    List<StageEffect> effects() {
        var effects = new ArrayList<StageEffect>();
        for (AutoPromotion answer : answers) {
            if (answer instanceof AutoPromotion.Promote(var origin, var freight)) {
                effects.add(new StageEffect.CreatePromotion(origin, freight));
            }
        }
        return effects;
    }

    /// The answer about one origin, where the policy is on.
    static AutoPromotion answer(StageStatus status, Queue queue, Candidates candidates) {
        FreightOrigin origin = candidates.request().origin();
        Hold hold = status.effectiveAutoPromotionHolds().get(origin.key());
        if (hold != null) {
            return new AutoPromotion.Held(origin, hold);
        }
        List<Candidates.Judged> available = candidates.available();
        boolean matches = candidates.request().sources().matchesUpstream();
        if (matches && available.size() != 1) {
            return new AutoPromotion.UpstreamUnclear(
                    origin, candidates.request().sources().stages(), available.size());
        }
        if (available.isEmpty()) {
            return waiting(candidates, Optional.empty()).orElseGet(() -> new AutoPromotion.NoFreight(origin));
        }
        String candidate = available.getFirst().name();
        if (isHeld(status.currentFreight(), origin, candidate)) {
            return waiting(candidates, matches ? Optional.of("") : Optional.of(candidate))
                    .orElseGet(() -> new AutoPromotion.Current(origin, candidate));
        }
        return attempt(status, queue, origin, candidate).orElseGet(() -> new AutoPromotion.Promote(origin, candidate));
    }

    /// The Promotion of a piece that is under way, or whose failure keeps it from being repeated.
    static Optional<AutoPromotion> attempt(StageStatus status, Queue queue, FreightOrigin origin, String freight) {
        return inFlight(status, queue, origin, freight).or(() -> failed(queue, origin, freight));
    }

    /// Why the newest Freight waits, if it is newer than what is held (`newerThan`; nothing is newer than an empty
    /// name).
    private static Optional<AutoPromotion> waiting(Candidates candidates, Optional<String> newerThan) {
        Optional<Candidates.Judged> newest = candidates.freight().stream().findFirst();
        if (newest.isEmpty()
                || newerThan
                        .filter(name ->
                                name.isEmpty() || name.equals(newest.get().name()))
                        .isPresent()) {
            return Optional.empty();
        }
        return unavailable(candidates.request(), newest.get());
    }

    /// Why a piece may not come, if it may not.
    static Optional<AutoPromotion> unavailable(FreightRequest request, Candidates.Judged judged) {
        var sources = request.sources();
        FreightOrigin origin = request.origin();
        Duration required = sources.requiredSoakTime();
        return switch (judged.verdict()) {
            case Availability.Available _, Availability.NotRequested _ -> Optional.empty();
            case Availability.NotApproved _ -> Optional.of(new AutoPromotion.NotApproved(origin, judged.name()));
            case Availability.Soaking(var upstream, var until) ->
                Optional.of(new AutoPromotion.Soaking(
                        origin, judged.name(), required == null ? Duration.ZERO : required, upstream, until));
            case Availability.Unverified(var upstream) ->
                Optional.of(new AutoPromotion.UpstreamNotVerified(origin, judged.name(), upstream, sources.needsAll()));
        };
    }

    /// Whether the Stage holds this piece of this origin now.
    static boolean isHeld(Optional<FreightCollection> held, FreightOrigin origin, String freight) {
        Map<String, FreightReference> items = held.map(FreightCollection::items).orElse(Map.of());
        FreightReference item = items.get(origin.key());
        return item != null && item.name().equals(freight);
    }

    private static Optional<AutoPromotion> inFlight(
            StageStatus status, Queue queue, FreightOrigin origin, String candidate) {
        PromotionReference current = status.currentPromotion();
        FreightReference carried = current == null ? null : current.freight();
        if (current != null
                && carried != null
                && carried.name().equals(candidate)
                && carried.origin().equals(origin)) {
            return Optional.of(new AutoPromotion.InFlight(origin, candidate, current.name()));
        }
        Recorded recorded = Recorded.in(status);
        return queue.promotions().stream()
                .filter(p -> p.spec().freight().equals(candidate))
                .filter(p -> !Queue.isOver(p) || (Queue.succeeded(p) && !recorded.covers(p)))
                .findFirst()
                .map(p -> new AutoPromotion.InFlight(origin, candidate, Queue.name(p)));
    }

    /// The newest Promotion of the candidate that has ended decides: one that did not succeed is not repeated.
    private static Optional<AutoPromotion> failed(Queue queue, FreightOrigin origin, String candidate) {
        return queue.over().stream()
                .filter(p -> p.spec().freight().equals(candidate))
                .max(Comparator.comparing((Promotion p) -> p.metadata().createdAt())
                        .thenComparing(Queue::name, GoText.BY_BYTES))
                .filter(p -> !Queue.succeeded(p))
                .map(p -> new AutoPromotion.LastAttemptFailed(
                        origin, candidate, Queue.name(p), p.status().phase()));
    }
}
