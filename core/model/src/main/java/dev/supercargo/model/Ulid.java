package dev.supercargo.model;

import java.util.Locale;

/// ULIDs: 48 bits of milliseconds and 80 bits of chance as 26 characters, whose order is the order of
/// time.
public final class Ulid {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toLowerCase(Locale.ROOT);
    private static final long LARGEST_TIME = (1L << 48) - 1;

    private Ulid() {}

    /// The lower-case text.
    ///
    /// @param entropy ten bytes
    /// @throws IllegalArgumentException `ulid: time too big` for a time that 48 bits do not hold
    public static String text(long unixMillis, byte[] entropy) {
        if (unixMillis < 0 || unixMillis > LARGEST_TIME) {
            throw new IllegalArgumentException("ulid: time too big");
        }
        if (entropy.length != 10) {
            throw new IllegalArgumentException("a ULID has ten bytes of entropy, not " + entropy.length);
        }
        var text = new char[26];
        long time = unixMillis;
        for (int i = 9; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (time & 31));
            time >>= 5;
        }
        int bits = 0;
        int buffer = 0;
        int next = 10;
        for (byte b : entropy) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text[next++] = DIGITS.charAt((buffer >> bits) & 31);
            }
        }
        return new String(text);
    }
}
