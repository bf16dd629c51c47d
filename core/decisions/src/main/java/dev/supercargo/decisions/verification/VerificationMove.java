package dev.supercargo.decisions.verification;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.AnalysisRunReference;
import dev.supercargo.model.AnalysisRunStatus;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Names;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.Verification;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The next move in verifying what a Stage holds (controllers.md 9.1 to 9.4).
public sealed interface VerificationMove {
    /// How long a run that was started may be invisible before it counts as lost.
    Duration PATIENCE = Duration.ofSeconds(30);

    /// The Stage holds nothing.
    record NothingHeld() implements VerificationMove {}

    /// A Promotion is under way; what will be held then is verified.
    record Promoting() implements VerificationMove {}

    /// Nothing is to be done: all is verified, or it must become healthy first. Look again then, if a moment is known.
    record Rest(Optional<Instant> until) implements VerificationMove {}

    /// The newest entry has changed, or a new one was made without anybody's help.
    record Conclude(VerificationInfo entry) implements VerificationMove {}

    /// A run is to be started; `entry` is the entry once it is there.
    record Start(RunOrder order, VerificationInfo entry) implements VerificationMove {}

    /// A run is to be ended; `entry` is the entry once that was asked for.
    record Abort(ObjectKey run, VerificationInfo entry) implements VerificationMove {}

    /// Decides; the first line that applies.
    static VerificationMove decide(VerificationView view, Instant now) {
        Optional<FreightCollection> held = view.status().currentFreight();
        if (held.isEmpty()) {
            return new NothingHeld();
        }
        if (view.status().currentPromotion() != null) {
            return new Promoting();
        }
        Optional<VerificationInfo> newest = view.newest();
        if (newest.isPresent() && !VerificationView.isOver(newest.get())) {
            return view.abortNewest()
                    .map(request -> abort(view, newest.get(), request, now))
                    .orElseGet(() -> watch(view, newest.get(), now));
        }
        if (newest.isPresent() && view.reverifyNewest().isEmpty()) {
            return new Rest(Optional.empty());
        }
        if (!view.healthy()) {
            return new Rest(Optional.empty());
        }
        Verification verification = view.stage().spec().verification();
        VerificationInfo entry = fresh(view, held.get(), now);
        return verification == null
                ? new Conclude(entry.withPhase(VerificationPhase.SUCCESSFUL).withFinishTime(now))
                : begin(view, held.get(), verification, entry, now);
    }

    private static VerificationInfo fresh(VerificationView view, FreightCollection held, Instant now) {
        String actor = view.reverifyNewest().map(ActorRequest::actor).orElse("");
        return new VerificationInfo(Identity.uuid(subject(view, held)), actor, now, "", "", null, null);
    }

    /// What an entry is for: the Stage, the Promotion that brought the Freight, and the entry that it repeats.
    private static String subject(VerificationView view, FreightCollection held) {
        return String.join(
                "/",
                view.stage().metadata().namespace(),
                view.stage().metadata().name(),
                view.stage().metadata().uid(),
                held.id(),
                view.lastPromotion().map(PromotionReference::name).orElse(""),
                view.newest().map(VerificationInfo::id).orElse(""));
    }

    private static VerificationMove begin(
            VerificationView view,
            FreightCollection held,
            Verification verification,
            VerificationInfo entry,
            Instant now) {
        if (!view.enabled()) {
            return new Conclude(failed(
                    entry, "Rollouts integration is disabled on this controller: cannot start verification", now));
        }
        Optional<AnalysisRun> existing = view.reverify().isPresent() ? Optional.empty() : existing(view, held);
        if (existing.isPresent()) {
            String phase = existing.get().status().phase();
            return new Conclude(entry.withPhase(phase.isEmpty() ? VerificationPhase.PENDING : phase)
                    .withAnalysisRun(reference(existing.get()))
                    .withFinishTime(now));
        }
        Instant since = view.newest()
                .map(VerificationInfo::finishTime)
                .or(() -> view.lastPromotion().map(PromotionReference::finishedAt))
                .orElse(now);
        // A millisecond for each earlier entry: names sort by age, and stored times are whole seconds.
        Instant moment = since.plusMillis(held.verificationHistory().size());
        String name = Names.analysisRun(
                view.stage().metadata().name(), Identity.ulid(moment, subject(view, held)), held.id());
        return new Start(
                new RunOrder(name, view.stage(), verification, held, promotion(view)),
                entry.withPhase(VerificationPhase.PENDING)
                        .withAnalysisRun(
                                new AnalysisRunReference(view.stage().metadata().namespace(), name, "")));
    }

