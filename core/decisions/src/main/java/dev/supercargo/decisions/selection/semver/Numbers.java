package dev.supercargo.decisions.selection.semver;

import java.util.OptionalLong;

/// Unsigned 64-bit numbers of version texts.
final class Numbers {
    private Numbers() {}

    /// The number, or the message that Go gives for a text that is none.
    static long parse(String digits) {
        return find(digits)
                .orElseThrow(() -> new SemverException("strconv.ParseUint: parsing \"" + digits + "\": "
                        + (areDigits(digits) ? "value out of range" : "invalid syntax")));
    }

    /// The number, or empty where the text is no number below 2^64.
    static OptionalLong find(String digits) {
        if (!areDigits(digits)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    static boolean areDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
