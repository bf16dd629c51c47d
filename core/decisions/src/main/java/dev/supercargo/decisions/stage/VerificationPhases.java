package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.verification.VerificationMove;
import dev.supercargo.decisions.verification.VerificationView;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fourth and fifth phases: verify what the Stage holds, then tell the Freight (controllers.md 9).
///
/// @param concluded the entry that has come to its end in this turn
record VerificationPhases(
        StageStatus status, List<StageEffect> effects, Optional<VerificationInfo> concluded, Optional<Instant> until) {
    private static final int HISTORY = 10;

    /// Verifies what the Stage holds.
    static VerificationPhases verify(StageView view, StageStatus before, Conditions conditions) {
        var seen = new VerificationView(
                view.stage(), before, view.analysis().enabled(), view.analysis().runs());
        return switch (VerificationMove.decide(seen, conditions.now())) {
            case VerificationMove.NothingHeld _ ->
                rest(
                        conditions.isUnknown(
                                before, Conditions.VERIFIED, "NoFreight", "Stage has no current Freight to verify"),
                        Optional.empty());
            case VerificationMove.Promoting _ -> rest(before, Optional.empty());
            case VerificationMove.Rest(var until) -> rest(judged(before, conditions), until);
            case VerificationMove.Conclude(var entry) -> {
                Optional<VerificationInfo> over =
                        Optional.of(entry).filter(e -> VerificationPhase.isTerminal(e.phase()));
                yield new VerificationPhases(entered(before, entry, conditions), List.of(), over, Optional.empty());
            }
            case VerificationMove.Start(var order, var entry) ->
                new VerificationPhases(
                        entered(before, entry, conditions),
                        List.of(new StageEffect.StartAnalysisRun(order)),
                        Optional.empty(),
                        Optional.empty());
            case VerificationMove.Abort(var run, var entry) ->
                new VerificationPhases(
                        entered(before, entry, conditions),
                        List.of(new StageEffect.TerminateAnalysisRun(run)),
                        Optional.of(entry),
                        Optional.empty());
        };
    }

    private static VerificationPhases rest(StageStatus status, Optional<Instant> until) {
        return new VerificationPhases(status, List.of(), Optional.empty(), until);
    }

    /// The status with an entry in the history of what the Stage holds: in the place of the one with its identifier,
    /// else
    /// on top.
    static StageStatus entered(StageStatus status, VerificationInfo entry, Conditions conditions) {
        var collections = new ArrayList<>(status.freightHistory());
        FreightCollection held = collections.getFirst();
        var history = new ArrayList<>(held.verificationHistory());
        int place = -1;
        for (int i = 0; i < history.size() && place < 0; i++) {
            place = history.get(i).id().equals(entry.id()) ? i : -1;
        }
        if (place >= 0) {
            history.set(place, entry);
        } else {
            history.addFirst(entry);
        }
        collections.set(0, held.withVerificationHistory(history.subList(0, Math.min(HISTORY, history.size()))));
        return judged(status.withFreightHistory(collections), conditions);
    }

    /// The condition `Verified` by the history: an older success outweighs a newer failure (controllers.md 9.1).
    private static StageStatus judged(StageStatus status, Conditions conditions) {
        List<VerificationInfo> history = status.freightHistory().getFirst().verificationHistory();
        if (history.isEmpty()) {
            return status;
        }
        if (history.stream().anyMatch(e -> e.phase().equals(VerificationPhase.SUCCESSFUL))) {
            return conditions.isTrue(status, Conditions.VERIFIED, "Verified", "Freight has been verified");
        }
        VerificationInfo newest = history.getFirst();
        return switch (newest.phase()) {
            case VerificationPhase.PENDING ->
                conditions.isUnknown(
                        status, Conditions.VERIFIED, "VerificationPending", "Freight is pending verification");
            case VerificationPhase.RUNNING ->
                conditions.isUnknown(
                        status, Conditions.VERIFIED, "VerificationRunning", "Freight is currently being verified");
            case VerificationPhase.FAILED, VerificationPhase.ERROR, VerificationPhase.ABORTED ->
                conditions.isFalse(status, Conditions.VERIFIED, "Verification" + newest.phase(), newest.message());
            case VerificationPhase.INCONCLUSIVE ->
                conditions.isUnknown(status, Conditions.VERIFIED, "VerificationInconclusive", newest.message());
            default -> conditions.isUnknown(status, Conditions.VERIFIED, "UnknownVerificationPhase", newest.message());
        };
    }

    /// The marks that tell Freight that it is verified, and what is in the way.
    record Marks(List<StageEffect> effects, Optional<String> error) {}

    /// Marks the Freight that the Stage holds, once it is healthy and its newest verification succeeded.
    static Marks mark(StageView view, StageStatus status, Instant now) {
        Optional<FreightCollection> held = status.currentFreight();
        var health = status.health();
        boolean healthy = health != null && health.status().equals("Healthy");
        if (held.isEmpty() || !healthy || !settled(held.get())) {
            return new Marks(List.of(), Optional.empty());
        }
        Instant finished = held.get().verificationHistory().getFirst().finishTime();
        var effects = new ArrayList<StageEffect>();
        for (FreightReference reference : held.get().items().values()) {
            Optional<Freight> piece = view.supply().named(reference.name());
            if (piece.isEmpty()) {
                return new Marks(effects, Optional.of(FreightSync.missing(view, reference.name())));
            }
            if (!piece.get().status().verifiedIn().containsKey(view.name())) {
                effects.add(new StageEffect.MarkFreight(
                        reference.name(), new FreightMark.Verified(finished == null ? now : finished)));
            }
        }
        return new Marks(effects, Optional.empty());
    }

    private static boolean settled(FreightCollection held) {
        List<VerificationInfo> history = held.verificationHistory();
        return !history.isEmpty()
                && history.getFirst().phase().equals(VerificationPhase.SUCCESSFUL)
                && history.stream().allMatch(e -> VerificationPhase.isTerminal(e.phase()));
    }
}
