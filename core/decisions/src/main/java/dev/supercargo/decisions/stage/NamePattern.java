package dev.supercargo.decisions.stage;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// How selectors name Stages and Projects: a plain name, `glob:` with `*`, `**`, `?`, `[a-z]`, `{a,b}`, or `regex:`
/// (also
/// `regexp:`) with an unanchored RE2 expression (resources.md 5.8). An empty pattern fits every name.
public final class NamePattern {
    private final String text;
    private final Pattern pattern;

    private NamePattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /// Reads a pattern.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static NamePattern parse(String text) {
        try {
            if (text.isEmpty()) {
                return new NamePattern(text, Pattern.compile(""));
            }
            if (text.startsWith("glob:")) {
                return new NamePattern(text, Pattern.compile("\\A(?:" + globbed(text.substring(5)) + ")\\z"));
            }
            if (text.startsWith("regex:") || text.startsWith("regexp:")) {
                return new NamePattern(text, Pattern.compile(text.substring(text.indexOf(':') + 1)));
            }
            return new NamePattern(text, Pattern.compile("\\A" + Pattern.quote(text) + "\\z"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Whether the name fits.
    public boolean matches(String name) {
        return pattern.matcher(name).find();
    }

    /// The regular expression of a glob in doublestar's syntax.
    private static String globbed(String glob) {
        var regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean twice = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
                    regex.append(twice ? ".*" : "[^/]*");
                    i += twice ? 1 : 0;
                }
                case '?' -> regex.append("[^/]");
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    if (braces-- == 0) {
                        throw malformed();
                    }
                    regex.append(')');
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '[' -> i = characterClass(glob, i, regex);
                case '\\' -> {
                    if (++i == glob.length()) {
                        throw malformed();
                    }
                    regex.append(Pattern.quote(glob.substring(i, i + 1)));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (braces != 0) {
            throw malformed();
        }
        return regex.toString();
    }

    /// Appends the class that begins at `start`; the place where it ends.
    private static int characterClass(String glob, int start, StringBuilder regex) {
        int i = start + 1;
        boolean negated = i < glob.length() && (glob.charAt(i) == '^' || glob.charAt(i) == '!');
        i += negated ? 1 : 0;
        var members = new StringBuilder();
        for (; i < glob.length() && (glob.charAt(i) != ']' || members.isEmpty()); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && ++i == glob.length()) {
                throw malformed();
            }
            boolean range = c == '-' && !members.isEmpty();
            members.append(range ? "-" : Pattern.quote(glob.substring(i, i + 1)));
        }
        if (i >= glob.length()) {
            throw malformed();
        }
        regex.append(negated ? "[^/" : "[").append(members).append(']');
        return i;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("syntax error in pattern");
    }

    @Override
    public String toString() {
        return text;
    }
}
