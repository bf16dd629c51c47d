package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.cel.AdmissionExpression;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Attempt;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Budget;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Outcome;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Result;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Evaluates the expressions of webhooks and policies; compiled ones are kept.
final class Conditions {
    private static final int MOST_KEPT = 1_000;

    private final Map<String, Attempt> compiled = new ConcurrentHashMap<>();

    /// What `matchConditions` come to.
    sealed interface Verdict {
        /// All hold.
        record Hold() implements Verdict {}

        /// One does not.
        record Skip() implements Verdict {}

        /// None is false, but some failed.
        record Failed(List<String> why) implements Verdict {}
    }

    Verdict matchConditions(List<Object> conditions, Map<String, ?> variables, Budget budget) {
        var failures = new ArrayList<String>();
        for (Object condition : conditions) {
            String expression = Json.text(condition, "expression").orElse("true");
            switch (evaluate(expression, Result.BOOL, variables, budget)) {
                case Outcome.Value value -> {
                    if (!Boolean.TRUE.equals(value.value())) {
                        return new Verdict.Skip();
                    }
                }
                case Outcome.Failure failure -> failures.add(failure.why());
            }
        }
        return failures.isEmpty() ? new Verdict.Hold() : new Verdict.Failed(failures);
    }

    Outcome evaluate(String expression, Result wanted, Map<String, ?> variables, Budget budget) {
        if (compiled.size() > MOST_KEPT) {
            compiled.clear();
        }
        return switch (compiled.computeIfAbsent(
                wanted + expression, _ -> AdmissionExpression.compile(expression, wanted))) {
            case Attempt.Done done -> done.expression().evaluate(variables, budget);
            case Attempt.Refused refused -> new Outcome.Failure(refused.problem());
        };
    }

    /// The variables that expressions see of a request.
    static Map<String, Object> variables(AdmissionRequest request, String version) {
        var variables = new LinkedHashMap<String, Object>();
        Map<String, Object> tree = new LinkedHashMap<>(ReviewRequest.tree(request, version));
        Json.putNullable(variables, "object", tree.remove("object"));
        Json.putNullable(variables, "oldObject", tree.remove("oldObject"));
        variables.put("request", tree);
        return variables;
    }
}
