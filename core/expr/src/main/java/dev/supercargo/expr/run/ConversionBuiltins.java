package dev.supercargo.expr.run;

import dev.supercargo.expr.value.GoFloat;
import dev.supercargo.expr.value.GoText;
import dev.supercargo.expr.value.JsonText;
import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.UInt;
import dev.supercargo.expr.value.Utf8;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Builtins that turn a value into one of another kind.
final class ConversionBuiltins {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,30}");

    private ConversionBuiltins() {}

    static Object type(Inputs in) {
        return Values.typeWord(in.get(0));
    }

    static Object toInt(Inputs in) {
        return switch (in.get(0)) {
            case Long number -> number;
            case UInt number -> number.bits();
            case Double number -> truncated(number);
            case Duration duration -> duration.toNanos();
            case Named(var _, Long number, var _) -> number;
            case String text -> decimal(text);
            case null, default ->
                throw new ValueException("invalid operation: int(" + Values.typeName(in.get(0)) + ")");
        };
    }

    /// Beyond 64 bits the result is the smallest integer, as on the processors that Kargo runs on.
    private static long truncated(double number) {
        return Math.abs(number) < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    private static long decimal(String text) {
        if (DECIMAL.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new ValueException("invalid operation: int(" + text + ")");
            }
        }
        throw new ValueException("invalid operation: int(" + text + ")");
    }

    static Object toFloat(Inputs in) {
        return switch (in.get(0)) {
            case Long number -> number.doubleValue();
            case UInt number -> number.toDouble();
            case Double number -> number;
            case String text ->
                GoFloat.parse(text).orElseThrow(() -> new ValueException("invalid operation: float(" + text + ")"));
            case null, default ->
                throw new ValueException("invalid operation: float(" + Values.typeName(in.get(0)) + ")");
        };
    }

    static Object toText(Inputs in) {
        String text = GoText.of(in.get(0));
        in.run().produce(text.length());
        return text;
    }

    static Object toJson(Inputs in) {
        String text = JsonText.indented(in.get(0));
        in.run().produce(text.length());
        return text;
    }

    static @Nullable Object fromJson(Inputs in) {
        return JsonText.parse(in.text(0));
    }

    static Object toBase64(Inputs in) {
        return Base64.getEncoder().encodeToString(Utf8.encode(in.text(0)));
    }

    static Object fromBase64(Inputs in) {
        String text = in.text(0).replace("\n", "").replace("\r", "");
        if (text.length() % 4 != 0) {
            throw new ValueException("expected base64 text, padded to a multiple of 4 characters");
        }
        try {
            return Utf8.decode(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new ValueException("expected base64 text: " + e.getMessage());
        }
    }
}
