package dev.supercargo.decisions.selection.semver;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.supercargo.meta.GoText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which versions are wanted: alternatives (`||`) of comparisons that must all hold (sources.md 6.4).
/// [#toString] prints it back, with hyphen ranges written out.
public final class VersionConstraint {
    private static final int MAX_BYTES = 512;
    private static final int MAX_ALTERNATIVES = 32;
    private static final Pattern HYPHEN_RANGE =
            Pattern.compile("\\s*(" + Comparison.VERSION + ")\\s+-\\s+(" + Comparison.VERSION + ")\\s*");
    private static final Pattern ALTERNATIVE =
            Pattern.compile("\\s*" + Comparison.TEXT + "\\s*(?:(?:\\s+|,\\s*)" + Comparison.TEXT + "\\s*)*");
    private static final Pattern COMPARISON = Pattern.compile(Comparison.TEXT);

    private final List<Alternative> alternatives;

    private VersionConstraint(List<Alternative> alternatives) {
        this.alternatives = List.copyOf(alternatives);
    }

    /// Reads a constraint. The empty text is none (whoever has an empty field has no constraint).
    ///
    /// @throws SemverException when the text is no constraint
    public static VersionConstraint parse(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new SemverException("constraint string is too long (max " + MAX_BYTES + " bytes)");
        }
        String[] parts = withoutHyphenRanges(text).split("\\|\\|", -1);
        if (parts.length > MAX_ALTERNATIVES) {
            throw new SemverException("too many constraint groups (max " + MAX_ALTERNATIVES + ")");
        }
        var alternatives = new ArrayList<Alternative>(parts.length);
        for (String part : parts) {
            alternatives.add(Alternative.parse(part));
        }
        return new VersionConstraint(alternatives);
    }

    /// Whether some alternative accepts the version.
    public boolean accepts(Semver version) {
        return alternatives.stream().anyMatch(alternative -> alternative.accepts(version));
    }

    @Override
    public String toString() {
        return alternatives.stream().map(Alternative::toString).collect(Collectors.joining(" || "));
    }

    /// `A - B` becomes `>= A, <= B `: a rewriting of text, in the order of the ranges.
    private static String withoutHyphenRanges(String text) {
        String rewritten = text;
        Matcher range = HYPHEN_RANGE.matcher(text);
        while (range.find()) {
            String written = ">= " + range.group(1) + ", <= " + range.group(2) + " ";
            int at = rewritten.indexOf(range.group());
            rewritten = rewritten.substring(0, at)
                    + written
                    + rewritten.substring(at + range.group().length());
        }
        return rewritten;
    }

    /// Comparators that must all hold. Pre-releases are accepted only if one of them names a pre-release.
    private record Alternative(List<Comparison> comparisons, boolean takesPrereleases) {
        static Alternative parse(String text) {
            if (!ALTERNATIVE.matcher(text).matches()) {
                throw new SemverException("improper constraint: " + GoText.quote(text));
            }
            var comparisons = new ArrayList<Comparison>();
            Matcher each = COMPARISON.matcher(text);
            while (each.find()) {
                comparisons.add(Comparison.parse(each.group()));
            }
            return new Alternative(
                    List.copyOf(comparisons),
                    comparisons.stream()
                            .anyMatch(comparison -> comparison.base().isPrerelease()));
        }

        boolean accepts(Semver version) {
            return (takesPrereleases || !version.isPrerelease())
                    && comparisons.stream().allMatch(comparison -> comparison.accepts(version));
        }

        @Override
        public String toString() {
            return comparisons.stream().map(Comparison::text).collect(Collectors.joining(" "));
        }
    }
}
