package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.StepAlias;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Templates;
import dev.supercargo.expr.functions.StatusFunctions;
import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.expr.value.Moment;
import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.Struct;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Values;
import dev.supercargo.meta.Json;
import dev.supercargo.model.ExpressionVariable;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.promotion.PromotionRun.Progress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Evaluates what a step says in expressions: its condition and its configuration (expressions.md D).
///
/// Variables see, in order: the Promotion's `ctx` and the variables before them; step variables also
/// outputs. Only
/// condition and configuration see the functions about statuses.
final class StepExpressions {
    private static final Type STATUS = Type.namedString("v1alpha1.PromotionStepStatus");
    private static final Struct.Shape RECORD = Struct.Shape.of(
            "v1alpha1.StepExecutionMetadata",
            List.of(
                    Struct.Field.of("Alias", "alias", Type.STRING),
                    Struct.Field.of("StartedAt", "startedAt", Type.UNKNOWN),
                    Struct.Field.of("FinishedAt", "finishedAt", Type.UNKNOWN),
                    Struct.Field.of("ErrorCount", "errorCount", Type.INT),
                    Struct.Field.of("Status", "status", STATUS),
                    Struct.Field.of("Message", "message", Type.STRING),
                    Struct.Field.of("ContinueOnError", "continueOnError", Type.BOOL)));

    private final PromotionRun run;
    private final PromotionStep step;
    private final String alias;
    private final Progress progress;
    private final Instant now;

    StepExpressions(PromotionRun run, PromotionStep step, String alias, Progress progress, Instant now) {
        this.run = run;
        this.step = step;
        this.alias = alias;
        this.progress = progress;
        this.now = now;
    }

    /// An expression of the step could not be evaluated.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }

        Refused(String message) {
            super(message);
        }
    }

    /// Whether the step's own condition holds.
    boolean condition() throws Refused {
        Environment environment = withStatuses(variables());
        Object value = evaluated(() -> Templates.render(step.condition(), environment), "");
        if (value instanceof Boolean holds) {
            return holds;
        }
        throw new Refused("expression must evaluate to a boolean, got " + Values.typeName(value));
    }

    /// The step's configuration; the empty object where it has none.
    Map<String, Object> config() throws Refused {
        if (step.config() == null) {
            return new LinkedHashMap<>();
        }
        Environment environment = withStatuses(variables());
        Object value = evaluated(() -> Templates.renderTree(step.config(), environment), "");
        return value == null ? new LinkedHashMap<>() : Json.asObject(value);
    }

    private Environment variables() throws Refused {
        Map<String, Object> context = Json.copy(run.context());
        Json.put(context, alias, "meta", "step", "alias");
        Environment plain = Environment.of(Map.of("ctx", context))
                .withFunctions(run.functions().get())
                .at(now);
        var values = new LinkedHashMap<String, Object>();
        for (ExpressionVariable variable : run.vars()) {
            define(values, variable, plain);
        }
        Environment withOutputs = plain.with("outputs", outputs()).with("stepMetas", records());
        String task = StepAlias.task(alias);
        if (!task.isEmpty()) {
            withOutputs = withOutputs.with("task", Map.of("outputs", taskOutputs(task)));
        }
        for (ExpressionVariable variable : step.vars()) {
            define(values, variable, withOutputs);
        }
        return withOutputs.with("vars", values);
    }

    private void define(Map<String, Object> values, ExpressionVariable variable, Environment environment)
            throws Refused {
        Environment sees = environment.with("vars", new LinkedHashMap<>(values));
        Object value = evaluated(
                () -> Templates.render(variable.value(), sees),
                "error pre-processing promotion variable \"" + variable.name() + "\": ");
        Json.putNullable(values, variable.name(), value);
    }

    private Map<String, Object> outputs() {
        var outputs = new LinkedHashMap<String, Object>();
        progress.state().forEach((name, output) -> Json.putNullable(outputs, name, seen(output)));
        return outputs;
    }

    /// An output as expressions see it: numbers are floats, and none at all is an empty map that equals
    /// nil.
    private static @Nullable Object seen(@Nullable Object output) {
        return output == null ? Dictionary.nil(Type.MAP) : JsonNumbers.floats(output);
    }

    private Map<String, Object> taskOutputs(String task) {
        var outputs = new LinkedHashMap<String, Object>();
        progress.state().forEach((name, output) -> {
            if (StepAlias.task(name).equals(task)) {
                Json.putNullable(outputs, name.substring(task.length() + StepAlias.SEPARATOR.length()), seen(output));
            }
        });
        return outputs;
    }

    private Map<String, Object> records() {
        var records = new LinkedHashMap<String, Object>();
        for (StepRecord record : progress.records()) {
            records.put(
                    record.alias(),
                    RECORD.with(
                            record.alias(),
                            moment(record.startedAt()),
                            moment(record.finishedAt()),
                            (long) record.errorCount(),
                            Named.text(STATUS, record.status().word()),
                            record.message(),
                            record.continueOnError()));
        }
        return records;
    }

    private static @Nullable Object moment(Optional<Instant> at) {
        return at.isPresent() ? Moment.of(at.get()) : null;
    }

    private Environment withStatuses(Environment environment) {
        List<StatusFunctions.Step> steps = progress.records().stream()
                .map(r -> new StatusFunctions.Step(r.alias(), r.status().word(), r.continueOnError()))
                .toList();
        return environment.withFunctions(StatusFunctions.of(steps, alias));
    }

    /// What can be evaluated.
    @FunctionalInterface
    private interface Evaluation {
        @Nullable
        Object value();
    }

    /// What is said beyond the language's own message, where a word stands in the wrong place.
    private String hint(ExpressionException mistake) {
        return mistake.expected().isEmpty()
                ? ""
                : "\nstep \"" + alias + "\": expected " + mistake.expected() + " at " + mistake.place();
    }

    private @Nullable Object evaluated(Evaluation evaluation, String prefix) throws Refused {
        try {
            return evaluation.value();
        } catch (ExpressionException e) {
            throw new Refused(prefix + e.getMessage() + hint(e), e);
        }
    }
}
