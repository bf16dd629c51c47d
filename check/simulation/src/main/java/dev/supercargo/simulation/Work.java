package dev.supercargo.simulation;

import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The one kind of step: takes its time, in which others act and the process may die, and ends anyhow.
final class Work implements StepRunner {
    static final String KIND = "work";

    private final Weather weather;
    private final Chance chance;

    Work(Weather weather, Chance chance) {
        this.weather = weather;
        this.chance = chance;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.anything();
    }

    @Override
    public RetryPolicy retryPolicy() {
        return RetryPolicy.ONCE;
    }

    @Override
    public StepOutcome run(StepContext context) {
        weather.before("get", Kinds.EVENT); // time passes
        int luck = chance.below(weather.storm() ? 20 : 40);
        return switch (luck) {
            case 0 -> StepOutcome.failed("it cannot be done (simulated)");
            case 1 -> StepOutcome.errored("something went wrong (simulated)");
            case 2 -> new StepOutcome.Running(null, "", Optional.of(Duration.ofSeconds(chance.between(1, 60))));
            case 3 -> new StepOutcome.NotYet(null, "not yet (simulated)");
            case 4 -> throw new WorldException(new Failure.Transient("the world failed (simulated)"));
            case 5 -> new StepOutcome.Skipped(null, "nothing to do");
            default -> StepOutcome.succeeded(Map.of("luck", (long) luck));
        };
    }
}
