package dev.supercargo.expr;

import dev.supercargo.expr.value.GoText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Places that want a boolean and accept whatever reads as one: `1 t T TRUE true True 0 f F FALSE false False`.
public final class GoBoolean {
    private GoBoolean() {}

    /// The boolean that a text denotes.
    public static Optional<Boolean> parse(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
            case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// The boolean that a result is, or that its text denotes (Git's `expressionFilter`, freight creation criteria).
    public static Optional<Boolean> of(@Nullable Object result) {
        return result instanceof Boolean flag ? Optional.of(flag) : parse(GoText.of(result));
    }
}
