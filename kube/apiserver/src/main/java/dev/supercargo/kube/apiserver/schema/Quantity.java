package dev.supercargo.kube.apiserver.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount with a suffix, such as `512Mi`, `100m` or `1e3`. Equal amounts are equal, however they are written.
public record Quantity(BigDecimal amount, Notation notation) implements Comparable<Quantity> {
    private static final Pattern FORM = Pattern.compile("([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final BigInteger KIBI = BigInteger.valueOf(1024);
    private static final int MAX_LENGTH = 100;

    /// How the suffix is written.
    public enum Notation {
        /// `Ki`, `Mi`, `Gi`, ...
        BINARY,
        /// `m`, `k`, `M`, ...
        DECIMAL,
        /// `e3`
        EXPONENT
    }

    /// Reads an amount.
    ///
    /// @throws IllegalArgumentException with Kubernetes' text where the text is none
    public static Quantity parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > MAX_LENGTH
                || !parts.matches()
                || !NUMBER.matcher(parts.group(1)).matches()) {
            throw new IllegalArgumentException(
                    "quantities must match the regular expression " + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        var number = new BigDecimal(parts.group(1));
        String suffix = parts.group(2);
        int binary = BINARY.indexOf(suffix);
        if (binary > 0) {
            return new Quantity(number.multiply(new BigDecimal(KIBI.pow(binary))), Notation.BINARY);
        }
        int decimal = DECIMAL.indexOf(suffix);
        if (decimal >= 0) {
            return new Quantity(number.scaleByPowerOfTen(3 * (decimal - 3)), Notation.DECIMAL);
        }
        if (suffix.matches("[eE][-+]?[0-9]{1,3}")) {
            return new Quantity(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))), Notation.EXPONENT);
        }
        throw new IllegalArgumentException("unable to parse quantity's suffix");
    }

    /// Whether the text is an amount.
    public static boolean isQuantity(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount), notation);
    }

    public Quantity minus(Quantity other) {
        return new Quantity(amount.subtract(other.amount), notation);
    }

    public boolean isWhole() {
        return amount.stripTrailingZeros().scale() <= 0
                && amount.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity that && amount.compareTo(that.amount) == 0;
    }

    @Override
    public int hashCode() {
        return amount.stripTrailingZeros().hashCode();
    }

    /// The canonical text: no fraction, the largest suffix that allows it.
    @Override
    public String toString() {
        if (notation == Notation.BINARY && amount.abs().compareTo(new BigDecimal(KIBI)) >= 0) {
            return binary(amount.setScale(0, RoundingMode.UP).toBigIntegerExact());
        }
        BigDecimal rounded = amount.setScale(9, RoundingMode.UP).stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = Math.min(18, Math.floorDiv(-rounded.scale(), 3) * 3);
        String mantissa =
                rounded.scaleByPowerOfTen(-exponent).toBigIntegerExact().toString();
        return notation == Notation.EXPONENT
                ? mantissa + (exponent == 0 ? "" : "e" + exponent)
                : mantissa + DECIMAL.get(exponent / 3 + 3);
    }

    private static String binary(BigInteger bytes) {
        BigInteger mantissa = bytes;
        int suffix = 0;
        while (suffix < BINARY.size() - 1 && mantissa.mod(KIBI).signum() == 0) {
            mantissa = mantissa.divide(KIBI);
            suffix++;
        }
        return mantissa + BINARY.get(suffix);
    }
}
