package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Budget;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Outcome;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Result;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// ValidatingAdmissionPolicies and their bindings (kubernetes-api.md 8.5). Parameters are not supported: a policy that
/// wants some fails as its failure policy says.
public final class Policies implements AdmissionHook {
    private static final long BUDGET = 10_000_000;

    private final Supplier<List<Map<String, Object>>> policies;
    private final Supplier<List<Map<String, Object>>> bindings;
    private final MatchRules rules;
    private final Conditions conditions = new Conditions();

    public Policies(
            Supplier<List<Map<String, Object>>> policies,
            Supplier<List<Map<String, Object>>> bindings,
            Function<String, Optional<Map<String, Object>>> namespaces,
            Function<Target, List<String>> versions) {
        this.policies = policies;
        this.bindings = bindings;
        this.rules = new MatchRules(namespaces, versions);
    }

    /// One validation that does not hold.
    private record Finding(String message, String reason) {}

    @Override
    public AdmissionAnswer admit(AdmissionRequest request) {
        List<Map<String, Object>> bound = bindings.get();
        if (bound.isEmpty()) {
            return AdmissionAnswer.allowed();
        }
        var warnings = new ArrayList<String>();
        for (Map<String, Object> policy : policies.get()) {
            String name = name(policy);
            for (Map<String, Object> binding : bound) {
                if (!name.equals(Json.text(binding, "spec", "policyName").orElse(""))
                        || !fits(Json.object(binding, "spec", "matchResources"), request)) {
                    continue;
                }
                for (Finding finding : findings(policy, request)) {
                    String where = "ValidatingAdmissionPolicy '" + name + "' with binding '" + name(binding) + "'";
                    List<Object> actions = Json.list(binding, "spec", "validationActions");
                    if (actions.contains("Deny")) {
                        return new AdmissionAnswer.Refused(denial(request, where, finding), warnings);
                    }
                    if (actions.contains("Warn")) {
                        warnings.add("Validation failed for " + where + ": " + finding.message());
                    }
                }
            }
        }
        return new AdmissionAnswer.Allowed(Optional.empty(), warnings);
    }

    private static String name(Map<String, Object> object) {
        return Json.text(object, "metadata", "name").orElse("");
    }

    /// Whether what a binding is limited to includes the request.
    private boolean fits(Map<String, Object> limits, AdmissionRequest request) {
        List<Object> wanted = Json.list(limits, "resourceRules");
        return rules.selected(limits, request)
                && (wanted.isEmpty()
                        || rules.version(wanted, policy(limits), request).isPresent());
    }

    private static String policy(Map<String, Object> constraints) {
        return Json.text(constraints, "matchPolicy").orElse("Equivalent");
    }

    private List<Finding> findings(Map<String, Object> policy, AdmissionRequest request) {
        Map<String, Object> constraints = Json.object(policy, "spec", "matchConstraints");
        Optional<String> version = rules.version(Json.list(constraints, "resourceRules"), policy(constraints), request);
        boolean excluded = rules.version(Json.list(constraints, "excludeResourceRules"), policy(constraints), request)
                .isPresent();
        if (version.isEmpty() || excluded || !rules.selected(constraints, request)) {
            return List.of();
        }
        boolean fails =
                Json.text(policy, "spec", "failurePolicy").orElse("Fail").equals("Fail");
        if (Json.at(policy, "spec", "paramKind").isPresent()) {
            return fails ? List.of(new Finding("parameters of policies are not supported", "Invalid")) : List.of();
        }
        var budget = new Budget(BUDGET);
        Map<String, Object> variables = Conditions.variables(request, version.get());
        Conditions.Verdict verdict =
                conditions.matchConditions(Json.list(policy, "spec", "matchConditions"), variables, budget);
        return switch (verdict) {
            case Conditions.Verdict.Skip _ -> List.of();
            case Conditions.Verdict.Failed failed ->
                fails ? List.of(new Finding(String.join(", ", failed.why()), "Invalid")) : List.of();
            case Conditions.Verdict.Hold _ -> validate(policy, variables, budget, fails);
        };
    }

    private List<Finding> validate(
            Map<String, Object> policy, Map<String, Object> variables, Budget budget, boolean fails) {
        var findings = new ArrayList<Finding>();
        var own = new LinkedHashMap<String, Object>();
        variables.put("variables", own);
        for (Object variable : Json.list(policy, "spec", "variables")) {
            String expression = Json.text(variable, "expression").orElse("");
            if (conditions.evaluate(expression, Result.ANY, variables, budget) instanceof Outcome.Value value) {
                own.put(Json.text(variable, "name").orElse(""), value.value());
            }
        }
        for (Object validation : Json.list(policy, "spec", "validations")) {
            String expression = Json.text(validation, "expression").orElse("");
            String reason = Json.text(validation, "reason").orElse("Invalid");
            switch (conditions.evaluate(expression, Result.BOOL, variables, budget)) {
                case Outcome.Failure failure -> {
                    if (fails) {
                        findings.add(new Finding(
                                "expression '" + expression + "' resulted in error: " + failure.why(), "Invalid"));
                    }
                }
                case Outcome.Value value -> {
                    if (!Boolean.TRUE.equals(value.value())) {
                        findings.add(new Finding(message(validation, expression, variables, budget), reason));
                    }
                }
            }
        }
        return findings;
    }

    private String message(Object validation, String expression, Map<String, Object> variables, Budget budget) {
        Optional<String> made = Json.text(validation, "messageExpression")
                .map(text -> conditions.evaluate(text, Result.STRING, variables, budget))
                .filter(Outcome.Value.class::isInstance)
                .map(outcome -> String.valueOf(((Outcome.Value) outcome).value()))
                .filter(text -> !text.isBlank() && !text.contains("\n"));
        return made.or(() -> Json.text(validation, "message")).orElse("failed expression: " + expression);
    }

    private static ApiError denial(AdmissionRequest request, String where, Finding finding) {
        int code = switch (finding.reason()) {
            case "Forbidden" -> 403;
            case "Unauthorized" -> 401;
            case "RequestEntityTooLarge" -> 413;
            default -> 422;
        };
        String text = where + " denied request: " + finding.message();
        GroupResource resource = GroupResource.of(request.target().type());
        ApiError forbidden = ApiError.forbidden(resource, request.target().name(), text);
        Map<String, Object> status = Json.copy(forbidden.status());
        status.put("reason", finding.reason());
        status.put("code", (long) code);
        Json.put(status, new ArrayList<Object>(List.of(Map.of("message", text))), "details", "causes");
        return ApiError.of(status);
    }
}
