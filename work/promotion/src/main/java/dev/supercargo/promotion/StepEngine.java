package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.Conclusion;
import dev.supercargo.decisions.steps.Move;
import dev.supercargo.decisions.steps.Outputs;
import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.decisions.steps.StepAlias;
import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.decisions.steps.StepStatus;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.PromotionStepRetry;
import dev.supercargo.promotion.PromotionRun.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The engine (controllers.md 13.2): takes the steps in order, skips what is not to run, and asks [Move]
/// what follows
/// each answer. All its memory is the [Progress] that it is given and gives back.
///
/// A step that was answered before the process was killed is not run again: its answer stands in the
/// journal.
public final class StepEngine implements Engine {
    private final Map<String, StepRunner> runners;
    private final InstantSource clock;

    /// @param runners one for each kind of steps
    public StepEngine(Collection<StepRunner> runners, InstantSource clock) {
        var byKind = new LinkedHashMap<String, StepRunner>();
        runners.forEach(runner -> byKind.put(runner.kind(), runner));
        this.runners = Map.copyOf(byKind);
        this.clock = clock;
    }

    @Override
    public Optional<RetryPolicy> retryPolicy(PromotionStep step) {
        return Optional.ofNullable(runners.get(step.uses())).map(runner -> policy(step, runner));
    }

