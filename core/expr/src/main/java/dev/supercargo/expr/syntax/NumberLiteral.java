package dev.supercargo.expr.syntax;

import java.util.Locale;

/// The value of a number's text. Mistakes are shown at the token behind it, as that is where they are noticed.
final class NumberLiteral {
    private NumberLiteral() {}

    static Node read(Token token, int behind) {
        String text = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        if (text.startsWith("0x")) {
            return integer(token, text.substring(2), 16, "hex", behind);
        }
        if (text.contains(".") || text.contains("e")) {
            return real(token, text, behind);
        }
        if (text.startsWith("0b")) {
            return integer(token, text.substring(2), 2, "binary", behind);
        }
        if (text.startsWith("0o")) {
            return integer(token, text.substring(2), 8, "octal", behind);
        }
        return integer(token, text, 10, "integer", behind);
    }

    private static Node integer(Token token, String digits, int base, String what, int behind) {
        try {
            return new Node.Int(token.position(), Long.parseLong(digits, base));
        } catch (NumberFormatException e) {
            throw Fault.compiling(
                    behind, "invalid " + what + " literal: " + Quotes.quote(token.text()) + " is no number of 64 bits");
        }
    }

    private static Node real(Token token, String text, int behind) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw Fault.compiling(behind, "invalid float literal: " + Quotes.quote(token.text()) + " is no double");
        }
        return new Node.Real(token.position(), value);
    }
}
