package dev.supercargo.controllers.promotion;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.decisions.promotion.Ending;
import dev.supercargo.decisions.promotion.PassConclusion;
import dev.supercargo.decisions.promotion.PromotionContext;
import dev.supercargo.decisions.promotion.PromotionDecision;
import dev.supercargo.decisions.promotion.PromotionView;
import dev.supercargo.decisions.promotion.StepWire;
import dev.supercargo.decisions.steps.CheckAgain;
import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.decisions.steps.StepAlias;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.HealthCheckStep;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import dev.supercargo.promotion.Engine;
import dev.supercargo.promotion.PassResult;
import dev.supercargo.promotion.PromotionIdentity;
import dev.supercargo.promotion.PromotionRun;
import dev.supercargo.promotion.PromotionRun.Progress;
import dev.supercargo.promotion.Workspace;
import dev.supercargo.promotion.Workspaces;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at one Promotion (controllers.md 12.5).
///
/// May be killed at any moment: the status is written after every step, what the running step is about
/// to do stands
/// in its journal, and a directory that is new is never taken for one that holds the work of earlier
/// steps, because
/// the status is set back *before* the directory is made.
public final class PromotionTurn implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(PromotionTurn.class);

    private final PromotionObserver observer;
    private final PromotionApplier applier;
    private final Engine engine;
    private final Workspaces workspaces;
    private final PromotionFunctions functions;
    private final PromotionSettings settings;
    private final String controller;
    private final InstantSource clock;

    /// @param announcer tells the ends; its component is the controller's name
    public PromotionTurn(
            Kube kube,
            Engine engine,
            Workspaces workspaces,
            PromotionFunctions functions,
            Announcer announcer,
            PromotionSettings settings,
            InstantSource clock) {
        this.controller = announcer.component();
        this.observer = new PromotionObserver(kube, settings.mine(), controller);
        this.applier = new PromotionApplier(kube, workspaces, announcer);
        this.engine = engine;
        this.workspaces = workspaces;
        this.functions = functions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Next take(ObjectKey key) throws InterruptedException {
        PromotionView view = observer.observe(key);
        PromotionDecision decision = PromotionDecision.decide(view, clock.instant());
        if (view.promotion().isEmpty()) {
            return Next.rest();
        }
        Promotion promotion = view.promotion().get();
        switch (decision) {
            case PromotionDecision.Rest _ -> {}
            case PromotionDecision.Forget _ -> applier.forget(promotion);
            case PromotionDecision.Await(var until) -> {
                return Next.at(until);
            }
            case PromotionDecision.Queue queue -> applier.write(promotion, queue.status());
            case PromotionDecision.Orphan(var status, var error) -> {
                applier.write(promotion, status);
                throw new WorldException(new Failure.NotFound(error));
            }
            case PromotionDecision.Abort(var status, var ending) -> end(promotion, status, ending, view);
            case PromotionDecision.Refuse(var status, var ending) -> end(promotion, status, ending, view);
            case PromotionDecision.Begin(var status, var freight) -> {
                return pass(promotion, status, freight, view);
            }
        }
        return Next.rest();
    }

    private void end(Promotion promotion, PromotionStatus status, Ending ending, PromotionView view) {
        Promotion ended = applier.writeEnd(promotion, status);
        applier.afterEnd(ended, ending, view.freight(), view.stage());
    }

    private Next pass(Promotion promotion, PromotionStatus begun, Freight freight, PromotionView view)
            throws InterruptedException {
        Stage stage = view.stage().orElseThrow();
        PromotionStatus old = promotion.status();
        PromotionStatus bare = begun.withFreight(old.freight()).withFreightCollection(old.freightCollection());
        var writing = new Writing(applier.write(promotion, bare), begun);
        PassResult result = guarded(writing, stage, freight);
        Instant now = clock.instant();
        PassConclusion conclusion = PassConclusion.of(
                writing.promotion,
                writing.standing(),
                result.phase(),
                result.message(),
                result.error(),
                controller,
                now);
        if (conclusion.ending().isPresent()) {
            Promotion ended = applier.writeEnd(writing.promotion, conclusion.status());
            Optional<Stage> after = observer.stage(ended);
            if (after.isEmpty()) {
                workspaces.remove(ended.metadata().uid());
                throw new WorldException(new Failure.NotFound("stage \"%s\" not found in namespace \"%s\""
                        .formatted(ended.spec().stage(), ended.metadata().namespace())));
            }
            applier.afterEnd(ended, conclusion.ending().get(), Optional.of(freight), after);
            return Next.rest();
        }
        Promotion running = applier.write(writing.promotion, conclusion.status());
        if (result.error().isPresent()) {
            throw new WorldException(new Failure.Transient(result.error().get()));
        }
        return Next.at(now.plus(wait(running, result, now)));
    }

    /// Runs the steps; a bug in the engine ends this Promotion and no other.
    private PassResult guarded(Writing writing, Stage stage, Freight freight) throws InterruptedException {
        try {
            Workspace workspace = workspace(writing);
            Progress from = progress(writing.promotion.status());
            PassResult result = engine.pass(run(writing, stage, freight), from, workspace, writing::save);
            writing.passed(result.progress());
            return result;
        } catch (WorldException e) {
            throw e; // the API could not take the progress: look again, the journal knows how far the steps were
        } catch (UncheckedIOException e) {
            return errored("error creating working directory: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("running {} panicked", writing.promotion.metadata().key(), e);
            return errored(String.valueOf(e.getMessage()));
        }
    }

    private static PassResult errored(String why) {
        return new PassResult(PromotionPhase.ERRORED, why, Optional.empty(), Progress.NONE, Optional.empty());
    }

    /// The workspace of an earlier pass; else a new one, after the status was set back to the beginning.
    private Workspace workspace(Writing writing) {
        String uid = writing.promotion.metadata().uid();
        Optional<Workspace> found = workspaces.find(uid);
        if (found.isPresent()) {
            return found.get();
        }
        writing.restart();
        return workspaces.create(uid);
    }

    private PromotionRun run(Writing writing, Stage stage, Freight freight) {
        Promotion promotion = writing.promotion;
        FreightCollection collection = Optional.ofNullable(writing.begun.freightCollection())
                .orElseThrow(() -> new IllegalStateException("a Promotion that runs has a Freight collection"));
        return new PromotionRun(
                new PromotionIdentity(
                        promotion.metadata().namespace(),
                        promotion.metadata().name(),
                        promotion.spec().stage()),
                promotion.spec().vars(),
                promotion.spec().steps(),
                PromotionContext.of(promotion, freight, settings.uiBaseUrl()),
                functions.of(promotion, stage, collection));
    }

    private Duration wait(Promotion promotion, PassResult result, Instant now) {
        List<PromotionStep> steps = promotion.spec().steps();
        int current = result.progress().currentStep();
        if (current < 0 || current >= steps.size()) {
            return CheckAgain.after(result.checkAgain(), Optional.empty(), Optional.empty(), now);
        }
        PromotionStep step = steps.get(current);
        Optional<Instant> startedAt =
                result.progress().record(StepAlias.of(step.as(), current)).flatMap(StepRecord::startedAt);
        Optional<Duration> timeout = engine.retryPolicy(step).flatMap(RetryPolicy::timeout);
        return CheckAgain.after(result.checkAgain(), startedAt, timeout, now);
    }

    private static Progress progress(PromotionStatus status) {
        Object state = status.state();
        return new Progress(
                Math.toIntExact(Math.max(0, status.currentStep())),
                StepWire.records(status.stepExecutionMetadata()),
                state instanceof Map<?, ?> ? Json.asObject(state) : Map.of(),
                status.healthChecks().stream().map(Wire::write).toList());
    }

    /// The Promotion as it was last written during this turn.
    private final class Writing {
        private final PromotionStatus begun;
        private Promotion promotion;
        private @Nullable PromotionStatus standing;

        /// @param begun holds the Freight, which is recorded with what the first step leaves
        Writing(Promotion promotion, PromotionStatus begun) {
            this.promotion = promotion;
            this.begun = begun;
        }

        /// Stores what a step left.
        void save(Progress progress) {
            promotion = applier.write(promotion, withProgress(progress));
        }

        /// Stores that the steps begin anew.
        void restart() {
            PromotionStatus old = promotion.status();
            Progress anew = progress(old).restarted();
            promotion = applier.write(
                    promotion,
                    withProgress(anew).withFreight(old.freight()).withFreightCollection(old.freightCollection()));
        }

        /// The pass has ended with this, which is not stored yet.
        void passed(Progress progress) {
            standing = withProgress(progress);
        }

        /// The status to conclude from: without what a pass left, where it broke down.
        PromotionStatus standing() {
            return standing == null ? promotion.status() : standing;
        }

        private PromotionStatus withProgress(Progress progress) {
            return promotion
                    .status()
                    .withFreight(begun.freight())
                    .withFreightCollection(begun.freightCollection())
                    .withCurrentStep(progress.currentStep())
                    .withStepExecutionMetadata(StepWire.metadata(progress.records()))
                    .withState(progress.state().isEmpty() ? promotion.status().state() : progress.state())
                    .withHealthChecks(progress.healthChecks().stream()
                            .map(check -> Wire.read(HealthCheckStep.class, check))
                            .toList());
        }
    }
}
