package dev.supercargo.expr.value;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Doubles as Go writes and reads them.
public final class GoFloat {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)([eE][+-]?\\d[\\d_]*)?");
    private static final Pattern HEX = Pattern.compile(
            "[+-]?0[xX]_?([0-9a-fA-F][0-9a-fA-F_]*\\.?[0-9a-fA-F_]*|\\.[0-9a-fA-F][0-9a-fA-F_]*)[pP][+-]?\\d[\\d_]*");
    private static final Pattern INFINITE = Pattern.compile("([+-]?)inf(inity)?", Pattern.CASE_INSENSITIVE);

    private GoFloat() {}

    /// With an exponent below 1e-4 and from 1e6 on: `1e+06`, `1.5`.
    public static String general(double number) {
        return print(number, -4, 6, 2);
    }

    /// As JSON writes it: with an exponent below 1e-6 and from 1e21 on, `1e-7`.
    static String json(double number) {
        return print(number, -6, 21, 1);
    }

    private static String print(double number, int low, int high, int exponentDigits) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
        if (number == 0) {
            return sign + "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        if (exponent >= low && exponent < high) {
            return sign + shortest.toPlainString();
        }
        String power = Integer.toString(Math.abs(exponent));
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + "0".repeat(Math.max(0, exponentDigits - power.length())) + power;
    }

    /// The number that a text denotes by Go's grammar; empty where it denotes none or one beyond the doubles
    /// (expressions.md A.3 rule 3).
    public static Optional<Double> parse(String text) {
        if (text.isEmpty() || text.length() > 4_000 || "+-.0123456789iInN".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        if (text.equalsIgnoreCase("nan")) {
            return Optional.of(Double.NaN);
        }
        var infinite = INFINITE.matcher(text);
        if (infinite.matches()) {
            return Optional.of(infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        boolean hex = HEX.matcher(text).matches();
        if ((!hex && !DECIMAL.matcher(text).matches()) || !underscoresSeparateDigits(text, hex)) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text.replace("_", ""));
        return Double.isInfinite(number) ? Optional.empty() : Optional.of(number);
    }

    /// Each `_` stands between two digits, or after `0x`.
    private static boolean underscoresSeparateDigits(String text, boolean hex) {
        for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            if (i + 1 >= text.length()
                    || !isDigit(text.charAt(i + 1), hex)
                    || (!isDigit(text.charAt(i - 1), hex) && "xX".indexOf(text.charAt(i - 1)) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c, boolean hex) {
        return Character.digit(c, hex ? 16 : 10) >= 0 && c < 128;
    }
}