    /// The newest run that was made for what the Stage holds.
    private static Optional<AnalysisRun> existing(VerificationView view, FreightCollection held) {
        return view.runs().stream()
                .filter(run -> run.metadata().label(Labels.FREIGHT_COLLECTION).equals(held.id()))
                .max(Comparator.comparing((AnalysisRun run) -> run.metadata().createdAt())
                        .thenComparing(run -> run.metadata().name()));
    }

    /// The Promotion that a run is annotated with: only the first run for a collection is, and one that the control
    /// plane
    /// asked for on somebody's behalf.
    private static Optional<String> promotion(VerificationView view) {
        boolean first = view.newest().isEmpty();
        boolean onBehalf = view.reverifyNewest()
                .filter(request -> request.controlPlane() && !request.actor().isEmpty())
                .isPresent();
        return first || onBehalf ? view.lastPromotion().map(PromotionReference::name) : Optional.empty();
    }

    private static VerificationMove watch(VerificationView view, VerificationInfo entry, Instant now) {
        if (!view.enabled()) {
            return new Conclude(failed(
                    entry, "Rollouts integration is disabled on this controller: cannot get verification result", now));
        }
        AnalysisRunReference reference = entry.analysisRun();
        if (reference == null) {
            return new Conclude(failed(entry, "verification \"" + entry.id() + "\" names no AnalysisRun", now));
        }
        Optional<AnalysisRun> run = view.run(new ObjectKey(reference.namespace(), reference.name()));
        if (run.isEmpty()) {
            Instant patience = started(entry, now).plus(PATIENCE);
            return now.isBefore(patience)
                    ? new Rest(Optional.of(patience))
                    : new Conclude(failed(
                            entry,
                            "error getting AnalysisRun \"" + reference.name() + "\" in namespace \""
                                    + reference.namespace() + "\": AnalysisRun.argoproj.io \"" + reference.name()
                                    + "\" not found",
                            now));
        }
        AnalysisRunStatus status = run.get().status();
        return status.phase().isEmpty()
                ? new Rest(Optional.empty())
                : new Conclude(entry.withPhase(status.phase())
                        .withMessage(status.message())
                        .withAnalysisRun(reference(run.get()))
                        .withFinishTime(status.completedAt()));
    }

    private static Instant started(VerificationInfo entry, Instant now) {
        Instant start = entry.startTime();
        return start == null ? now.minus(PATIENCE) : start;
    }

    private static VerificationMove abort(
            VerificationView view, VerificationInfo entry, ActorRequest request, Instant now) {
        VerificationInfo asked = entry.withActor(request.actor());
        if (!view.enabled()) {
            return new Conclude(failed(
                    asked, "Rollouts integration is disabled on this controller: cannot abort verification", now));
        }
        AnalysisRunReference reference = entry.analysisRun();
        VerificationInfo aborted = asked.withPhase(VerificationPhase.FAILED)
                .withMessage("Verification aborted by user")
                .withFinishTime(now);
        return reference == null
                ? new Conclude(aborted)
                : new Abort(new ObjectKey(reference.namespace(), reference.name()), aborted);
    }

    private static AnalysisRunReference reference(AnalysisRun run) {
        return new AnalysisRunReference(
                run.metadata().namespace(), run.metadata().name(), run.status().phase());
    }

    /// The entry, ended by a technical problem.
    static VerificationInfo failed(VerificationInfo entry, String why, @Nullable Instant now) {
        return entry.withPhase(VerificationPhase.ERROR).withMessage(why).withFinishTime(now);
    }
}
