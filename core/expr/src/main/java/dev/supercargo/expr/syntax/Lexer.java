package dev.supercargo.expr.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts the source into tokens (expressions.md B.1).
final class Lexer {
    private static final int END = -1;
    private static final Set<String> WORD_OPERATORS =
            Set.of("not", "in", "or", "and", "matches", "contains", "startsWith", "endsWith", "let", "if", "else");

    private final int[] source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int start;

    private Lexer(int[] source) {
        this.source = source;
    }

    /// The tokens, the last of which is the end, placed at the last character.
    static List<Token> tokens(String text) {
        var lexer = new Lexer(text.codePoints().toArray());
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length) {
            start = at;
            next();
        }
        tokens.add(new Token(Token.Kind.END, "", Math.max(0, source.length - 1)));
    }

    private int peek(int ahead) {
        return at + ahead < source.length ? source[at + ahead] : END;
    }

    private boolean accept(String allowed) {
        int point = peek(0);
        if (point != END && point < 128 && allowed.indexOf(point) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private void emit(Token.Kind kind) {
        tokens.add(new Token(kind, new String(source, start, at - start), start));
    }

    private void emit(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, start));
    }

    private void next() {
        int point = source[at];
        switch (point) {
            case '\'', '"' -> string(false);
            case '`' -> rawString();
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case '/' -> slash();
            case '#' -> pointer();
            case '.' -> dot();
            case '?' -> operator(".?");
            case '|' -> operator("|");
            case ':' -> operator(":");
            case '(', '[', '{', ')', ']', '}' -> {
                at++;
                emit(Token.Kind.BRACKET);
            }
            case ',', ';', '%', '+', '-', '^' -> operator("");
            case '&', '!', '=', '*', '<', '>' -> operator("&=*");
            default -> {
                if (isSpace(point)) {
                    at++;
                } else if (isWordPart(point)) {
                    word();
                } else {
                    throw Fault.compiling(at, unrecognized(point));
                }
            }
        }
    }

    private void operator(String second) {
        at++;
        accept(second);
        emit(Token.Kind.OPERATOR);
    }

    private void dot() {
        int next = peek(1);
        if (next >= '0' && next <= '9') {
            number();
        } else {
            operator(".");
        }
    }

    private void pointer() {
        operator("");
        start = at;
        skipWord();
        if (at > start) {
            emit(Token.Kind.IDENTIFIER);
        }
    }

    private void slash() {
        at++;
        if (accept("/")) {
            while (peek(0) != END && peek(0) != '\n') {
                at++;
            }
        } else if (accept("*")) {
            while (peek(0) != END && !(peek(0) == '*' && peek(1) == '/')) {
                at++;
            }
            if (peek(0) == END) {
                throw Fault.compiling(source.length, "unclosed comment");
            }
            at += 2;
        } else {
            emit(Token.Kind.OPERATOR);
        }
    }

    private void skipWord() {
        while (at < source.length && isWordPart(source[at])) {
            at++;
        }
    }

    private void word() {
        boolean bytes = source[at] == 'b' || source[at] == 'B';
        if (bytes && (peek(1) == '\'' || peek(1) == '"')) {
            at++;
            string(true);
            return;
        }
        skipWord();
        String text = new String(source, start, at - start);
        emit(WORD_OPERATORS.contains(text) ? Token.Kind.OPERATOR : Token.Kind.IDENTIFIER, text);
    }

    private void number() {
        String digits = "0123456789_";
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
            } else if (accept("oO")) {
                digits = "01234567_";
            } else if (accept("bB")) {
                digits = "01_";
            }
        }
        acceptAll(digits);
        if (peek(0) == '.' && peek(1) != '.') {
            at++;
            acceptAll(digits);
        }
        if (!(peek(0) == '.' && peek(1) == '.') && accept("eE")) {
            accept("+-");
            acceptAll(digits);
        }
        if (peek(0) != END && isWordPart(peek(0))) {
            at++;
            throw Fault.compiling(at - 1, "bad number syntax: " + Quotes.quote(new String(source, start, at - start)));
        }
        emit(Token.Kind.NUMBER);
    }

    private void acceptAll(String allowed) {
        while (accept(allowed)) {
            // one digit further
        }
    }

    private void rawString() {
        at++;
        var text = new StringBuilder();
        while (true) {
            int point = peek(0);
            if (point == END) {
                throw Fault.compiling(source.length, "literal not terminated");
            }
            at++;
            if (point == '`') {
                if (peek(0) != '`') {
                    break;
                }
                at++;
            }
            text.appendCodePoint(point);
        }
        emit(Token.Kind.STRING, text.toString());
    }

    private void string(boolean bytes) {
        int quote = source[at];
        var literal = new StringLiteral(source, at + 1, quote, bytes);
        String text = literal.read();
        at = literal.end();
        emit(bytes ? Token.Kind.BYTES : Token.Kind.STRING, text);
    }

    private static boolean isSpace(int point) {
        return point == ' '
                || (point >= '\t' && point <= '\r')
                || point == 0x85
                || point == 0xA0
                || Character.isSpaceChar(point);
    }

    private static boolean isWordPart(int point) {
        return point == '_' || point == '$' || Character.isLetter(point) || Character.isDigit(point);
    }

    private static String unrecognized(int point) {
        String code = String.format(java.util.Locale.ROOT, "U+%04X", point);
        boolean printable = !Character.isISOControl(point) && Character.isDefined(point);
        return "unrecognized character: " + code + (printable ? " '" + Character.toString(point) + "'" : "");
    }
}
