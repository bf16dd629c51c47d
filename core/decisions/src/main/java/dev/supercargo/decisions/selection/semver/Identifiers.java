package dev.supercargo.decisions.selection.semver;

import java.util.OptionalLong;

/// The dot-separated identifiers behind `-` and `+`: what is allowed, and their order.
final class Identifiers {
    private static final String LEADING_ZERO = "version segment starts with 0";

    private Identifiers() {}

    /// Refuses a non-empty pre-release with a wrong identifier.
    static void checkPrerelease(String prerelease) {
        checkPrerelease(prerelease, !prerelease.isEmpty());
    }

    /// Refuses a pre-release with a wrong identifier; where one is `present`, it must not be empty.
    static void checkPrerelease(String prerelease, boolean present) {
        if (!present) {
            return;
        }
        for (String identifier : prerelease.split("\\.", -1)) {
            if (!isWord(identifier)) {
                throw new SemverException("invalid prerelease string");
            }
            if (hasLeadingZero(identifier)) {
                throw new SemverException(LEADING_ZERO);
            }
        }
    }

    /// Refuses build metadata with a wrong identifier.
    static void checkMetadata(String metadata) {
        for (String identifier : metadata.split("\\.", -1)) {
            if (!isWord(identifier)) {
                throw new SemverException("invalid metadata string");
            }
        }
    }

    /// Refuses what the strict grammar does not take for a number (an empty text passes here and fails as a number).
    static void checkNumber(String digits) {
        if (!digits.isEmpty() && !Numbers.areDigits(digits)) {
            throw new SemverException("invalid characters in version");
        }
        if (hasLeadingZero(digits)) {
            throw new SemverException(LEADING_ZERO);
        }
    }

    /// The order of two pre-releases; none at all (a release) is above any.
    static int comparePrereleases(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compare(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compare(String a, String b) {
        OptionalLong x = Numbers.find(a);
        OptionalLong y = Numbers.find(b);
        if (x.isPresent() && y.isPresent()) {
            return Long.compareUnsigned(x.getAsLong(), y.getAsLong());
        }
        if (x.isPresent() || y.isPresent()) {
            return x.isPresent() ? -1 : 1;
        }
        return Integer.signum(a.compareTo(b));
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().allMatch(Identifiers::isWordCharacter);
    }

    private static boolean isWordCharacter(int c) {
        return c == '-' || (c < 0x80 && Character.isLetterOrDigit(c));
    }

    private static boolean hasLeadingZero(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && Numbers.areDigits(text);
    }
}
