package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.freight.AvailableFreight;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One explanation in the making: the rules of a turn, asked without performing anything.
final class Explaining {
    /// How long something that could go on may stay before that is a problem.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StageView view;
    private final Instant now;
    private final Queue queue;
    private final StageStatus status;
    private final Since since;

    Explaining(StageView view, Instant now) {
        this.view = view;
        this.now = now;
        this.queue = Queue.of(view.name(), view.promotions());
        boolean auto = view.policy() instanceof AutoPromotionPolicy.On;
        this.status = Holds.effective(view.stage().status(), view.stage(), queue, auto);
        this.since = new Since(view, now);
    }

    StageExplanation explanation() {
        var origins = new ArrayList<StageExplanation.OfOrigin>();
        for (FreightRequest request : view.stage().spec().requestedFreight()) {
            origins.add(origin(Candidates.of(view.name(), request, view.supply().freight(), now)));
        }
        Optional<AutoPromotionCondition> overall = AutoPromotionCondition.of(
                origins.stream().map(origin -> origin.answered().answer()).toList());
        return new StageExplanation(view.name(), view.namespace(), now, overall, origins);
    }

    private StageExplanation.OfOrigin origin(Candidates candidates) {
        Optional<Candidates.Judged> candidate = candidate(candidates);
        AutoPromotion answer = obstacle().orElseGet(() -> answer(candidates, candidate));
        var freight = new ArrayList<StageExplanation.OfFreight>();
        for (Candidates.Judged judged : candidates.freight()) {
            boolean chosen = candidate.filter(judged::equals).isPresent();
            AutoPromotion piece = chosen && concerns(answer)
                    ? answer
                    : obstacle().orElseGet(() -> piece(candidates, judged, candidate, answer));
            boolean matters = chosen || freight.size() < StageExplanation.RECENT || isLively(piece);
            if (matters) {
                freight.add(new StageExplanation.OfFreight(
                        judged.name(),
                        judged.piece().alias(),
                        judged.verdict().isAvailable(),
                        answered(candidates, piece, Optional.of(judged))));
            }
        }
        return new StageExplanation.OfOrigin(
                candidates.request().origin(),
                candidate.map(Candidates.Judged::name),
                answered(candidates, answer, Optional.empty()),
                freight);
    }

    /// What keeps everything from being decided.
    private Optional<AutoPromotion> obstacle() {
        if (view.policy() instanceof AutoPromotionPolicy.Unusable(var why)) {
            return Optional.of(new AutoPromotion.Undecided(why));
        }
        return AvailableFreight.obstacle(view.stage(), view.supply().warehouses())
                .map(AutoPromotion.Undecided::new);
    }

    private static Optional<Candidates.Judged> candidate(Candidates candidates) {
        List<Candidates.Judged> available = candidates.available();
        boolean unclear = candidates.request().sources().matchesUpstream() && available.size() != 1;
        return unclear ? Optional.empty() : available.stream().findFirst();
    }

    /// Whether the answer about the origin is about its candidate, not about newer Freight that waits.
    private static boolean concerns(AutoPromotion answer) {
        return switch (answer) {
            case AutoPromotion.Soaking _,
                    AutoPromotion.UpstreamNotVerified _,
                    AutoPromotion.NotApproved _,
                    AutoPromotion.UpstreamUnclear _,
                    AutoPromotion.NoFreight _ -> false;
            case AutoPromotion.Promote _,
                    AutoPromotion.Current _,
                    AutoPromotion.Held _,
                    AutoPromotion.InFlight _,
                    AutoPromotion.LastAttemptFailed _,
                    AutoPromotion.PolicyOff _,
                    AutoPromotion.Refused _,
                    AutoPromotion.Overdue _,
                    AutoPromotion.Superseded _,
                    AutoPromotion.NotUpstream _,
                    AutoPromotion.PassedOn _,
                    AutoPromotion.Undecided _ -> true;
        };
    }

