package dev.supercargo.expr.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Texts as the bytes that the language counts in.
///
/// A Go string may hold bytes that are not UTF-8 (a slice may cut a letter in two). In a Java `String` such a byte `b`
/// is the lone surrogate `U+DC00 + b`; any other lone surrogate stands for U+FFFD.
public final class Utf8 {
    private static final int ESCAPE = 0xDC00;

    private Utf8() {}

    /// The bytes of a text.
    public static byte[] encode(String text) {
        if (!hasSurrogate(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        var out = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isEscape(point)) {
                out.write(point - ESCAPE);
            } else if (point >= 0xD800 && point <= 0xDFFF) {
                out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD});
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /// The text of bytes; bytes that are not UTF-8 survive as lone surrogates.
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isMalformed()) {
            out.put((char) (ESCAPE + (in.get() & 0xff)));
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /// The number of bytes.
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || (isEscape(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))))) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /// Two texts, one after the other; halves of a letter that meet become the letter.
    public static String concat(String a, String b) {
        String both = a + b;
        boolean halvesMeet =
                !a.isEmpty() && !b.isEmpty() && isEscape(a.charAt(a.length() - 1)) && isEscape(b.charAt(0));
        return halvesMeet ? decode(encode(both)) : both;
    }

    /// The text with U+FFFD for each byte that is not UTF-8.
    public static String readable(String text) {
        if (!hasSurrogate(text)) {
            return text;
        }
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point));
        return out.toString();
    }

    /// Whether a code point stands for a byte that is not UTF-8.
    public static boolean isEscape(int point) {
        return point >= ESCAPE + 0x80 && point <= ESCAPE + 0xFF;
    }

    /// The byte that an escape stands for.
    public static int escapedByte(int point) {
        return point - ESCAPE;
    }

    /// Compares as bytes, which is the order of code points.
    public static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                if (x < 0xD800 && y < 0xD800) {
                    return x - y;
                }
                return java.util.Arrays.compareUnsigned(encode(a), encode(b));
            }
        }
        return a.length() - b.length();
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
