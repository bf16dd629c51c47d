package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with one field, in the words of the Kubernetes API (kubernetes-api.md 2, field errors).
///
/// `path` is as in `spec.steps[0].as` or `metadata.annotations[a/b]`; an error about the whole object has the path
/// [#ROOT]. `body` is the text after the path.
public record FieldError(String path, Type type, String body) {
    /// The path of errors that belong to no field.
    public static final String ROOT = "<nil>";

    /// What kind of mistake it is.
    public enum Type {
        REQUIRED("FieldValueRequired"),
        INVALID("FieldValueInvalid"),
        TYPE_INVALID("FieldValueTypeInvalid"),
        NOT_SUPPORTED("FieldValueNotSupported"),
        FORBIDDEN("FieldValueForbidden"),
        DUPLICATE("FieldValueDuplicate"),
        NOT_FOUND("FieldValueNotFound"),
        TOO_LONG("FieldValueTooLong"),
        TOO_MANY("FieldValueTooMany"),
        INTERNAL("InternalError");

        private final String reason;

        Type(String reason) {
            this.reason = reason;
        }

        /// The `reason` of the cause in a Status.
        public String reason() {
            return reason;
        }
    }

    /// `Required value`, with a detail unless it is empty.
    public static FieldError required(String path, String detail) {
        return new FieldError(path, Type.REQUIRED, detail.isEmpty() ? "Required value" : "Required value: " + detail);
    }

    /// `Invalid value: <value>: <detail>`.
    public static FieldError invalid(String path, @Nullable Object value, String detail) {
        return new FieldError(path, Type.INVALID, "Invalid value: " + show(value) + ": " + detail);
    }

    /// `Invalid value: <detail>`: the value is not shown.
    public static FieldError invalid(String path, String detail) {
        return new FieldError(path, Type.INVALID, "Invalid value: " + detail);
    }

    /// Like [#invalid], for values of a wrong JSON type or format.
    public static FieldError typeInvalid(String path, @Nullable Object value, String detail) {
        return new FieldError(path, Type.TYPE_INVALID, "Invalid value: " + show(value) + ": " + detail);
    }

    /// `Unsupported value: <value>: supported values: "a", "b"`, in the given order.
    public static FieldError notSupported(String path, @Nullable Object value, List<String> supported) {
        String values = supported.stream().map(FieldError::quote).collect(Collectors.joining(", "));
        String rest = supported.isEmpty() ? "" : ": supported values: " + values;
        return new FieldError(path, Type.NOT_SUPPORTED, "Unsupported value: " + show(value) + rest);
    }

    /// `Forbidden: <detail>`.
    public static FieldError forbidden(String path, String detail) {
        return new FieldError(path, Type.FORBIDDEN, detail.isEmpty() ? "Forbidden" : "Forbidden: " + detail);
    }

    /// `Duplicate value: <value>`.
    public static FieldError duplicate(String path, @Nullable Object value) {
        return new FieldError(path, Type.DUPLICATE, "Duplicate value: " + show(value));
    }

    /// `Duplicate value`: the value is not shown.
    public static FieldError duplicate(String path) {
        return new FieldError(path, Type.DUPLICATE, "Duplicate value");
    }

    /// `Not found: <value>`.
    public static FieldError notFound(String path, @Nullable Object value) {
        return new FieldError(path, Type.NOT_FOUND, "Not found: " + show(value));
    }

    /// `Too long: may not be more than <max> bytes`.
    public static FieldError tooLong(String path, long max) {
        String unit = max == 1 ? " byte" : " bytes";
        return new FieldError(path, Type.TOO_LONG, "Too long: may not be more than " + max + unit);
    }

    /// `Too many: <actual>: must have at most <max> items`.
    public static FieldError tooMany(String path, long actual, long max) {
        String unit = max == 1 ? " item" : " items";
        return new FieldError(path, Type.TOO_MANY, "Too many: " + actual + ": must have at most " + max + unit);
    }

    /// `Internal error: <detail>`.
    public static FieldError internal(String path, String detail) {
        return new FieldError(path, Type.INTERNAL, "Internal error: " + detail);
    }

    /// The same error of another field.
    public FieldError at(String otherPath) {
        return new FieldError(otherPath, type, body);
    }

    /// The entry of `details.causes` of a Status: `reason`, `message`, `field`.
    public Map<String, Object> cause() {
        var cause = new LinkedHashMap<String, Object>();
        cause.put("reason", type.reason());
        cause.put("message", body);
        cause.put("field", path);
        return cause;
    }

    /// All causes, in order.
    public static List<Object> causes(List<FieldError> errors) {
        return errors.stream().<Object>map(FieldError::cause).toList();
    }

    /// The text of several errors: one alone as it is, several as `[a, b]`; the same text only once.
    public static String summary(List<FieldError> errors) {
        var texts = new LinkedHashSet<String>();
        errors.forEach(error -> texts.add(error.toString()));
        return texts.size() == 1 ? texts.iterator().next() : "[" + String.join(", ", texts) + "]";
    }

    /// `path: body`, or the body alone where the path is empty.
    @Override
    public String toString() {
        return path.isEmpty() ? body : path + ": " + body;
    }

    private static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quote(text);
            case Map<?, ?> map -> Json.print(map);
            case List<?> list -> Json.print(list);
            case Double number -> Json.print(number);
            default -> value.toString();
        };
    }

    /// A text in double quotes, escaped as Go's `%q` does.
    public static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> appendQuoted(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendQuoted(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0b -> out.append("\\v");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x80) {
                    out.append("\\x%02x".formatted(c));
                } else {
                    out.append((c > 0xffff ? "\\U%08x" : "\\u%04x").formatted(c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
