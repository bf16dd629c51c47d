package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.kube.apiserver.cel.RuleChecks;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.SchemaChecks;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a definition says for each version: schema, columns, subresources, selectable fields.
///
/// What all versions share is named once, without the version (`spec.validation.openAPIV3Schema`,
/// `spec.additionalPrinterColumns`; QUIRK, kubernetes-api.md 9.1).
final class VersionChecks {
    private static final List<String> COLUMN_TYPES = List.of("boolean", "date", "integer", "number", "string");
    private static final List<String> COLUMN_FORMATS =
            List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");
    private static final int MAX_SELECTABLE = 8;

    private final List<FieldError> errors = new ArrayList<>();

    private VersionChecks() {}

    static List<FieldError> check(List<Object> versions) {
        var checks = new VersionChecks();
        boolean oneSchema = shared(versions, "schema");
        boolean oneSubresources = shared(versions, "subresources");
        boolean oneColumns = shared(versions, "additionalPrinterColumns");
        boolean oneSelectable = shared(versions, "selectableFields");
        for (int i = 0; i < versions.size(); i++) {
            Object version = versions.get(i);
            String own = "spec.versions[" + i + "]";
            if (i == 0 || !oneSchema) {
                String path = oneSchema ? "spec.validation.openAPIV3Schema" : own + ".schema.openAPIV3Schema";
                checks.schema(version, path, own);
            }
            if (i == 0 || !oneSubresources) {
                checks.scale(version, oneSubresources ? "spec" : own);
            }
            if (i == 0 || !oneColumns) {
                checks.columns(version, oneColumns ? "spec" : own);
            }
            if (i == 0 || !oneSelectable) {
                checks.selectable(version, oneSelectable ? "spec" : own);
            }
        }
        return checks.errors;
    }

    /// The versions as errors show them; what versions share is not shown.
    static List<Object> shown(List<Object> versions) {
        var shown = new ArrayList<Object>();
        for (Object version : versions) {
            var one = new LinkedHashMap<String, Object>();
            one.put("Name", Json.text(version, "name").orElse(""));
            one.put("Served", Json.at(version, "served").orElse(false));
            one.put("Storage", Json.at(version, "storage").orElse(false));
            one.put("Deprecated", Json.at(version, "deprecated").orElse(false));
            Json.putNullable(
                    one,
                    "DeprecationWarning",
                    Json.at(version, "deprecationWarning").orElse(null));
            for (String field : List.of("Schema", "Subresources", "AdditionalPrinterColumns", "SelectableFields")) {
                Json.putNullable(one, field, null);
            }
            shown.add(one);
        }
        return shown;
    }

    private static boolean shared(List<Object> versions, String field) {
        return versions.stream()
                        .map(version -> Json.at(version, field))
                        .distinct()
                        .count()
                <= 1;
    }

    private void schema(Object version, String path, String own) {
        Optional<Object> schema = Json.at(version, "schema", "openAPIV3Schema");
        if (schema.isEmpty()) {
            errors.add(FieldError.required(own + ".schema.openAPIV3Schema", ""));
            return;
        }
        Map<String, Object> tree = Json.asObject(schema.get());
        List<FieldError> structural = SchemaChecks.check(tree, path);
        errors.addAll(structural);
        if (structural.isEmpty()) {
            errors.addAll(RuleChecks.check(StructuralSchema.of(tree), path));
        }
    }

    private void scale(Object version, String base) {
        if (Json.at(version, "subresources", "scale").isEmpty()) {
            return;
        }
        String path = base + ".subresources.scale.";
        jsonPath(version, path, "specReplicasPath", List.of(".spec"), true);
        jsonPath(version, path, "statusReplicasPath", List.of(".status"), true);
        jsonPath(version, path, "labelSelectorPath", List.of(".spec", ".status"), false);
    }

