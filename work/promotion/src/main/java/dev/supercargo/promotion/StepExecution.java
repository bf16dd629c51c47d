package dev.supercargo.promotion;

import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.files.Words;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a step once, and turns whatever happens into an outcome.
public final class StepExecution {
    private static final Logger LOG = LoggerFactory.getLogger(StepExecution.class);

    private StepExecution() {}

    /// Checks the configuration and runs the step. Only interruption leaves by an exception.
    public static StepOutcome run(StepRunner runner, StepContext context) throws InterruptedException {
        List<String> problems = runner.schema().problems(context.config().tree());
        if (!problems.isEmpty()) {
            return StepOutcome.failed("invalid " + runner.kind() + " config: " + String.join("\n", problems));
        }
        try {
            return runner.run(context);
        } catch (StepFailure failure) {
            return failure.outcome();
        } catch (WorldException e) {
            // also what looks permanent is retried as often as the step allows: somebody may repair the world
            return StepOutcome.errored(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return StepOutcome.errored(context.workDir().withoutRoot(Words.of(e)));
        } catch (RuntimeException | StackOverflowError e) {
            // a bug ends its own step and no other; the trace is for us, the words are for the user
            LOG.error("step {} of {} panicked", context.alias(), context.promotion(), e);
            return StepOutcome.erroredForGood("step panicked: " + e.getMessage());
        }
    }
}
