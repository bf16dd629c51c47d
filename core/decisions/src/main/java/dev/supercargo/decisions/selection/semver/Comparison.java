package dev.supercargo.decisions.selection.semver;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One operator with one, perhaps partial, version.
///
/// @param base the version, missing and wildcard parts as 0
/// @param text how it is printed back: operator and version without space between
record Comparison(Operator operator, Precision precision, Semver base, String text) {
    /// A version in a constraint; wildcards are parts like any other here, and `|` is (wrongly) a part's character,
    /// so that a lone `|` is a version that does not parse, not an improper constraint.
    static final String VERSION = "v?[0-9|xX*]+(?:\\.[0-9|xX*]+)?(?:\\.[0-9|xX*]+)?"
            + "(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?"
            + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";

    private static final String OPERATOR = "(?:!=|>=|=>|<=|=<|~>|=|>|<|~|\\^)?";

    /// The text of one comparison.
    static final String TEXT = OPERATOR + "\\s*" + VERSION;

    private static final Pattern PARTS = Pattern.compile("(" + OPERATOR + ")\\s*"
            + "(v?([0-9|xX*]+)(?:\\.([0-9|xX*]+))?(?:\\.([0-9|xX*]+))?"
            + "(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?"
            + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)");

    /// How much of the version is given.
    enum Precision {
        /// `*`
        NOTHING,
        /// `1` or `1.x`
        MAJOR,
        /// `1.2` or `1.2.x`
        MINOR,
        /// `1.2.3`
        FULL
    }

    enum Operator {
        EQUAL,
        NOT_EQUAL,
        GREATER,
        AT_LEAST,
        LESS,
        AT_MOST,
        TILDE,
        CARET;

        static Operator of(String sign) {
            return switch (sign) {
                case "", "=" -> EQUAL;
                case "!=" -> NOT_EQUAL;
                case ">" -> GREATER;
                case ">=", "=>" -> AT_LEAST;
                case "<" -> LESS;
                case "<=", "=<" -> AT_MOST;
                case "~", "~>" -> TILDE;
                case "^" -> CARET;
                default -> throw new IllegalStateException("no operator: " + sign);
            };
        }
    }

    static Comparison parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("no comparison: " + text);
        }
        String sign = Objects.requireNonNull(parts.group(1));
        String written = Objects.requireNonNull(parts.group(2));
        String prerelease = Objects.requireNonNullElse(parts.group(6), "");
        Precision precision = precision(parts.group(3), parts.group(4), parts.group(5));
        String full = switch (precision) {
            case NOTHING -> "0.0.0" + prerelease;
            case MAJOR -> parts.group(3) + ".0.0" + prerelease;
            case MINOR -> parts.group(3) + "." + parts.group(4) + ".0" + prerelease;
            case FULL -> written;
        };
        Semver base = Semver.find(full).orElseThrow(() -> new SemverException("constraint parser error"));
        return new Comparison(Operator.of(sign), precision, base, sign + written);
    }

    /// Whether the version stands the comparison; whether a pre-release may at all is the alternative's question.
    boolean accepts(Semver version) {
        return switch (operator) {
            case EQUAL -> precision == Precision.FULL ? version.compareTo(base) == 0 : inTildeRange(version);
            case NOT_EQUAL -> differs(version);
            case GREATER -> isBeyond(version);
            case AT_LEAST -> version.compareTo(base) >= 0;
            case LESS -> version.compareTo(base) < 0;
            case AT_MOST -> isAtMost(version);
            case TILDE -> inTildeRange(version);
            case CARET -> inCaretRange(version);
        };
    }

    private boolean differs(Semver version) {
        return switch (precision) {
            case NOTHING, FULL -> version.compareTo(base) != 0;
            case MAJOR -> !sameMajor(version);
            case MINOR ->
                !sameMinor(version) || Identifiers.comparePrereleases(version.prerelease(), base.prerelease()) != 0;
        };
    }

    /// `>11` means 12 or more, `>11.1` means 11.2 or more.
    private boolean isBeyond(Semver version) {
        return switch (precision) {
            case NOTHING, FULL -> version.compareTo(base) > 0;
            case MAJOR -> Long.compareUnsigned(version.major(), base.major()) > 0;
            case MINOR ->
                sameMajor(version)
                        ? Long.compareUnsigned(version.minor(), base.minor()) > 0
                        : Long.compareUnsigned(version.major(), base.major()) > 0;
        };
    }

    /// `<=11` includes 11.x.x, `<=1.1` includes 1.1.x; `<=*` is taken for `<=0.0`.
    private boolean isAtMost(Semver version) {
        return switch (precision) {
            case FULL -> version.compareTo(base) <= 0;
            case MAJOR -> Long.compareUnsigned(version.major(), base.major()) <= 0;
            case NOTHING, MINOR ->
                sameMajor(version)
                        ? Long.compareUnsigned(version.minor(), base.minor()) <= 0
                        : Long.compareUnsigned(version.major(), base.major()) < 0;
        };
    }

    private boolean inTildeRange(Semver version) {
        if (version.compareTo(base) < 0) {
            return false;
        }
        return switch (precision) {
            case NOTHING -> true;
            case MAJOR -> sameMajor(version);
            case MINOR -> sameMinor(version);
            case FULL -> isZero() || sameMinor(version); // `~0.0.0` accepts everything from 0.0.0 on
        };
    }

    /// The leftmost number that is not 0 must stay the same; `^*` is taken for `^0.0.0`.
    private boolean inCaretRange(Semver version) {
        if (version.compareTo(base) < 0) {
            return false;
        }
        if (base.major() != 0 || precision == Precision.MAJOR) {
            return sameMajor(version);
        }
        if (base.minor() != 0 || precision == Precision.MINOR) {
            return sameMinor(version);
        }
        return sameMinor(version) && version.patch() == base.patch();
    }

    private boolean sameMajor(Semver version) {
        return version.major() == base.major();
    }

    private boolean sameMinor(Semver version) {
        return sameMajor(version) && version.minor() == base.minor();
    }

    private boolean isZero() {
        return base.major() == 0 && base.minor() == 0 && base.patch() == 0;
    }

    private static Precision precision(@Nullable String major, @Nullable String minor, @Nullable String patch) {
        if (isWildcard(major)) {
            return Precision.NOTHING;
        }
        if (isWildcard(minor)) {
            return Precision.MAJOR;
        }
        return isWildcard(patch) ? Precision.MINOR : Precision.FULL;
    }

    private static boolean isWildcard(@Nullable String part) {
        return part == null || part.equals("x") || part.equals("X") || part.equals("*");
    }
}
