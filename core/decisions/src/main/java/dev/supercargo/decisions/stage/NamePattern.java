package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.selection.TextPattern;

/// How selectors name Stages and Projects: a plain name, `glob:` with `*`, `?`, `[a-z]`, `{a,b}`, or
/// `regex:` (also `regexp:`) with an unanchored RE2 expression (resources.md 5.8). An empty pattern fits
/// every name.
public final class NamePattern {
    private final TextPattern pattern;

    private NamePattern(TextPattern pattern) {
        this.pattern = pattern;
    }

    /// Reads a pattern.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static NamePattern parse(String text) {
        return new NamePattern(TextPattern.ofName(text));
    }

    /// Whether the name fits.
    public boolean matches(String name) {
        return toString().isEmpty() || pattern.matches(name);
    }

    @Override
    public String toString() {
        return pattern.toString();
    }
}
