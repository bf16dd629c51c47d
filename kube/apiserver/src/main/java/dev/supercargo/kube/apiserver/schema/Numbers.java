package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.math.BigDecimal;
import java.util.List;

/// Limits of numbers: the range of the format, minimum, maximum, multiples (kubernetes-api.md 9.4).
final class Numbers {
    private Numbers() {}

    static void check(StructuralSchema schema, String name, String path, Number value, List<FieldError> errors) {
        if (!inRange(schema, value)) {
            String format = schema.format().isEmpty() ? " (default format)" : " with format " + schema.format();
            String text = "Checked value must be of type " + schema.type() + format + " in " + name;
            errors.add(FieldError.invalid(FieldError.ROOT, "", text));
        }
        Constraints limits = schema.constraints();
        BigDecimal number = exact(value);
        limits.number("multipleOf").ifPresent(factor -> {
            // Whole numbers are measured with a whole factor: a fraction below one refuses them all (QUIRK, 9.4).
            BigDecimal step = value instanceof Long ? BigDecimal.valueOf(factor.longValue()) : exact(factor);
            if (step.signum() <= 0) {
                String text = "factor MultipleOf declared for " + name + " must be positive: " + step;
                errors.add(FieldError.invalid(path, step.longValue(), text));
            } else if (number.remainder(step).signum() != 0) {
                errors.add(wrong(name, path, value, "should be a multiple of " + Json.print(factor)));
            }
        });
        limits.number("maximum").ifPresent(max -> {
            boolean exclusive = limits.flag("exclusiveMaximum");
            int order = number.compareTo(exact(max));
            if (order > 0 || (exclusive && order == 0)) {
                String words = exclusive ? "should be less than " : "should be less than or equal to ";
                errors.add(wrong(name, path, value, words + Json.print(max)));
            }
        });
        limits.number("minimum").ifPresent(min -> {
            boolean exclusive = limits.flag("exclusiveMinimum");
            int order = number.compareTo(exact(min));
            if (order < 0 || (exclusive && order == 0)) {
                String words = exclusive ? "should be greater than " : "should be greater than or equal to ";
                errors.add(wrong(name, path, value, words + Json.print(min)));
            }
        });
    }

    private static boolean inRange(StructuralSchema schema, Number value) {
        if (schema.type().equals("integer")) {
            if (!(value instanceof Long whole)) {
                return false;
            }
            return switch (schema.format()) {
                case "int32" -> whole == whole.intValue();
                case "uint32" -> whole >= 0 && whole <= 0xffff_ffffL;
                case "uint64" -> whole >= 0;
                default -> true;
            };
        }
        if (schema.type().equals("number") && schema.format().equals("float")) {
            return Math.abs(value.doubleValue()) <= Float.MAX_VALUE;
        }
        return true;
    }

    private static BigDecimal exact(Number value) {
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.valueOf(value.doubleValue());
    }

    private static FieldError wrong(String name, String path, Number value, String rest) {
        return FieldError.invalid(path, value, name + " in body " + rest);
    }
}
