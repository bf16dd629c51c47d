package dev.supercargo.decisions.selection;

import dev.supercargo.meta.GoText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Which changes matter: those of which at least one path is included and not excluded (sources.md 2.4).
public final class PathFilter {
    private final List<TextPattern> include;
    private final List<TextPattern> exclude;

    private PathFilter(List<TextPattern> include, List<TextPattern> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /// Reads the lists of a subscription; no `include` includes everything.
    ///
    /// @throws SelectionException when a pattern is none
    public static PathFilter of(List<String> include, List<String> exclude) {
        return new PathFilter(patterns("include", include), patterns("exclude", exclude));
    }

    /// Whether it lets everything pass, so that paths need not be known.
    public boolean isEmpty() {
        return include.isEmpty() && exclude.isEmpty();
    }

    /// Whether a change of these paths matters. One that changed no path never does.
    public boolean matches(Collection<String> paths) {
        return paths.stream().anyMatch(path -> (include.isEmpty() || fits(include, path)) && !fits(exclude, path));
    }

    private static boolean fits(List<TextPattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<TextPattern> patterns(String which, List<String> texts) {
        var patterns = new ArrayList<TextPattern>(texts.size());
        for (String text : texts) {
            try {
                patterns.add(TextPattern.ofPath(text));
            } catch (IllegalArgumentException e) {
                throw new SelectionException("error parsing " + which + " path selectors: parse error path selector "
                        + GoText.quote(text) + ": " + e.getMessage());
            }
        }
        return List.copyOf(patterns);
    }
}
