package dev.supercargo.expr;

import dev.supercargo.expr.value.GoFloat;
import dev.supercargo.expr.value.JsonText;
import dev.supercargo.expr.value.ValueException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a rendered text turns into (expressions.md A.3).
final class Coercion {
    private Coercion() {}

    static @Nullable Object of(String rendered) {
        boolean newline = rendered.endsWith("\n");
        String text = newline ? rendered.substring(0, rendered.length() - 1) : rendered;
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return text.substring(1, text.length() - 1) + (newline ? "\n" : "");
        }
        Optional<? extends Object> scalar = GoFloat.parse(text);
        if (scalar.isEmpty()) {
            scalar = GoBoolean.parse(text);
        }
        if (scalar.isPresent()) {
            return scalar.get();
        }
        if (mayBeJson(text)) {
            try {
                return JsonText.parse(text);
            } catch (ValueException _) {
                // then it is a text
            }
        }
        return rendered;
    }

    /// Spares the common text the attempt to read it.
    private static boolean mayBeJson(String text) {
        String inner = text.strip();
        return !inner.isEmpty()
                && switch (inner.charAt(0)) {
                    case '{', '[', '"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> true;
                    default -> inner.equals("null") || inner.equals("true") || inner.equals("false");
                };
    }
}
