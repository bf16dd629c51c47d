package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.kube.apiserver.schema.SchemaChecks;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Whether a CustomResourceDefinition may be written (kubernetes-api.md 9.1, 9.2, 9.5). The metadata is
/// checked elsewhere, as for any object; defaults are taken to be filled in.
public final class DefinitionChecks {
    private static final String APPROVAL = "api-approved.kubernetes.io";
    private static final String SEE = "see https://github.com/kubernetes/enhancements/pull/1111";

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Object> definition;

    private DefinitionChecks(Map<String, Object> definition) {
        this.definition = definition;
    }

    /// What is wrong with a new definition, or with an update of an old one.
    public static List<FieldError> validate(Map<String, Object> definition, Optional<Map<String, Object>> old) {
        var checks = new DefinitionChecks(definition);
        checks.identity();
        checks.versions();
        checks.names();
        checks.errors.addAll(VersionChecks.check(Json.list(definition, "spec", "versions")));
        checks.conversion();
        checks.storedVersions();
        old.ifPresent(checks::changes);
        return checks.errors;
    }

    /// What is not wrong, but not good either: texts for `Warning` headers.
    public static List<String> warnings(Map<String, Object> definition) {
        var formats = new LinkedHashSet<String>();
        Json.list(definition, "spec", "versions")
                .forEach(version ->
                        formats.addAll(SchemaChecks.unknownFormats(Json.object(version, "schema", "openAPIV3Schema"))));
        return formats.stream()
                .map(format -> "unrecognized format " + FieldError.quote(format))
                .toList();
    }

    private String text(String... path) {
        return Json.text(definition, path).orElse("");
    }