    @Override
    public PassResult pass(PromotionRun run, Progress from, Workspace workspace, Consumer<Progress> saved)
            throws InterruptedException {
        Progress progress = from;
        List<PromotionStep> steps = run.steps();
        for (int i = from.currentStep(); i < steps.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("shutting down before step " + i + " of " + run.identity());
            }
            var turn = new StepTurn(run, steps.get(i), i, workspace);
            switch (turn.take(progress)) {
                case Outcome.Next(var after) -> progress = after;
                case Outcome.Pause(var result) -> {
                    return result;
                }
            }
            if (i + 1 < steps.size()) {
                progress = at(progress, i + 1);
                saved.accept(progress);
            }
        }
        Conclusion conclusion = Conclusion.of(progress.records());
        return new PassResult(
                conclusion.phase(),
                conclusion.message(),
                Optional.empty(),
                at(progress, steps.size() - 1),
                Optional.empty());
    }

    private static Progress at(Progress progress, int step) {
        return new Progress(step, progress.records(), progress.state(), progress.healthChecks());
    }

    private static RetryPolicy policy(PromotionStep step, StepRunner runner) {
        Optional<PromotionStepRetry> retry = Optional.ofNullable(step.retry());
        return RetryPolicy.of(
                retry.map(PromotionStepRetry::errorThreshold).orElse(0),
                retry.flatMap(r -> Optional.ofNullable(r.timeout())),
                runner.retryPolicy());
    }

    /// Where the pass stands after one step.
    private sealed interface Outcome {
        record Next(Progress progress) implements Outcome {}

        record Pause(PassResult result) implements Outcome {}
    }

    /// One step's part of a pass.
    private final class StepTurn {
        private final PromotionRun run;
        private final PromotionStep step;
        private final int index;
        private final String alias;
        private final Workspace workspace;

        StepTurn(PromotionRun run, PromotionStep step, int index, Workspace workspace) {
            this.run = run;
            this.step = step;
            this.index = index;
            this.alias = StepAlias.of(step.as(), index);
            this.workspace = workspace;
        }

        Outcome take(Progress before) throws InterruptedException {
            StepRecord record = before.record(alias).orElseGet(() -> StepRecord.reached(alias, step.continueOnError()));
            Progress reached = with(before, record);
            if (record.startedAt().isEmpty()) {
                Optional<StepRecord> refused = notToBegin(reached, record);
                if (refused.isPresent()) {
                    return new Outcome.Next(with(reached, refused.get()));
                }
                record = record.started(clock.instant());
                reached = with(reached, record);
            }
            StepRunner runner = runners.get(step.uses());
            if (runner == null) {
                return new Outcome.Next(with(reached, unknownKind(record)));
            }
            StepConfig config;
            try {
                config = new StepConfig(expressions(reached).config());
            } catch (StepExpressions.Refused e) {
                String why = "failed to build step context: failed to get step config: " + e.getMessage();
                return new Outcome.Next(with(reached, record.standing(StepStatus.ERRORED, why)));
            }
            return run(runner, config, record, reached);
        }

        /// Why the step does not begin: it is skipped, or its condition or kind is wrong.
        private Optional<StepRecord> notToBegin(Progress reached, StepRecord record) {
            boolean runs;
            try {
                runs = step.condition().isEmpty()
                        ? reached.records().stream().noneMatch(StepRecord::countsAsFailure)
                        : expressions(reached).condition();
            } catch (StepExpressions.Refused e) {
                String why = "error checking if step " + GoText.quote(alias) + " should be skipped: " + e.getMessage();
                return Optional.of(record.standing(StepStatus.ERRORED, why));
            }
            if (!runs) {
                return Optional.of(record.standing(StepStatus.SKIPPED, ""));
            }
            return runners.containsKey(step.uses()) ? Optional.empty() : Optional.of(unknownKind(record));
        }

        private StepRecord unknownKind(StepRecord record) {
            return record.standing(
                    StepStatus.ERRORED,
                    "step kind " + GoText.quote(step.uses()) + " is not registered; verify the kind is correct; if you"
                            + " are a Kargo Enterprise user, you may need to enable the promotion controller");
        }

        private Outcome run(StepRunner runner, StepConfig config, StepRecord record, Progress reached)
                throws InterruptedException {
            PromotionJournal journal = workspace.journal();
            Optional<StepAnswer> known = journal.answer(index, alias);
            StepAnswer answer;
            if (known.isPresent()) {
                answer = known.get();
            } else {
                var context = new StepContext(
                        run.identity(), alias, config, reached.state(), workspace.dir(), journal.begin(index, alias));
                answer = StepExecution.run(runner, context).answer();
            }
            Map<String, Object> state =
                    Outputs.with(reached.state(), alias, answer.output(), runner.propagatesOutputToTask());
            Move move = Move.after(answer, record, policy(step, runner), clock.instant());
            var after =
                    with(new Progress(index, reached.records(), state, checks(reached, move, answer)), move.record());
            return switch (move) {
                case Move.Advance _ -> {
                    if (known.isEmpty()) {
                        journal.answered(answer);
                    }
                    yield new Outcome.Next(after);
                }
                case Move.Wait wait -> {
                    journal.paused();
                    yield pause("", Optional.empty(), after, wait.checkAgain());
                }
                case Move.Retry retry -> {
                    journal.paused();
                    yield pause(retry.error(), Optional.of(retry.error()), after, Optional.empty());
                }
            };
        }

        private static Outcome pause(
                String message, Optional<String> error, Progress after, Optional<java.time.Duration> checkAgain) {
            return new Outcome.Pause(new PassResult("Running", message, error, after, checkAgain));
        }

        /// Only a step that succeeded registers its check.
        private static List<Map<String, Object>> checks(Progress reached, Move move, StepAnswer answer) {
            var checks = new ArrayList<>(reached.healthChecks());
            if (move.record().status() == StepStatus.SUCCEEDED) {
                answer.healthCheck().ifPresent(checks::add);
            }
            return checks;
        }

        private StepExpressions expressions(Progress reached) {
            return new StepExpressions(run, step, alias, reached, clock.instant());
        }

        private Progress with(Progress progress, StepRecord record) {
            var records = new ArrayList<StepRecord>();
            boolean replaced = false;
            for (StepRecord old : progress.records()) {
                boolean same = old.alias().equals(record.alias());
                records.add(same ? record : old);
                replaced |= same;
            }
            if (!replaced) {
                records.add(record);
            }
            return new Progress(index, records, progress.state(), progress.healthChecks());
        }
    }
}