    private void jsonPath(Object version, String base, String field, List<String> under, boolean required) {
        String path = Json.text(version, "subresources", "scale", field).orElse("");
        if (path.isEmpty()) {
            if (required) {
                errors.add(FieldError.required(base + field, ""));
            }
        } else if (!path.startsWith(".")) {
            errors.add(FieldError.invalid(base + field, path, "must be a simple json path starting with ."));
        } else if (under.stream().noneMatch(root -> path.startsWith(root + "."))) {
            String where = under.size() == 1 ? under.getFirst() : "either " + String.join(" or ", under);
            errors.add(FieldError.invalid(base + field, path, "should be a json path under " + where));
        }
    }

    private void columns(Object version, String base) {
        List<Object> columns = Json.list(version, "additionalPrinterColumns");
        for (int i = 0; i < columns.size(); i++) {
            Object column = columns.get(i);
            String path = base + ".additionalPrinterColumns[" + i + "]";
            if (Json.text(column, "name").orElse("").isEmpty()) {
                errors.add(FieldError.required(path + ".name", ""));
            }
            String type = Json.text(column, "type").orElse("");
            if (type.isEmpty()) {
                errors.add(FieldError.required(path + ".type", "must be one of " + String.join(",", COLUMN_TYPES)));
            } else if (!COLUMN_TYPES.contains(type)) {
                errors.add(
                        FieldError.invalid(path + ".type", type, "must be one of " + String.join(",", COLUMN_TYPES)));
            }
            String format = Json.text(column, "format").orElse("");
            if (!format.isEmpty() && !COLUMN_FORMATS.contains(format)) {
                errors.add(FieldError.invalid(
                        path + ".format", format, "must be one of " + String.join(",", COLUMN_FORMATS)));
            }
            String jsonPath = Json.text(column, "jsonPath").orElse("");
            if (jsonPath.isEmpty()) {
                errors.add(FieldError.required(path + ".JSONPath", ""));
            } else if (!jsonPath.startsWith(".")) {
                errors.add(
                        FieldError.invalid(path + ".JSONPath", jsonPath, "must be a simple json path starting with ."));
            }
        }
    }

    private void selectable(Object version, String base) {
        List<Object> fields = Json.list(version, "selectableFields");
        if (fields.size() > MAX_SELECTABLE) {
            errors.add(FieldError.tooMany(base + ".selectableFields", fields.size(), MAX_SELECTABLE));
        }
        var schema = StructuralSchema.of(Json.object(version, "schema", "openAPIV3Schema"));
        var seen = new LinkedHashSet<String>();
        for (int i = 0; i < fields.size(); i++) {
            String path = base + ".selectableFields[" + i + "].jsonPath";
            String field = Json.text(fields.get(i), "jsonPath").orElse("");
            if (field.isEmpty()) {
                errors.add(FieldError.required(path, ""));
            } else if (!seen.add(field)) {
                errors.add(FieldError.duplicate(path, field));
            } else {
                selectable(schema, path, field);
            }
        }
    }

    private void selectable(StructuralSchema schema, String path, String field) {
        Optional<StructuralSchema> target = field.startsWith(".") ? Optional.of(schema) : Optional.empty();
        for (String name : field.substring(field.startsWith(".") ? 1 : 0).split("\\.", -1)) {
            target =
                    target.flatMap(node -> Optional.ofNullable(node.properties().get(name)));
        }
        if (!field.startsWith(".") && !field.startsWith("[")) {
            String first = field.split("[.\\[]", 2)[0];
            errors.add(FieldError.invalid(path, field, "is an invalid path: expected [ or . but got: " + first));
        } else if (target.isEmpty()) {
            errors.add(FieldError.invalid(path, field, "is an invalid path: does not refer to a valid field"));
        } else if (field.startsWith(".metadata.")) {
            errors.add(FieldError.invalid(path, field, "must not point to fields in metadata"));
        } else if (!List.of("string", "boolean", "integer")
                .contains(target.get().type())) {
            errors.add(FieldError.invalid(
                    path,
                    field,
                    "must point to a field of type string, boolean or integer. Enum string fields and strings with "
                            + "formats are allowed."));
        }
    }
}
