package dev.supercargo.decisions.selection.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding in one part of a URL: which characters stand for themselves there.
enum Escaping {
    PATH("$&+,/:;=@", "!$&'()*+,;=:@[]"),
    USER("$&+,;=", ""),
    HOST("!$&'()*+,;=:[]<>\"", ""),
    FRAGMENT("$&+,/:;=?@!()*", "!$&'()*+,;=:@[]");

    private static final String UNRESERVED = "-_.~";

    /// What encoding leaves alone, beside letters, digits and [#UNRESERVED].
    private final String plain;

    /// What a written text may hold beside that and still be kept as it is.
    private final String tolerated;

    Escaping(String plain, String tolerated) {
        this.plain = plain;
        this.tolerated = tolerated;
    }

    /// The escaped form of decoded bytes (one char per byte, see [#decode]).
    String encode(String bytes) {
        var out = new StringBuilder(bytes.length());
        for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            if (standsForItself((char) (b & 0xff))) {
                out.append((char) b);
            } else {
                out.append(String.format("%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }

    /// The bytes that a text denotes, one char (0 to 255) per byte: escapes need not denote UTF-8.
    String decode(String text) throws GoUrl.Unparsable {
        var out = new ByteArrayOutputStream(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (b == '%') {
                int value = escaped(bytes, i);
                if (value < 0 || (this == HOST && value < 0x80 && value != '%')) {
                    throw new GoUrl.Unparsable("invalid URL escape");
                }
                out.write(value);
                i += 2;
            } else if (this == HOST && b < 0x80 && !standsForItself((char) b)) {
                throw new GoUrl.Unparsable("invalid character in host name");
            } else {
                out.write(b);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /// Whether a written text is well-formed and denotes the decoded bytes.
    boolean isValidFor(String written, String decoded) {
        if (written.isEmpty()) {
            return false;
        }
        boolean wellFormed =
                written.chars().allMatch(c -> c == '%' || tolerated.indexOf(c) >= 0 || standsForItself((char) c));
        try {
            return wellFormed && decode(written).equals(decoded);
        } catch (GoUrl.Unparsable _) {
            return false;
        }
    }

    /// Whether every `%` begins an escape.
    static boolean isDecodable(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && escaped(bytes, i) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean standsForItself(char c) {
        boolean word = c < 0x80 && Character.isLetterOrDigit(c);
        return word || UNRESERVED.indexOf(c) >= 0 || plain.indexOf(c) >= 0;
    }

    private static int escaped(byte[] bytes, int at) {
        if (at + 2 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
