package dev.supercargo.promotion.resources;

import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;

/// `fail`: fails, on purpose (steps.md 5.11).
public final class FailStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "fail";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        return StepOutcome.failed(
                context.config().given("message").map(text -> "failed: " + text).orElse("failed"));
    }
}
