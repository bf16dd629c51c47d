package dev.supercargo.decisions.selection;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/// A pattern as users write it for paths and names: `glob:...`, `regex:...` (or `regexp:...`), or a plain
/// text, whose meaning depends on the place (sources.md 2.4).
public final class TextPattern {
    private final String text;
    private final Predicate<String> meaning;

    private TextPattern(String text, Predicate<String> meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /// A pattern for names: a plain text fits the equal name.
    ///
    /// @throws IllegalArgumentException saying what is wrong with a glob or regular expression
    public static TextPattern ofName(String text) {
        return of(text, text::equals);
    }

    /// A pattern for paths in a repository: a plain text fits the file of this name and everything below
    /// the directory.
    ///
    /// @throws IllegalArgumentException saying what is wrong with a glob or regular expression
    public static TextPattern ofPath(String text) {
        return of(text, new BasePath(text));
    }

    /// Whether it fits.
    public boolean matches(String candidate) {
        return meaning.test(candidate);
    }

    @Override
    public String toString() {
        return text;
    }

    private static TextPattern of(String text, Predicate<String> plain) {
        if (text.startsWith("glob:")) {
            return new TextPattern(text, Glob.parse(text.substring("glob:".length())));
        }
        if (text.startsWith("regex:") || text.startsWith("regexp:")) {
            Pattern regex = regex(text.substring(text.indexOf(':') + 1));
            return new TextPattern(text, candidate -> regex.matcher(candidate).find());
        }
        return new TextPattern(text, plain);
    }

    /// Compiles RE2; the message of a refusal is the one that users know.
    static Pattern regex(String source) {
        try {
            return Pattern.compile(source);
        } catch (PatternSyntaxException e) {
            boolean lonely =
                    String.valueOf(e.getMessage()).contains("stack underflow"); // that is how the library puts it
            throw new IllegalArgumentException(
                    lonely ? "error parsing regexp: unexpected ): `" + source + "`" : e.getMessage(), e);
        }
    }
}
