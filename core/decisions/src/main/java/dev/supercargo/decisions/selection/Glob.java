package dev.supercargo.decisions.selection;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A glob in doublestar's syntax, for whole paths: `*` and `?` stay within a segment, `**` as a whole
/// segment stands for any number of them, `[a-z]`, `[!a-z]`, `{a,b}`, `\` escapes (sources.md 2.4).
///
/// Alternatives are written out first, since a `/` in one of them makes segments; each result is a list
/// of segments.
final class Glob implements Predicate<String> {
    private static final int MAX_ALTERNATIVES = 1_000;

    private final List<List<Segment>> alternatives;

    private Glob(List<List<Segment>> alternatives) {
        this.alternatives = List.copyOf(alternatives);
    }

    /// One segment of a glob.
    private sealed interface Segment {
        /// Any number of segments.
        record Any() implements Segment {}

        /// One segment that fits.
        record One(Pattern pattern) implements Segment {}
    }

    /// @throws IllegalArgumentException `syntax error in pattern`
    static Glob parse(String text) {
        check(text);
        var alternatives = new ArrayList<List<Segment>>();
        for (String written : writtenOut(text)) {
            var segments = new ArrayList<Segment>();
            for (String part : split(written, '/')) {
                segments.add(part.equals("**") ? new Segment.Any() : new Segment.One(segment(part)));
            }
            alternatives.add(List.copyOf(segments));
        }
        return new Glob(alternatives);
    }

    @Override
    public boolean test(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return alternatives.stream().anyMatch(segments -> fits(segments, 0, parts, 0));
    }

    private static boolean fits(List<Segment> segments, int s, List<String> parts, int p) {
        if (s == segments.size()) {
            return p == parts.size();
        }
        return switch (segments.get(s)) {
            case Segment.One(var pattern) ->
                p < parts.size() && pattern.matcher(parts.get(p)).matches() && fits(segments, s + 1, parts, p + 1);
            case Segment.Any _ -> {
                int next = s;
                while (next < segments.size() && segments.get(next) instanceof Segment.Any) {
                    next++;
                }
                for (int from = p; from <= parts.size(); from++) {
                    if (fits(segments, next, parts, from)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    /// The regular expression of one segment; braces are gone.
    private static Pattern segment(String part) {
        var regex = new StringBuilder("(?s)");
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '\\' -> {
                    i++;
                    regex.append(Pattern.quote(part.substring(i, i + 1)));
                }
                case '[' -> {
                    int end = classEnd(part, i);
                    regex.append(characterClass(part.substring(i + 1, end)));
                    i = end;
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return TextPattern.regex(regex.toString());
    }

    /// The regular expression of a class; a range whose ends are the wrong way round holds nothing.
    private static String characterClass(String body) {
        boolean negated = body.startsWith("!") || body.startsWith("^");
        int[] characters = body.substring(negated ? 1 : 0).codePoints().toArray();
        var members = new StringBuilder();
        for (int i = 0; i < characters.length; i++) {
            i += characters[i] == '\\' && i + 1 < characters.length ? 1 : 0;
            int low = characters[i];
            int high = low;
            if (i + 2 < characters.length && characters[i + 1] == '-') {
                i += characters[i + 2] == '\\' && i + 3 < characters.length ? 3 : 2;
                high = characters[i];
            }
            if (low <= high) {
                members.append(String.format("\\x{%x}-\\x{%x}", low, high));
            }
        }
        if (members.isEmpty()) {
            return negated ? "." : "[^\\x{0}-\\x{10ffff}]";
        }
        return (negated ? "[^" : "[") + members + "]";
    }

    /// The texts that result when each `{a,b}` is replaced by one of its alternatives.
    private static List<String> writtenOut(String text) {
        int open = find(text, '{', 0);
        if (open < 0) {
            return List.of(text);
        }
        int close = closing(text, open);
        var results = new ArrayList<String>();
        for (String alternative : split(text.substring(open + 1, close), ',')) {
            results.addAll(writtenOut(text.substring(0, open) + alternative + text.substring(close + 1)));
            if (results.size() > MAX_ALTERNATIVES) {
                throw malformed();
            }
        }
        return results;
    }

    /// Splits at a character that stands outside of classes, escapes and braces.
    private static List<String> split(String text, char at) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = classEnd(text, i);
                case '{' -> depth++;
                case '}' -> depth--;
                default -> {
                    if (depth == 0 && text.charAt(i) == at) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = classEnd(text, i);
                case '{' -> depth++;
                case '}' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        throw malformed();
    }

    private static int find(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == wanted) {
                return i;
            }
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                i = classEnd(text, i);
            }
        }
        return -1;
    }

    /// Refuses unclosed classes and braces, empty classes, a lone `}` and an escape of nothing.
    private static void check(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> {
                    i++;
                    if (i == text.length()) {
                        throw malformed();
                    }
                }
                case '[' -> i = classEnd(text, i);
                case '{' -> depth++;
                case '}' -> {
                    if (--depth < 0) {
                        throw malformed();
                    }
                }
                default -> {}
            }
        }
        if (depth != 0) {
            throw malformed();
        }
    }

    /// The place of the `]` that ends the class at `open`; the class must not be empty.
    private static int classEnd(String text, int open) {
        int first = open + 1;
        if (first < text.length() && (text.charAt(first) == '!' || text.charAt(first) == '^')) {
            first++;
        }
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']') {
                if (i == first) {
                    throw malformed();
                }
                return i;
            }
        }
        throw malformed();
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("syntax error in pattern");
    }
}
