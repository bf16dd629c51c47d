package dev.supercargo.decisions.selection;

import java.nio.charset.StandardCharsets;

/// How subjects are shown: at most 80 bytes.
final class Subjects {
    private static final int MOST = 80;
    private static final int KEPT = 77;

    private Subjects() {}

    /// The subject, or its first 77 bytes (without a character that would be cut) and three dots.
    static String shorten(String subject) {
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST) {
            return subject;
        }
        int end = KEPT;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--; // within a character
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
    }
}
