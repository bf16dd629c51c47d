package dev.supercargo.promotion;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.value.JsonForm;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The outputs that a step takes from a document or an answer: entries of `name` and `fromExpression`.
public final class ExpressionOutputs {
    private ExpressionOutputs() {}

    /// An expression did not give a value.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String output;
        private final String expression;
        private final boolean compiled;

        Refused(String output, String expression, ExpressionException cause) {
            super(cause.getMessage(), cause);
            this.output = output;
            this.expression = expression;
            this.compiled = cause.phase() == ExpressionException.Phase.RUN;
        }

        /// The output's name.
        public String output() {
            return output;
        }

        /// Its expression.
        public String expression() {
            return expression;
        }

        /// Whether the expression is one, and failed while it ran.
        public boolean compiled() {
            return compiled;
        }

        /// What was being done when it failed.
        public String doing() {
            return compiled ? "evaluating" : "compiling";
        }
    }

    /// The outputs by name, in their JSON form.
    ///
    /// @throws Refused where an expression cannot be compiled, fails, or gives what JSON cannot hold
    public static Map<String, Object> of(List<StepConfig> outputs, Environment environment) {
        var values = new LinkedHashMap<String, Object>();
        for (StepConfig output : outputs) {
            String name = output.text("name");
            String expression = output.text("fromExpression");
            try {
                Json.putNullable(values, name, jsonForm(Expressions.evaluate(expression, environment)));
            } catch (ExpressionException e) {
                throw new Refused(name, expression, e);
            }
        }
        return values;
    }

    private static @Nullable Object jsonForm(@Nullable Object value) {
        try {
            return JsonForm.of(value);
        } catch (ValueException e) {
            throw ExpressionException.plain(String.valueOf(e.getMessage()), ExpressionException.Phase.RUN, e);
        }
    }
}
