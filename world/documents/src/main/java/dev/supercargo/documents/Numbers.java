package dev.supercargo.documents;

import java.math.BigDecimal;

/// Numbers in plain decimal notation: never an exponent, integers exact.
final class Numbers {
    private Numbers() {}

    static String plain(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new DocumentException("a number that is not finite cannot be written");
            }
            BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            return decimal.signum() == 0 ? "0" : decimal.toPlainString();
        }
        return number.toString();
    }
}
