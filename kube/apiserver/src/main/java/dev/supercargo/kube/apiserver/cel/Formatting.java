package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.values.CelByteString;
import dev.supercargo.meta.GoDuration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `'%s is %d'.format([a, b])`: the verbs `s d f e x X b o` and `%%`, precision for `f` and `e`.
final class Formatting {
    private static final int DEFAULT_PRECISION = 6;
    private static final int MAX_PRECISION = 1000;

    private Formatting() {}

    private static final Pattern CLAUSE = Pattern.compile("%(?:\\.(\\d*))?(.)?", Pattern.DOTALL);

    static String format(String template, List<?> arguments) {
        var out = new StringBuilder();
        int used = 0;
        int copied = 0;
        Matcher clause = CLAUSE.matcher(template);
        while (clause.find()) {
            out.append(template, copied, clause.start());
            copied = clause.end();
            String verb = clause.group(2);
            if (verb == null) {
                throw new RuleFailure("unexpected end of string");
            }
            if (verb.equals("%")) {
                out.append('%');
                continue;
            }
            if (used >= arguments.size()) {
                throw new RuleFailure("index " + used + " out of range");
            }
            int precision = clause.group(1) == null ? DEFAULT_PRECISION : precision(clause.group(1));
            out.append(value(verb.charAt(0), precision, arguments.get(used++)));
        }
        return out.append(template, copied, template.length()).toString();
    }

    private static int precision(String digits) {
        if (digits.isEmpty() || digits.length() > 4 || Integer.parseInt(digits) > MAX_PRECISION) {
            throw new RuleFailure("could not parse precision modifier of format string: " + digits);
        }
        return Integer.parseInt(digits);
    }

    private static String value(char verb, int precision, Object value) {
        return switch (verb) {
            case 's' -> text(value);
            case 'd' -> value instanceof Long number ? number.toString() : wrong("decimal", "integers", value);
            case 'f' ->
                value instanceof Number number
                        ? new BigDecimal(number.toString())
                                .setScale(precision, RoundingMode.HALF_EVEN)
                                .toPlainString()
                        : wrong("fixed-point", "doubles", value);
            case 'e' ->
                value instanceof Number number
                        ? String.format(Locale.ROOT, "%." + precision + "e", number.doubleValue())
                        : wrong("scientific", "doubles", value);
            case 'b' -> value instanceof Long number ? signed(number, 2) : bool(value);
            case 'o' -> value instanceof Long number ? signed(number, 8) : wrong("octal", "integers", value);
            case 'x' -> hexadecimal(value);
            case 'X' -> hexadecimal(value).toUpperCase(Locale.ROOT);
            default ->
                throw new RuleFailure(
                        "could not parse formatting clause: unrecognized formatting clause \"" + verb + "\"");
        };
    }

    private static String signed(long number, int radix) {
        return Long.toString(number, radix);
    }

    private static String bool(Object value) {
        return value instanceof Boolean flag ? (flag ? "1" : "0") : wrong("binary", "integers and bools", value);
    }

    private static String hexadecimal(Object value) {
        return switch (value) {
            case Long number -> Long.toString(number, 16);
            case String text -> hex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case CelByteString bytes -> hex(bytes.toByteArray());
            default -> wrong("hex", "integers, byte buffers, and strings", value);
        };
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Duration duration -> GoDuration.print(duration);
            case CelByteString bytes -> bytes.toStringUtf8();
            case List<?> list -> list.stream().map(Formatting::text).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e21 -> new BigDecimal(number).toPlainString();
            default -> value.toString();
        };
    }

    private static String wrong(String clause, String allowed, Object value) {
        throw new RuleFailure("error during formatting: " + clause + " clause can only be used on " + allowed
                + ", was given " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
}
