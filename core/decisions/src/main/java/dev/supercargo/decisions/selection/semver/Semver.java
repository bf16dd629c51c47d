package dev.supercargo.decisions.selection.semver;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.supercargo.meta.GoText;
import java.util.Comparator;
import java.util.Optional;

/// A semantic version. The three numbers are unsigned 64-bit; `original` is the text that was read, with its `v` and
/// leading zeros. Equality in the sense of versions is [#compareTo] (build metadata does not count), not [#equals].
public record Semver(long major, long minor, long patch, String prerelease, String metadata, String original)
        implements Comparable<Semver> {
    /// Newest first; versions that mean the same are ordered by their text, descending by bytes (sources.md 6.3).
    public static final Comparator<Semver> NEWEST_FIRST =
            Comparator.<Semver>reverseOrder().thenComparing(Semver::original, GoText.BY_BYTES.reversed());

    private static final int MAX_BYTES = 256;
    private static final Pattern LOOSE = Pattern.compile("v?([0-9]+)(\\.[0-9]+)?(\\.[0-9]+)?"
            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?"
            + "(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");
    private static final String INVALID = "invalid semantic version";

    /// Reads `v?N[.N[.N]][-pre][+meta]`; leading zeros are accepted and missing numbers are 0 (sources.md 6.1).
    ///
    /// @throws SemverException when the text is none
    public static Semver parse(String text) {
        refuseLong(text);
        Matcher parts = LOOSE.matcher(text);
        if (!parts.matches()) {
            throw new SemverException(INVALID);
        }
        String prerelease = orEmpty(parts.group(4));
        var version = new Semver(
                looseNumber(orEmpty(parts.group(1))),
                looseNumber(withoutDot(orEmpty(parts.group(2)))),
                looseNumber(withoutDot(orEmpty(parts.group(3)))),
                prerelease,
                orEmpty(parts.group(5)),
                text);
        Identifiers.checkPrerelease(prerelease);
        return version;
    }

    /// Reads exactly `N.N.N[-pre][+meta]` without leading zeros (and without `v`).
    ///
    /// @throws SemverException when the text is anything else
    public static Semver parseStrict(String text) {
        if (text.isEmpty()) {
            throw new SemverException("version string empty");
        }
        refuseLong(text);
        String[] parts = text.split("\\.", 3);
        if (parts.length != 3) {
            throw new SemverException(INVALID);
        }
        int plus = parts[2].indexOf('+');
        String metadata = plus < 0 ? "" : parts[2].substring(plus + 1);
        if (plus >= 0) {
            Identifiers.checkMetadata(metadata);
        }
        String rest = plus < 0 ? parts[2] : parts[2].substring(0, plus);
        int dash = rest.indexOf('-');
        String prerelease = dash < 0 ? "" : rest.substring(dash + 1);
        if (dash >= 0) {
            Identifiers.checkPrerelease(prerelease, true);
        }
        parts[2] = dash < 0 ? rest : rest.substring(0, dash);
        for (String part : parts) {
            Identifiers.checkNumber(part);
        }
        return new Semver(
                Numbers.parse(parts[0]), Numbers.parse(parts[1]), Numbers.parse(parts[2]), prerelease, metadata, text);
    }

    /// The version that a tag stands for in a selection by semver: it must parse, and with `strict` also without its
    /// one leading `v` under the strict grammar (sources.md 6.2). Empty for any other tag.
    public static Optional<Semver> ofTag(String tag, boolean strict) {
        try {
            Semver version = parse(tag);
            if (strict) {
                parseStrict(tag.startsWith("v") ? tag.substring(1) : tag);
            }
            return Optional.of(version);
        } catch (SemverException _) {
            return Optional.empty();
        }
    }

    /// As [#parse], empty where the text is no version.
    public static Optional<Semver> find(String text) {
        return ofTag(text, false);
    }

    /// Whether this is a pre-release.
    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    /// Precedence (sources.md 6.3): numbers, then pre-release identifiers; build metadata does not count.
    @Override
    public int compareTo(Semver other) {
        int numbers = Long.compareUnsigned(major, other.major);
        numbers = numbers != 0 ? numbers : Long.compareUnsigned(minor, other.minor);
        numbers = numbers != 0 ? numbers : Long.compareUnsigned(patch, other.patch);
        return numbers != 0 ? numbers : Identifiers.comparePrereleases(prerelease, other.prerelease);
    }

    /// The canonical text: three numbers without `v`, pre-release and metadata.
    public String canonical() {
        return Long.toUnsignedString(major) + "." + Long.toUnsignedString(minor) + "." + Long.toUnsignedString(patch)
                + (prerelease.isEmpty() ? "" : "-" + prerelease)
                + (metadata.isEmpty() ? "" : "+" + metadata);
    }

    @Override
    public String toString() {
        return original;
    }

    private static void refuseLong(String text) {
        if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new SemverException("version string is too long (max " + MAX_BYTES + " bytes)");
        }
    }

    private static long looseNumber(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        try {
            return Numbers.parse(digits);
        } catch (SemverException e) {
            throw new SemverException("error parsing version segment: " + e.getMessage());
        }
    }

    private static String withoutDot(String part) {
        return part.isEmpty() ? part : part.substring(1);
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }
}
