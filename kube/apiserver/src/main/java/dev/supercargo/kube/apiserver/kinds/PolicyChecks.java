package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.cel.AdmissionExpression;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.kube.apiserver.schema.SelectorChecks;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks ValidatingAdmissionPolicies and their bindings (kubernetes-api.md 8.5).
final class PolicyChecks {
    private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
    private static final String AT_LEAST = "validations or auditAnnotations must contain at least one item";
    private static final String NOT_BOTH = "must not contain both Deny and Warn (repeating the same validation failure"
            + " information in the API response and headers serves no purpose)";
    private static final String EXCLUSIVE = "name and selector are mutually exclusive";

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Object> object;

    private PolicyChecks(Map<String, Object> object) {
        this.object = object;
    }

    static List<FieldError> policy(Map<String, Object> policy) {
        var checks = new PolicyChecks(policy);
        Json.text(policy, "spec", "failurePolicy")
                .ifPresent(value -> checks.oneOf("spec.failurePolicy", value, List.of("Fail", "Ignore")));
        checks.parameters();
        if (Json.at(policy, "spec", "matchConstraints").isEmpty()) {
            checks.errors.add(FieldError.required("spec.matchConstraints", ""));
        } else {
            checks.matching("matchConstraints", true);
        }
        checks.errors.addAll(
                WebhookChecks.conditions(Json.list(policy, "spec", "matchConditions"), "spec.matchConditions"));
        checks.variables();
        checks.validations();
        checks.annotations();
        return checks.errors;
    }

    static List<FieldError> binding(Map<String, Object> binding) {
        var checks = new PolicyChecks(binding);
        String policy = Json.text(binding, "spec", "policyName").orElse("");
        if (policy.isEmpty()) {
            checks.errors.add(FieldError.required("spec.policyName", ""));
        } else {
            Names.subdomain(policy)
                    .forEach(problem -> checks.errors.add(FieldError.invalid("spec.policyName", policy, problem)));
        }
        checks.reference();
        if (Json.at(binding, "spec", "matchResources").isPresent()) {
            checks.matching("matchResources", false);
        }
        checks.actions(Json.list(binding, "spec", "validationActions"));
        return checks.errors;
    }