    private void identity() {
        String group = text("spec", "group");
        String name = text("metadata", "name");
        String plural = text("spec", "names", "plural");
        if (!name.isEmpty() && !name.equals(plural + "." + group)) {
            errors.add(FieldError.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }
        if (group.isEmpty()) {
            errors.add(FieldError.required("spec.group", ""));
        } else if (!Names.subdomain(group).isEmpty()) {
            errors.add(FieldError.invalid("spec.group", group, String.join(",", Names.subdomain(group))));
        } else if (!group.contains(".")) {
            errors.add(FieldError.invalid("spec.group", group, "should be a domain with at least one dot"));
        }
        approval(group);
        String scope = text("spec", "scope");
        if (scope.isEmpty()) {
            errors.add(FieldError.required("spec.scope", ""));
        } else if (!List.of("Cluster", "Namespaced").contains(scope)) {
            errors.add(FieldError.notSupported("spec.scope", scope, List.of("Cluster", "Namespaced")));
        }
        if (Boolean.TRUE.equals(
                Json.at(definition, "spec", "preserveUnknownFields").orElse(false))) {
            errors.add(FieldError.invalid(
                    "spec.preserveUnknownFields",
                    true,
                    "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema "
                            + "instead"));
        }
    }

    /// Groups of the Kubernetes community need its approval.
    private void approval(String group) {
        boolean isProtected = group.equals("k8s.io")
                || group.equals("kubernetes.io")
                || group.endsWith(".k8s.io")
                || group.endsWith(".kubernetes.io");
        if (!isProtected) {
            return;
        }
        String path = "metadata.annotations[" + APPROVAL + "]";
        String approval = text("metadata", "annotations", APPROVAL);
        String wanted = "protected groups must have approval annotation \"" + APPROVAL + "\"";
        if (approval.isEmpty()) {
            errors.add(FieldError.required(path, wanted + ", " + SEE));
        } else if (!approval.startsWith("unapproved") && !approval.matches("https?://[^/].*")) {
            errors.add(FieldError.invalid(
                    path, approval, wanted + " with either a URL or a reason starting with \"unapproved\", " + SEE));
        }
    }

    private void names() {
        String path = "spec.names.";
        for (String field : List.of("plural", "singular", "kind", "listKind")) {
            String name = text("spec", "names", field);
            boolean isKind = field.endsWith("ind");
            if (name.isEmpty()) {
                errors.add(FieldError.required(path + field, ""));
            } else {
                String lower = isKind ? name.toLowerCase(Locale.ROOT) : name;
                label(path + field, name, lower, isKind ? "may have mixed case, but should otherwise match: " : "");
            }
        }
        for (String field : List.of("shortNames", "categories")) {
            List<Object> list = Json.list(definition, "spec", "names", field);
            for (int i = 0; i < list.size(); i++) {
                String name = String.valueOf(list.get(i));
                label(path + field + "[" + i + "]", name, name, "");
            }
        }
        String kind = text("spec", "names", "kind");
        if (!kind.isEmpty() && kind.equals(text("spec", "names", "listKind"))) {
            errors.add(FieldError.invalid(path + "listKind", kind, "kind and listKind may not be the same"));
        }
    }

    private void label(String path, String shown, String name, String prefix) {
        List<String> problems = Names.label1035(name);
        if (!problems.isEmpty()) {
            errors.add(FieldError.invalid(path, shown, prefix + String.join(",", problems)));
        }
    }

    private void versions() {
        List<Object> versions = Json.list(definition, "spec", "versions");
        var names = new LinkedHashSet<String>();
        boolean unique = true;
        long stored = 0;
        for (int i = 0; i < versions.size(); i++) {
            Object version = versions.get(i);
            String name = Json.text(version, "name").orElse("");
            unique &= names.add(name);
            stored += Boolean.TRUE.equals(Json.at(version, "storage").orElse(false)) ? 1 : 0;
            label("spec.versions[" + i + "].name", name, name, "");
            deprecation(version, "spec.versions[" + i + "].deprecationWarning");
        }
        if (!unique) {
            errors.add(FieldError.invalid(
                    "spec.versions", VersionChecks.shown(versions), "must contain unique version names"));
        }
        if (stored != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions",
                    Json.at(definition, "spec", "versions").isEmpty() ? null : VersionChecks.shown(versions),
                    "must have exactly one version marked as storage version"));
        }
        if (!versions.isEmpty()) {
            String first = Json.text(versions.getFirst(), "name").orElse("");
            label("spec.version", first, first, "");
        }
    }

    private void deprecation(Object version, String path) {
        Optional<String> warning = Json.text(version, "deprecationWarning");
        boolean deprecated = Boolean.TRUE.equals(Json.at(version, "deprecated").orElse(false));
        if (warning.isPresent() && !deprecated) {
            errors.add(FieldError.invalid(path, warning.get(), "can only be set for deprecated versions"));
        }
    }

    private void conversion() {
        String strategy = text("spec", "conversion", "strategy");
        List<Object> versions = Json.list(definition, "spec", "versions");
        boolean convertible = strategy.equals("None") || strategy.isEmpty();
        // Objects are never converted by somebody else: with one version there is nothing to convert.
        boolean harmless = strategy.equals("Webhook") && versions.size() == 1;
        if (!convertible && !strategy.equals("Webhook")) {
            errors.add(FieldError.notSupported("spec.conversion.strategy", strategy, List.of("None", "Webhook")));
        } else if (!convertible && !harmless) {
            errors.add(FieldError.notSupported("spec.conversion.strategy", strategy, List.of("None")));
        }
        if (harmless
                && Json.at(definition, "spec", "conversion", "webhook", "clientConfig")
                        .isEmpty()) {
            errors.add(FieldError.required(
                    "spec.conversion.webhookClientConfig", "required when strategy is set to Webhook"));
        }
        if (harmless
                && Json.list(definition, "spec", "conversion", "webhook", "conversionReviewVersions")
                        .isEmpty()) {
            errors.add(FieldError.required("spec.conversion.conversionReviewVersions", ""));
        }
    }

    private void storedVersions() {
        List<Object> stored = Json.list(definition, "status", "storedVersions");
        List<String> names = Json.list(definition, "spec", "versions").stream()
                .map(version -> Json.text(version, "name").orElse(""))
                .toList();
        if (stored.isEmpty()) {
            errors.add(FieldError.invalid("status.storedVersions", null, "must have at least one stored version"));
        }
        for (int i = 0; i < stored.size(); i++) {
            String name = String.valueOf(stored.get(i));
            if (!names.contains(name)) {
                errors.add(FieldError.invalid(
                        "status.storedVersions[" + i + "]",
                        name,
                        "missing from spec.versions; " + name + " was previously a storage version, and must remain in "
                                + "spec.versions until a storage migration ensures no data remains persisted in "
                                + name + " and removes " + name + " from status.storedVersions"));
            }
        }
    }

    private void changes(Map<String, Object> old) {
        boolean established = Json.list(old, "status", "conditions").stream()
                .anyMatch(condition ->
                        "Established".equals(Json.text(condition, "type").orElse(""))
                                && "True".equals(Json.text(condition, "status").orElse("")));
        unchanged(old, "spec", "group");
        unchanged(old, "spec", "names", "plural");
        if (established) {
            unchanged(old, "spec", "scope");
            unchanged(old, "spec", "names", "kind");
        }
    }

    private void unchanged(Map<String, Object> old, String... path) {
        Object now = Json.at(definition, path).orElse(null);
        if (!Objects.equals(now, Json.at(old, path).orElse(null))) {
            errors.add(FieldError.invalid(String.join(".", path), now, "field is immutable"));
        }
    }
}
