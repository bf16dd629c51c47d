package dev.supercargo.promotion.resources;

import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;

/// `compose-output`: its evaluated configuration is its output; inside a task the keys also show under the task's
/// alias (steps.md 5.11).
public final class ComposeOutputStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "compose-output";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public boolean propagatesOutputToTask() {
        return true;
    }

    @Override
    public StepOutcome run(StepContext context) {
        return StepOutcome.succeeded(context.config().tree());
    }
}
