package dev.supercargo.kube.apiserver.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One value in the distinguished encoding of ASN.1 (X.690): a tag and what it holds. As much of it as certificates
/// need.
public final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONSTRUCTED = 0x20;
    private static final int CONTEXT = 0x80;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final DateTimeFormatter LONG_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);
    private static final int FIRST_YEAR_OF_LONG_TIMES = 2050;

    private final int tag;
    private final byte[] content;

    private Der(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
    }

    // ---- making

    static Der sequence(Der... members) {
        return new Der(SEQUENCE, joined(List.of(members)));
    }

    static Der sequence(List<Der> members) {
        return new Der(SEQUENCE, joined(members));
    }

    static Der set(Der member) {
        return new Der(SET, member.encoded());
    }

    /// A value that is there explicitly under a number.
    static Der explicit(int number, Der member) {
        return new Der(CONTEXT | CONSTRUCTED | number, member.encoded());
    }

    /// A string of bytes that has a number instead of its tag.
    static Der implicit(int number, byte[] content) {
        return new Der(CONTEXT | number, content);
    }

    static Der integer(BigInteger number) {
        return new Der(0x02, number.toByteArray());
    }

    static Der yes() {
        return new Der(0x01, new byte[] {(byte) 0xff});
    }

    static Der octets(byte[] content) {
        return new Der(0x04, content);
    }

    /// A string of bits, of which the last byte leaves some unused.
    static Der bits(int unused, byte... content) {
        byte[] whole = new byte[content.length + 1];
        whole[0] = (byte) unused;
        System.arraycopy(content, 0, whole, 1, content.length);
        return new Der(0x03, whole);
    }

    static Der text(String text) {
        return new Der(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /// An object identifier, such as `2.5.4.3`.
    static Der identifier(String dotted) {
        long[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToLong(Long::parseLong).toArray();
        var out = new ByteArrayOutputStream();
        base128(out, arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            base128(out, arcs[i]);
        }
        return new Der(OBJECT_IDENTIFIER, out.toByteArray());
    }

    private static void base128(ByteArrayOutputStream out, long number) {
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(number));
        for (int shift = (bits - 1) / 7 * 7; shift > 0; shift -= 7) {
            out.write((int) ((number >> shift) & 0x7f) | 0x80);
        }
        out.write((int) (number & 0x7f));
    }

    /// A time in whole seconds; those up to 2049 are written with two digits of the year (RFC 5280, 4.1.2.5).
    static Der time(Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        String text = LONG_TIME.format(utc);
        return utc.getYear() < FIRST_YEAR_OF_LONG_TIMES
                ? new Der(0x17, text.substring(2).getBytes(StandardCharsets.US_ASCII))
                : new Der(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] joined(List<Der> members) {
        var out = new ByteArrayOutputStream();
        members.forEach(member -> out.writeBytes(member.encoded()));
        return out.toByteArray();
    }

    byte[] encoded() {
        var out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int zeros = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - zeros));
            out.write(length, zeros, length.length - zeros);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    // ---- reading

    /// The value that bytes encode.
    ///
    /// @throws IllegalArgumentException when they do not
    public static Der parse(byte[] encoded) {
        List<Der> values = values(encoded);
        if (values.size() != 1) {
            throw new IllegalArgumentException("not one value in DER, but " + values.size());
        }
        return values.getFirst();
    }

    /// The values in a sequence, a set, or whatever else holds values.
    public List<Der> members() {
        return values(content);
    }

    private static List<Der> values(byte[] bytes) {
        var found = new ArrayList<Der>();
        int at = 0;
        while (at < bytes.length) {
            if (at + 1 >= bytes.length) {
                throw new IllegalArgumentException("a value in DER ends after its tag");
            }
            int tag = bytes[at] & 0xff;
            int length = bytes[at + 1] & 0xff;
            at += 2;
            if (length >= 0x80) {
                int digits = length & 0x7f;
                if (digits == 0 || digits > 3 || at + digits > bytes.length) {
                    throw new IllegalArgumentException("a value in DER has no length");
                }
                length = new BigInteger(1, bytes, at, digits).intValueExact();
                at += digits;
            }
            if (at + length > bytes.length) {
                throw new IllegalArgumentException("a value in DER is cut off");
            }
            found.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        return found;
    }

    /// Whether this is an object identifier, and this one.
    public boolean isIdentifier(String dotted) {
        return tag == OBJECT_IDENTIFIER && Arrays.equals(content, identifier(dotted).content);
    }

    /// The text that this is in one of the forms of strings; others are taken for UTF-8.
    public String asText() {
        Charset charset = switch (tag) {
            case 0x14 -> StandardCharsets.ISO_8859_1; // TeletexString
            case 0x1e -> StandardCharsets.UTF_16BE; // BMPString
            case 0x1c -> StandardCharsets.UTF_32BE; // UniversalString
            default -> StandardCharsets.UTF_8;
        };
        return new String(content, charset);
    }

    /// The bytes of a string of bits, all of which it uses.
    byte[] asBits() {
        return Arrays.copyOfRange(content, 1, content.length);
    }
}