    private void oneOf(String path, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            errors.add(FieldError.notSupported(path, value, allowed));
        }
    }

    private void parameters() {
        if (Json.at(object, "spec", "paramKind").isEmpty()) {
            return;
        }
        String version = Json.text(object, "spec", "paramKind", "apiVersion").orElse("");
        if (version.isEmpty()) {
            errors.add(FieldError.required("spec.paramKind.apiVersion", ""));
        } else if (version.indexOf('/') != version.lastIndexOf('/')) {
            errors.add(FieldError.invalid(
                    "spec.paramKind.apiVersion", version, "unexpected GroupVersion string: " + version));
        }
        String kind = Json.text(object, "spec", "paramKind", "kind").orElse("");
        if (kind.isEmpty()) {
            errors.add(FieldError.required("spec.paramKind.kind", ""));
        } else {
            Names.label1035(kind.toLowerCase(Locale.ROOT))
                    .forEach(problem -> errors.add(FieldError.invalid(
                            "spec.paramKind.kind",
                            kind,
                            "may have mixed case, but should otherwise match: " + problem)));
        }
    }

    private void matching(String part, boolean needsRules) {
        String path = "spec." + part;
        Map<String, Object> constraints = Json.object(object, "spec", part);
        Json.text(constraints, "matchPolicy")
                .ifPresent(value -> oneOf(path + ".matchPolicy", value, List.of("Equivalent", "Exact")));
        for (String field : List.of("namespaceSelector", "objectSelector")) {
            errors.addAll(SelectorChecks.errors(Json.object(constraints, field), path + "." + field));
        }
        for (String field : List.of("resourceRules", "excludeResourceRules")) {
            List<Object> rules = Json.list(constraints, field);
            for (int i = 0; i < rules.size(); i++) {
                errors.addAll(WebhookChecks.rules(rules.get(i), path + "." + field + "[" + i + "]"));
            }
        }
        if (needsRules && Json.list(constraints, "resourceRules").isEmpty()) {
            errors.add(FieldError.required(path + ".resourceRules", ""));
        }
    }

    private void variables() {
        List<Object> variables = Json.list(object, "spec", "variables");
        for (int i = 0; i < variables.size(); i++) {
            String path = "spec.variables[" + i + "]";
            String name = Json.text(variables.get(i), "name").orElse("");
            if (name.isEmpty()) {
                errors.add(FieldError.required(path + ".name", "name is not specified"));
            } else if (!IDENTIFIER.matcher(name).matches()) {
                errors.add(FieldError.invalid(path + ".name", name, "must be a valid CEL identifier"));
            }
            expression(
                    path + ".expression",
                    Json.text(variables.get(i), "expression").orElse(""),
                    AdmissionExpression.Result.ANY);
        }
    }

    private void validations() {
        List<Object> validations = Json.list(object, "spec", "validations");
        if (validations.isEmpty()
                && Json.list(object, "spec", "auditAnnotations").isEmpty()) {
            errors.add(FieldError.required("spec.validations", AT_LEAST));
            errors.add(FieldError.required("spec.auditAnnotations", AT_LEAST));
        }
        for (int i = 0; i < validations.size(); i++) {
            Object validation = validations.get(i);
            String path = "spec.validations[" + i + "]";
            expression(
                    path + ".expression",
                    Json.text(validation, "expression").orElse(""),
                    AdmissionExpression.Result.BOOL);
            message(path + ".message", Json.text(validation, "message").orElse(""));
            String made = Json.text(validation, "messageExpression").orElse("");
            if (!made.isEmpty() && made.isBlank()) {
                errors.add(FieldError.invalid(path + ".messageExpression", made, "must be non-empty if specified"));
            } else if (!made.isEmpty()) {
                expression(path + ".messageExpression", made, AdmissionExpression.Result.STRING);
            }
            Json.text(validation, "reason")
                    .ifPresent(reason -> oneOf(
                            path + ".reason",
                            reason,
                            reason.equals("Unauthorized")
                                    ? List.of("Unauthorized")
                                    : List.of("Forbidden", "Invalid", "RequestEntityTooLarge")));
        }
    }

    private void message(String path, String message) {
        if (!message.isEmpty() && message.isBlank()) {
            errors.add(FieldError.invalid(path, message, "must be non-empty if specified"));
        } else if (message.strip().contains("\n")) {
            errors.add(FieldError.invalid(path, message, "must not contain line breaks"));
        }
    }

    private void annotations() {
        List<Object> annotations = Json.list(object, "spec", "auditAnnotations");
        String own = Json.text(object, "metadata", "name").orElse("");
        var keys = new LinkedHashSet<String>();
        for (int i = 0; i < annotations.size(); i++) {
            String path = "spec.auditAnnotations[" + i + "]";
            String key = Json.text(annotations.get(i), "key").orElse("");
            if (key.isEmpty()) {
                errors.add(FieldError.required(path + ".key", ""));
            } else {
                Names.qualified(own + "/" + key)
                        .forEach(problem -> errors.add(FieldError.invalid(path + ".key", own + "/" + key, problem)));
            }
            String value =
                    Json.text(annotations.get(i), "valueExpression").orElse("").strip();
            if (value.isEmpty()) {
                errors.add(FieldError.required(path + ".valueExpression", "valueExpression is not specified"));
            } else {
                compiled(path + ".valueExpression", value, AdmissionExpression.Result.TEXT_OR_NULL);
            }
            if (!keys.add(key)) {
                errors.add(FieldError.duplicate(path + ".key", key));
            }
        }
    }

    private void expression(String path, String expression, AdmissionExpression.Result wanted) {
        String text = expression.strip();
        if (text.isEmpty()) {
            errors.add(FieldError.required(path, "expression is not specified"));
        } else {
            compiled(path, text, wanted);
        }
    }

    /// Expressions that ask the authorizer are looked at when they are evaluated.
    private void compiled(String path, String expression, AdmissionExpression.Result wanted) {
        if (!expression.contains("authorizer")
                && AdmissionExpression.compile(expression, wanted, absent())
                        instanceof AdmissionExpression.Attempt.Refused refused) {
            errors.add(FieldError.invalid(path, expression, refused.problem()));
        }
    }

    /// Variables that this policy does not have.
    private Set<String> absent() {
        var absent = new LinkedHashSet<String>();
        if (Json.at(object, "spec", "paramKind").isEmpty()) {
            absent.add("params");
        }
        if (Json.list(object, "spec", "variables").isEmpty()) {
            absent.add("variables");
        }
        return absent;
    }

    private void reference() {
        Map<String, Object> reference = Json.object(object, "spec", "paramRef");
        if (Json.at(object, "spec", "paramRef").isEmpty()) {
            return;
        }
        boolean named = !Json.text(reference, "name").orElse("").isEmpty();
        boolean selected = reference.get("selector") != null;
        if (named && selected) {
            errors.add(FieldError.forbidden("spec.paramRef.name", EXCLUSIVE));
            errors.add(FieldError.forbidden("spec.paramRef.selector", EXCLUSIVE));
        } else if (!named && !selected) {
            errors.add(FieldError.required("spec.paramRef", "one of name or selector must be specified"));
        }
        String absent = Json.text(reference, "parameterNotFoundAction").orElse("");
        if (absent.isEmpty()) {
            errors.add(FieldError.required("spec.paramRef.parameterNotFoundAction", ""));
        } else {
            oneOf("spec.paramRef.parameterNotFoundAction", absent, List.of("Allow", "Deny"));
        }
    }

    private void actions(List<Object> actions) {
        String path = "spec.validationActions";
        if (actions.isEmpty()) {
            errors.add(FieldError.required(path, "at least one validation action is required"));
        }
        var seen = new LinkedHashSet<Object>();
        for (int i = 0; i < actions.size(); i++) {
            String action = String.valueOf(actions.get(i));
            oneOf(path + "[" + i + "]", action, List.of("Audit", "Deny", "Warn"));
            if (!seen.add(action)) {
                errors.add(FieldError.duplicate(path + "[" + i + "]", action));
            }
        }
        if (seen.contains("Deny") && seen.contains("Warn")) {
            errors.add(FieldError.invalid(path, actions, NOT_BOTH));
        }
    }
}
