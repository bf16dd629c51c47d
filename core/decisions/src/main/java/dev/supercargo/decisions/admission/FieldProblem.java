package dev.supercargo.decisions.admission;

import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import dev.supercargo.model.HtmlSafe;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with one field: where, how it is called (`FieldValueInvalid`), and in words.
record FieldProblem(String field, String reason, String message) {
    /// The root of the object, as Kubernetes prints it.
    static final String ROOT = "[]";

    static FieldProblem invalid(String field, @Nullable Object value, String why) {
        String text = "Invalid value: " + printed(value);
        return new FieldProblem(field, "FieldValueInvalid", why.isEmpty() ? text : text + ": " + why);
    }

    static FieldProblem duplicate(String field, Object value) {
        return new FieldProblem(field, "FieldValueDuplicate", "Duplicate value: " + printed(value));
    }

    static FieldProblem required(String field, String why) {
        return new FieldProblem(field, "FieldValueRequired", "Required value: " + why);
    }

    static FieldProblem forbidden(String field, String why) {
        return new FieldProblem(field, "FieldValueForbidden", "Forbidden: " + why);
    }

    static FieldProblem unsupported(String field, Object value, List<String> supported) {
        return new FieldProblem(
                field,
                "FieldValueNotSupported",
                "Unsupported value: " + printed(value) + ": supported values: "
                        + String.join(
                                ", ", supported.stream().map(GoText::quote).toList()));
    }

    String text() {
        return field + ": " + message;
    }

    Map<String, Object> cause() {
        return Map.of("reason", reason, "message", message, "field", field);
    }

    private static String printed(@Nullable Object value) {
        return value instanceof String text ? GoText.quote(text) : HtmlSafe.escape(Json.print(value));
    }
}
