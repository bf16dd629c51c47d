package dev.supercargo.expr.syntax;

/// Reads the inside of a quoted literal, from behind its opening quote to behind the closing one.
final class StringLiteral {
    private final int[] source;
    private final int quote;
    private final boolean bytes;
    private int at;

    /// Whether something was met that has no value, such as an octal escape above `\377`; reported at the closing
    /// quote, as whatever comes before it is well-formed.
    private boolean unreadable;

    StringLiteral(int[] source, int from, int quote, boolean bytes) {
        this.source = source;
        this.at = from;
        this.quote = quote;
        this.bytes = bytes;
    }

    /// Where the source goes on.
    int end() {
        return at;
    }

    /// The text; for a bytes literal, one character for each byte.
    String read() {
        var text = new StringBuilder();
        while (true) {
            int point = peek();
            if (point < 0 || point == '\n') {
                throw Fault.compiling(at, "literal not terminated");
            }
            at++;
            if (point == quote) {
                break;
            }
            if (point == '\\') {
                escape(text);
            } else {
                plain(text, point);
            }
        }
        if (unreadable) {
            throw Fault.compiling(at - 1, "unable to unescape string");
        }
        return text.toString();
    }

    private int peek() {
        return at < source.length ? source[at] : -1;
    }

    private void plain(StringBuilder text, int point) {
        int kept = point == '\r' ? '\n' : point;
        if (bytes) {
            for (byte one : Character.toString(kept).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                text.append((char) (one & 0xff));
            }
        } else {
            text.appendCodePoint(kept);
        }
    }

    private void escape(StringBuilder text) {
        int kind = peek();
        at++;
        switch (kind) {
            case 'a' -> text.append((char) 7);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append((char) 11);
            case '\\' -> text.append('\\');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                number(text, 8, 3, 0xff);
            }
            case 'x' -> number(text, 16, 2, 0xff);
            case 'u' -> {
                unreadable |= bytes;
                if (peek() == '{') {
                    braced(text);
                } else {
                    number(text, 16, 4, Character.MAX_CODE_POINT);
                }
            }
            case 'U' -> {
                unreadable |= bytes;
                number(text, 16, 8, Character.MAX_CODE_POINT);
            }
            default -> {
                if (kind != quote) {
                    throw Fault.compiling(Math.min(at - 1, source.length), "invalid char escape");
                }
                text.appendCodePoint(kind);
            }
        }
    }

    private void number(StringBuilder text, int base, int digits, int most) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * base + digit(base);
        }
        append(text, number, most);
    }

    private void braced(StringBuilder text) {
        at++;
        long number = digit(16);
        for (int i = 1; i < 6 && peek() != '}'; i++) {
            number = number * 16 + digit(16);
        }
        if (peek() != '}') {
            throw Fault.compiling(at, "invalid char escape");
        }
        at++;
        append(text, number, Character.MAX_CODE_POINT);
    }

    private int digit(int base) {
        int point = peek();
        int digit = point < 0 || point >= 128 ? -1 : Character.digit(point, base);
        if (digit < 0) {
            throw Fault.compiling(at, "invalid char escape");
        }
        at++;
        return digit;
    }

    private void append(StringBuilder text, long number, int most) {
        if (number > most) {
            unreadable = true;
        } else if (number >= 0xD800 && number <= 0xDFFF) {
            text.append('\uFFFD');
        } else {
            text.appendCodePoint((int) number);
        }
    }
}