    private AutoPromotion answer(Candidates candidates, Optional<Candidates.Judged> candidate) {
        FreightOrigin origin = candidates.request().origin();
        if (view.stage().spec().isControlFlow()) {
            Optional<Candidates.Judged> newest = candidates.freight().stream().findFirst();
            return newest.map(judged -> passing(candidates, judged))
                    .orElseGet(() -> new AutoPromotion.NoFreight(origin));
        }
        if (view.policy() instanceof AutoPromotionPolicy.Off(var because)) {
            return new AutoPromotion.PolicyOff(because);
        }
        AutoPromotion answer = AutoPromotionPhase.answer(status, queue, candidates);
        return answer instanceof AutoPromotion.Promote(var _, var freight) && candidate.isPresent()
                ? stuck(candidates, candidate.get()).orElseGet(() -> new AutoPromotion.Promote(origin, freight))
                : answer;
    }

    /// Why a piece that is to be promoted is not: the API refused it, or nobody does it.
    private Optional<AutoPromotion> stuck(Candidates candidates, Candidates.Judged judged) {
        FreightOrigin origin = candidates.request().origin();
        Optional<AutoPromotion> refused = Refusal.told(status, origin, judged.name())
                .map(refusal -> new AutoPromotion.Refused(origin, judged.name(), refusal));
        Instant available = since.available(judged.piece(), candidates.request());
        return refused.or(() -> available.plus(PATIENCE).isAfter(now)
                ? Optional.empty()
                : Optional.of(new AutoPromotion.Overdue(origin, judged.name(), available)));
    }

    /// The answer about a piece that is not the candidate, or whose origin has another answer.
    private AutoPromotion piece(
            Candidates candidates,
            Candidates.Judged judged,
            Optional<Candidates.Judged> candidate,
            AutoPromotion ofOrigin) {
        FreightRequest request = candidates.request();
        FreightOrigin origin = request.origin();
        if (view.stage().spec().isControlFlow()) {
            return passing(candidates, judged);
        }
        if (AutoPromotionPhase.isHeld(status.currentFreight(), origin, judged.name())) {
            return new AutoPromotion.Current(origin, judged.name());
        }
        Optional<AutoPromotion> unavailable = AutoPromotionPhase.unavailable(request, judged);
        if (unavailable.isPresent()) {
            return unavailable.get();
        }
        Optional<AutoPromotion> moving = AutoPromotionPhase.attempt(status, queue, origin, judged.name())
                .filter(AutoPromotion.InFlight.class::isInstance);
        if (moving.isPresent()) {
            return moving.get();
        }
        if (view.policy() instanceof AutoPromotionPolicy.Off(var because)) {
            return new AutoPromotion.PolicyOff(because);
        }
        if (candidate.isPresent()) {
            return new AutoPromotion.Superseded(
                    origin, judged.name(), candidate.get().name());
        }
        return ofOrigin instanceof AutoPromotion.UpstreamUnclear
                ? new AutoPromotion.NotUpstream(
                        origin, judged.name(), request.sources().stages())
                : ofOrigin;
    }

    private AutoPromotion passing(Candidates candidates, Candidates.Judged judged) {
        boolean done = judged.piece().status().verifiedIn().containsKey(view.name());
        AutoPromotion passed = new AutoPromotion.PassedOn(candidates.request().origin(), judged.name(), done);
        return done
                ? passed
                : AutoPromotionPhase.unavailable(candidates.request(), judged).orElse(passed);
    }

    /// Whether something will happen to the piece, or it is held: it is explained whatever its age.
    private static boolean isLively(AutoPromotion answer) {
        if (answer instanceof AutoPromotion.Soaking soaking) {
            return soaking.until().isPresent();
        }
        return answer instanceof AutoPromotion.Current || answer instanceof AutoPromotion.InFlight;
    }

    private StageExplanation.Answered answered(
            Candidates candidates, AutoPromotion answer, Optional<Candidates.Judged> about) {
        return new StageExplanation.Answered(
                answer, since.of(answer, candidates, about), next(candidates, answer, about));
    }

    private Optional<Instant> next(Candidates candidates, AutoPromotion answer, Optional<Candidates.Judged> about) {
        if (answer instanceof AutoPromotion.Refused) {
            return Conclusion.patience(List.of(answer), status, now).map(now::plus);
        }
        if (answer instanceof AutoPromotion.Soaking soaking) {
            return soaking.until();
        }
        return about.isPresent() ? Optional.empty() : candidates.soakEnds().min(Instant::compareTo);
    }
}
