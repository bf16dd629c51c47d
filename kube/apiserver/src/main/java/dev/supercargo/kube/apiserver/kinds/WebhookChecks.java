package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.cel.AdmissionExpression;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.kube.apiserver.schema.SelectorChecks;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a configuration of admission webhooks makes sense (kubernetes-api.md 8.4). Defaults are taken to be filled
/// in.
final class WebhookChecks {
    private static final List<String> OPERATIONS = List.of("*", "CONNECT", "CREATE", "DELETE", "UPDATE");
    private static final List<String> SIDE_EFFECTS = List.of("None", "NoneOnDryRun");
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final String FORM = "; desired format: https://host[/path]";
    private static final int MOST_CONDITIONS = 64;

    private final List<FieldError> errors = new ArrayList<>();

    private WebhookChecks() {}

    static List<FieldError> check(Map<String, Object> configuration) {
        var checks = new WebhookChecks();
        List<Object> webhooks = Json.list(configuration, "webhooks");
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < webhooks.size(); i++) {
            String path = "webhooks[" + i + "]";
            Map<String, Object> webhook = Json.asObject(webhooks.get(i));
            checks.webhook(webhook, path);
            String name = Json.text(webhook, "name").orElse("");
            if (!names.add(name)) {
                checks.errors.add(FieldError.duplicate(path + ".name", name));
            }
        }
        return checks.errors;
    }

    /// What is wrong with a rule that says which requests are meant.
    static List<FieldError> rules(Object rule, String path) {
        var checks = new WebhookChecks();
        checks.rule(rule, path);
        return checks.errors;
    }

    /// What is wrong with match conditions.
    static List<FieldError> conditions(List<Object> conditions, String path) {
        var checks = new WebhookChecks();
        checks.matchConditions(conditions, path);
        return checks.errors;
    }

    private void webhook(Map<String, Object> webhook, String path) {
        name(Json.text(webhook, "name").orElse(""), path + ".name");
        List<Object> rules = Json.list(webhook, "rules");
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), path + ".rules[" + i + "]");
        }
        oneOf(webhook, path, "failurePolicy", List.of("Fail", "Ignore"));
        oneOf(webhook, path, "matchPolicy", List.of("Equivalent", "Exact"));
        for (String field : List.of("namespaceSelector", "objectSelector")) {
            errors.addAll(SelectorChecks.errors(Json.object(webhook, field), path + "." + field));
        }
        sideEffects(webhook, path + ".sideEffects");
        Object timeout = webhook.get("timeoutSeconds");
        if (timeout instanceof Long seconds && (seconds < 1 || seconds > 30)) {
            errors.add(FieldError.invalid(
                    path + ".timeoutSeconds", seconds, "the timeout value must be between 1 and 30 seconds"));
        }
        reviewVersions(webhook, path + ".admissionReviewVersions");
        client(Json.object(webhook, "clientConfig"), path + ".clientConfig");
        oneOf(webhook, path, "reinvocationPolicy", List.of("IfNeeded", "Never"));
        matchConditions(Json.list(webhook, "matchConditions"), path + ".matchConditions");
    }

    private void name(String name, String path) {
        if (name.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (!Names.subdomain(name).isEmpty()) {
            Names.subdomain(name).forEach(problem -> errors.add(FieldError.invalid(path, name, problem)));
        } else if (name.split("\\.", -1).length < 3) {
            errors.add(FieldError.invalid(
                    path, name, "should be a domain with at least three segments separated by dots"));
        }
    }

    private void oneOf(Map<String, Object> webhook, String path, String field, List<String> allowed) {
        Json.text(webhook, field)
                .filter(value -> !allowed.contains(value))
                .ifPresent(value -> errors.add(FieldError.notSupported(path + "." + field, value, allowed)));
    }

    private void sideEffects(Map<String, Object> webhook, String path) {
        String value = Json.text(webhook, "sideEffects").orElse("");
        if (value.isEmpty()) {
            errors.add(FieldError.required(path, "must specify one of None, NoneOnDryRun"));
        } else if (!SIDE_EFFECTS.contains(value)) {
            errors.add(FieldError.notSupported(path, value, SIDE_EFFECTS));
        }
    }

    private void reviewVersions(Map<String, Object> webhook, String path) {
        List<Object> versions = Json.list(webhook, "admissionReviewVersions");
        if (versions.isEmpty()) {
            errors.add(FieldError.required(path, "must specify one of v1, v1beta1"));
        } else if (!versions.contains("v1") && !versions.contains("v1beta1")) {
            errors.add(FieldError.invalid(path, versions, "must include at least one of v1, v1beta1"));
        }
        var seen = new LinkedHashSet<Object>();
        for (int i = 0; i < versions.size(); i++) {
            if (!seen.add(versions.get(i))) {
                errors.add(FieldError.invalid(path + "[" + i + "]", versions.get(i), "duplicate version"));
            }
        }
    }

    private void client(Map<String, Object> client, String path) {
        String url = Json.text(client, "url").orElse("");
        boolean service = Json.at(client, "service").isPresent();
        if (url.isEmpty() != service) {
            errors.add(FieldError.required(path, "exactly one of url or service is required"));
        } else if (service) {
            for (String field : List.of("name", "namespace")) {
                if (Json.text(client, "service", field).orElse("").isEmpty()) {
                    // QUIRK: Kubernetes names the one for the other
                    String named = field.equals("name") ? "namespace" : "name";
                    errors.add(FieldError.required(path + ".service." + named, ""));
                }
            }
            place(Json.object(client, "service"), path + ".service");
        } else {
            url(url, path + ".url");
        }
    }

    private void place(Map<String, Object> service, String path) {
        if (service.get("port") instanceof Long port && (port < 1 || port > 65_535)) {
            errors.add(FieldError.invalid(
                    path + ".port", port, "port is not valid: must be between 1 and 65535, inclusive"));
        }
        String given = Json.text(service, "path").orElse("/");
        if (!given.startsWith("/")) {
            errors.add(FieldError.invalid(path + ".path", given, "must start with a '/'"));
        }
        String steps = given.replaceFirst("^/", "").replaceFirst("/$", "");
        int index = 0;
        for (String step : steps.isEmpty() ? new String[0] : steps.split("/", -1)) {
            int number = index++;
            if (step.isEmpty()) {
                errors.add(FieldError.invalid(path + ".path", given, "segment[" + number + "] may not be empty"));
            } else {
                Names.subdomain(step)
                        .forEach(problem -> errors.add(
                                FieldError.invalid(path + ".path", given, "segment[" + number + "]: " + problem)));
            }
        }
    }

    private void url(String url, String path) {
        Matcher parts = URL.matcher(url);
        String scheme = parts.matches() ? parts.group(1) : "";
        if (!scheme.equals("https")) {
            errors.add(FieldError.invalid(path, scheme, "'https' is the only allowed URL scheme" + FORM));
        }
        if (!parts.matches()) {
            return;
        }
        String authority = parts.group(2);
        if (authority.substring(authority.lastIndexOf('@') + 1).isEmpty()) {
            errors.add(FieldError.invalid(path, "", "host must be specified" + FORM));
        }
        if (authority.contains("@")) {
            errors.add(FieldError.invalid(
                    path,
                    authority.substring(0, authority.lastIndexOf('@')),
                    "user information is not permitted in the URL"));
        }
        if (parts.group(5) != null) {
            errors.add(FieldError.invalid(path, parts.group(5).substring(1), "fragments are not permitted in the URL"));
        }
        if (parts.group(4) != null) {
            errors.add(FieldError.invalid(
                    path, parts.group(4).substring(1), "query parameters are not permitted in the URL"));
        }
    }

    private void rule(Object rule, String path) {
        List<Object> operations = Json.list(rule, "operations");
        if (operations.isEmpty()) {
            errors.add(FieldError.required(path + ".operations", ""));
        }
        alone(operations, path + ".operations", "operations");
        for (int i = 0; i < operations.size(); i++) {
            String operation = String.valueOf(operations.get(i));
            if (!OPERATIONS.contains(operation)) {
                errors.add(FieldError.notSupported(path + ".operations[" + i + "]", operation, OPERATIONS));
            }
        }
        group(Json.list(rule, "apiGroups"), path + ".apiGroups", "API groups");
        group(Json.list(rule, "apiVersions"), path + ".apiVersions", "API versions");
        resources(Json.list(rule, "resources"), path + ".resources");
        Json.text(rule, "scope")
                .filter(scope -> !List.of("*", "Cluster", "Namespaced").contains(scope))
                .ifPresent(scope -> errors.add(
                        FieldError.notSupported(path + ".scope", scope, List.of("*", "Cluster", "Namespaced"))));
    }

    private void group(List<Object> values, String path, String what) {
        if (values.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        alone(values, path, what);
    }

    private void alone(List<Object> values, String path, String what) {
        if (values.size() > 1 && values.contains("*")) {
            errors.add(FieldError.invalid(path, values, "if '*' is present, must not specify other " + what));
        }
    }

    private void resources(List<Object> resources, String path) {
        if (resources.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        var before = new LinkedHashSet<String>();
        for (int i = 0; i < resources.size(); i++) {
            String resource = String.valueOf(resources.get(i));
            String at = path + "[" + i + "]";
            if (resource.isEmpty()) {
                errors.add(FieldError.required(at, ""));
            } else if (before.contains("*/*") && resource.endsWith("/*")) {
                errors.add(FieldError.invalid(at, resource, "if '*/*' is present, must not specify " + resource));
            }
            before.add(resource);
        }
        if (resources.size() > 1 && resources.contains("*/*")) {
            errors.add(FieldError.invalid(path, resources, "if '*/*' is present, must not specify other resources"));
        } else if (resources.contains("*")
                && resources.stream().anyMatch(other -> !String.valueOf(other).contains("/") && !other.equals("*"))) {
            errors.add(FieldError.invalid(
                    path, resources, "if '*' is present, must not specify other resources without subresources"));
        }
    }

    private void matchConditions(List<Object> conditions, String path) {
        if (conditions.size() > MOST_CONDITIONS) {
            errors.add(FieldError.tooMany(path, conditions.size(), MOST_CONDITIONS));
            return;
        }
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < conditions.size(); i++) {
            String at = path + "[" + i + "]";
            String expression =
                    Json.text(conditions.get(i), "expression").orElse("").strip();
            if (expression.isEmpty()) {
                errors.add(FieldError.required(at + ".expression", ""));
            } else if (AdmissionExpression.compile(expression, AdmissionExpression.Result.BOOL)
                    instanceof AdmissionExpression.Attempt.Refused refused) {
                errors.add(FieldError.invalid(at + ".expression", expression, refused.problem()));
            }
            String name = Json.text(conditions.get(i), "name").orElse("");
            if (name.isEmpty()) {
                errors.add(FieldError.required(at + ".name", ""));
            } else if (!names.add(name)) {
                errors.add(FieldError.duplicate(at + ".name", name));
            } else {
                Names.qualified(name).forEach(problem -> errors.add(FieldError.invalid(at + ".name", name, problem)));
            }
        }
    }
}
