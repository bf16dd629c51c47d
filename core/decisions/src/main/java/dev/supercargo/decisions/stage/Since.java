package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightSources;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.VerifiedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Since when an answer holds, as far as the objects tell.
record Since(StageView view, Instant now) {
    Optional<Instant> of(AutoPromotion answer, Candidates candidates, Optional<Candidates.Judged> about) {
        return switch (answer) {
            case AutoPromotion.Promote(var _, var freight) ->
                named(candidates, freight).map(piece -> available(piece, candidates.request()));
            case AutoPromotion.Overdue(var _, var _, var since) -> Optional.of(since);
            case AutoPromotion.Current(var _, var freight) ->
                named(candidates, freight).flatMap(piece -> held(piece, view.name()));
            case AutoPromotion.Held(var _, var hold) -> Optional.ofNullable(hold.createdAt());
            case AutoPromotion.InFlight(var _, var _, var promotion) ->
                promotion(promotion).map(Promotion::metadata).map(Metadata::createdAt);
            case AutoPromotion.LastAttemptFailed(var _, var _, var promotion, var _) ->
                promotion(promotion).flatMap(p -> Optional.ofNullable(p.status().finishedAt()));
            case AutoPromotion.Soaking(var _, var freight, var _, var upstream, var _) ->
                named(candidates, freight)
                        .flatMap(piece -> upstream.stream()
                                .flatMap(stage -> held(piece, stage).stream())
                                .min(Instant::compareTo));
            case AutoPromotion.UpstreamNotVerified(var _, var freight, var _, var _) -> found(candidates, freight);
            case AutoPromotion.NotApproved(var _, var freight) -> found(candidates, freight);
            case AutoPromotion.Superseded(var _, var _, var by) -> found(candidates, by);
            case AutoPromotion.PassedOn(var _, var freight, var _) ->
                named(candidates, freight).flatMap(piece -> verified(piece, view.name()));
            case AutoPromotion.PolicyOff _,
                    AutoPromotion.Refused _,
                    AutoPromotion.Undecided _,
                    AutoPromotion.UpstreamUnclear _,
                    AutoPromotion.NoFreight _ -> told(answer);
            case AutoPromotion.NotUpstream _ ->
                about.map(judged -> judged.piece().foundAt());
        };
    }

    /// Since when a piece that may come could have come: found, verified or soaked upstream, or approved, whichever let
    /// it; not before the Stage was there, nor before the last Promotion to it had ended.
    Instant available(Freight piece, FreightRequest request) {
        var moments = new ArrayList<Instant>();
        moments.add(letIn(piece, request.sources()));
        moments.add(view.stage().metadata().createdAt());
        view.promotions().stream()
                .map(promotion -> promotion.status().finishedAt())
                .flatMap(Stream::ofNullable)
                .forEach(moments::add);
        return moments.stream().max(Instant::compareTo).orElse(now);
    }

    private Instant letIn(Freight piece, FreightSources sources) {
        if (sources.direct()) {
            return piece.foundAt();
        }
        var approval = piece.status().approvedFor().get(view.name());
        if (approval != null) {
            return orElse(approval.approvedAt(), piece.foundAt());
        }
        Duration soak = sources.requiredSoakTime() == null ? Duration.ZERO : sources.requiredSoakTime();
        Stream<Instant> doors = sources.stages().stream()
                .flatMap(stage ->
                        verified(piece, stage)
                                .map(at -> later(at, held(piece, stage).map(since -> since.plus(soak))))
                                .stream());
        Optional<Instant> opened = sources.needsAll() ? doors.max(Instant::compareTo) : doors.min(Instant::compareTo);
        return opened.orElse(piece.foundAt());
    }

    private static Instant later(Instant first, Optional<Instant> second) {
        return second.filter(first::isBefore).orElse(first);
    }

    private static Instant orElse(@Nullable Instant moment, Instant otherwise) {
        return moment == null ? otherwise : moment;
    }

    private static Optional<Instant> verified(Freight piece, String stage) {
        VerifiedStage verified = piece.status().verifiedIn().get(stage);
        return verified == null ? Optional.empty() : Optional.of(orElse(verified.verifiedAt(), piece.foundAt()));
    }

    private static Optional<Instant> held(Freight piece, String stage) {
        CurrentStage current = piece.status().currentlyIn().get(stage);
        return current == null ? Optional.empty() : Optional.ofNullable(current.since());
    }

    /// Since when the Stage itself says so.
    private Optional<Instant> told(AutoPromotion answer) {
        return Condition.find(view.stage().status().conditions(), Conditions.AUTO_PROMOTION)
                .filter(condition -> condition.reason().equals(answer.reason()))
                .map(Condition::lastTransitionTime);
    }

    private Optional<Promotion> promotion(String name) {
        return view.promotions().stream()
                .filter(promotion -> promotion.metadata().name().equals(name))
                .findFirst();
    }

    private static Optional<Instant> found(Candidates candidates, String freight) {
        return named(candidates, freight).map(Freight::foundAt);
    }

    private static Optional<Freight> named(Candidates candidates, String freight) {
        return candidates.freight().stream()
                .map(Candidates.Judged::piece)
                .filter(piece -> piece.metadata().name().equals(freight))
                .findFirst();
    }
}
