package dev.supercargo.promotion.config;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks a value against a JSON Schema and says what is wrong in gojsonschema's words (steps.md 1.3).
final class Validation {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]+@[^\\s<>@]+|[^<>]*<[^\\s<>@]+@[^\\s<>@]+>");
    private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:[^\\\\\\s]*");

    private final List<String> problems = new ArrayList<>();

    private Validation() {}

    static List<String> problems(Map<String, Object> schema, @Nullable Object value) {
        var validation = new Validation();
        validation.check(schema, value, "");
        return List.copyOf(validation.problems);
    }

    private void check(Map<String, Object> schema, @Nullable Object value, String path) {
        Json.text(schema, "type")
                .ifPresentOrElse(
                        wanted -> {
                            if (isOf(wanted, value)) {
                                checkKind(schema, value, path);
                            } else {
                                tell(path, "Invalid type. Expected: " + wanted + ", given: " + typeOf(value));
                            }
                        },
                        () -> checkKind(schema, value, path));
        checkCombinations(schema, value, path);
    }

    private void checkKind(Map<String, Object> schema, @Nullable Object value, String path) {
        if (schema.get("enum") instanceof List<?> allowed && allowed.stream().noneMatch(a -> Json.same(a, value))) {
            String words = allowed.stream().map(Json::print).collect(Collectors.joining(", "));
            tell(path, where(path) + " must be one of the following: " + words);
        }
        switch (value) {
            case String text -> checkText(schema, text, path);
            case Number number -> checkNumber(schema, number.doubleValue(), path);
            case List<?> list -> checkList(schema, list, path);
            case Map<?, ?> map -> checkObject(schema, Json.asObject(map), path);
            case null, default -> {}
        }
    }

    private void checkText(Map<String, Object> schema, String text, String path) {
        if (schema.get("minLength") instanceof Long least && text.codePointCount(0, text.length()) < least) {
            tell(path, "String length must be greater than or equal to " + least);
        }
        if (schema.get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(text).find()) {
            tell(path, "Does not match pattern '" + pattern + "'");
        }
        if (schema.get("format") instanceof String format && !fits(format, text)) {
            tell(path, "Does not match format '" + format + "'");
        }
    }

    private static boolean fits(String format, String text) {
        return switch (format) {
            case "email" -> ADDRESS.matcher(text).matches();
            case "uri" -> URI.matcher(text).matches();
            default -> throw new IllegalStateException("unknown format " + format);
        };
    }

    private void checkNumber(Map<String, Object> schema, double number, String path) {
        if (schema.get("minimum") instanceof Number least && number < least.doubleValue()) {
            tell(path, "Must be greater than or equal to " + print(least));
        }
        if (schema.get("maximum") instanceof Number most && number > most.doubleValue()) {
            tell(path, "Must be less than or equal to " + print(most));
        }
    }

    /// Small numbers plainly, large ones with an exponent, as the messages always had them.
    private static String print(Number limit) {
        if (Math.abs(limit.doubleValue()) < 1e6) {
            return Json.print(limit);
        }
        String digits = java.math.BigDecimal.valueOf(limit.longValue())
                .stripTrailingZeros()
                .unscaledValue()
                .toString();
        int exponent = String.valueOf(limit.longValue()).length() - 1;
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return "%s%se+%02d".formatted(digits.charAt(0), fraction, exponent);
    }

    private void checkList(Map<String, Object> schema, List<?> list, String path) {
        if (schema.get("minItems") instanceof Long least && list.size() < least) {
            tell(path, "Array must have at least " + least + " items");
        }
        if (Boolean.TRUE.equals(schema.get("uniqueItems"))) {
            for (int i = 0; i < list.size(); i++) {
                for (int j = i + 1; j < list.size(); j++) {
                    if (Json.same(list.get(i), list.get(j))) {
                        tell(path, "array items[" + i + "," + j + "] must be unique");
                    }
                }
            }
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            for (int i = 0; i < list.size(); i++) {
                check(Json.asObject(items), list.get(i), below(path, String.valueOf(i)));
            }
        }
    }

    private void checkObject(Map<String, Object> schema, Map<String, Object> object, String path) {
        Map<String, Object> properties = Json.object(schema, "properties");
        if (schema.get("minProperties") instanceof Long least && object.size() < least) {
            tell(path, "Must have at least " + least + " properties");
        }
        for (Object key : Json.list(schema, "required")) {
            if (!object.containsKey(String.valueOf(key))) {
                tell(path, key + " is required");
            }
        }
        object.forEach((key, value) -> {
            if (properties.get(key) instanceof Map<?, ?> property) {
                check(Json.asObject(property), value, below(path, key));
            } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
                tell(path, "Additional property " + key + " is not allowed");
            }
        });
    }

    private void checkCombinations(Map<String, Object> schema, @Nullable Object value, String path) {
        Predicate<Object> fits = branch -> {
            var validation = new Validation();
            validation.check(Json.asObject(branch), value, path);
            return validation.problems.isEmpty();
        };
        List<Object> one = Json.list(schema, "oneOf");
        if (!one.isEmpty() && one.stream().filter(fits).count() != 1) {
            tell(path, "Must validate one and only one schema (oneOf)");
        }
        List<Object> any = Json.list(schema, "anyOf");
        if (!any.isEmpty() && any.stream().noneMatch(fits)) {
            tell(path, "Must validate at least one schema (anyOf)");
        }
    }

    private static boolean isOf(String wanted, @Nullable Object value) {
        String type = typeOf(value);
        return type.equals(wanted) || (wanted.equals("number") && type.equals("integer"));
    }

    private static String typeOf(@Nullable Object value) {
        return switch (value) {
            case Long _ -> "integer";
            case Double number -> number == Math.rint(number) ? "integer" : "number";
            case null, default -> Json.kindOf(value);
        };
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String where(String path) {
        return path.isEmpty() ? "(root)" : path;
    }

    private void tell(String path, String what) {
        problems.add(where(path) + ": " + what);
    }
}
