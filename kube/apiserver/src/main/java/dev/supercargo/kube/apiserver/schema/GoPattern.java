package dev.supercargo.kube.apiserver.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/// A regular expression with the syntax and meaning of RE2: linear time, ASCII `\w` and `\d`, `$` only at the very end.
public final class GoPattern {
    /// The longest accepted pattern, in characters.
    static final int MAX_LENGTH = 10_000;
    /// The largest accepted number of instructions that counted repetitions may unfold to.
    private static final long MAX_UNFOLDED = 200_000;

    private final Pattern pattern;

    private GoPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// The compiled pattern; empty where [#problem] has something to say.
    public static Optional<GoPattern> compile(String text) {
        return problem(text).isPresent() ? Optional.empty() : Optional.of(new GoPattern(Pattern.compile(text)));
    }

    /// Why the text is no pattern that can be used, in Go's words where it is bad syntax.
    public static Optional<String> problem(String text) {
        if (text.length() > MAX_LENGTH || unfolded(text) > MAX_UNFOLDED) {
            return Optional.of("error parsing regexp: expression is too large");
        }
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            String at = e.getPattern() == null || e.getPattern().isEmpty() ? text : e.getPattern();
            return Optional.of("error parsing regexp: " + e.getDescription() + ": `" + at + "`");
        }
    }

    /// Whether some part of the text matches.
    public boolean find(CharSequence text) {
        return pattern.matcher(text).find();
    }

    /// About how many instructions the pattern becomes once `x{m,n}` is written out; nested counts multiply.
    private static long unfolded(String text) {
        var sizes = new java.util.ArrayDeque<long[]>();
        sizes.push(new long[] {0, 0});
        for (int i = 0; i < text.length(); i++) {
            long[] here = sizes.getFirst();
            char c = text.charAt(i);
            if (c == '(') {
                sizes.push(new long[] {0, 0});
            } else if (c == ')' && sizes.size() > 1) {
                long inner = sizes.pop()[0] + 2;
                sizes.getFirst()[0] += inner;
                sizes.getFirst()[1] = inner;
            } else if (c == '{') {
                here[0] = Math.min(MAX_UNFOLDED * 10, here[0] + here[1] * Math.max(0, largestCount(text, i) - 1));
            } else {
                i += c == '\\' ? 1 : 0;
                here[0]++;
                here[1] = 1;
            }
        }
        return sizes.stream().mapToLong(size -> size[0]).sum();
    }

    private static long largestCount(String text, int brace) {
        long largest = 0;
        long number = 0;
        for (int i = brace + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(100_000, number * 10 + (c - '0'));
                largest = Math.max(largest, number);
            } else if (c == ',') {
                number = 0;
            } else {
                return c == '}' ? largest : 1;
            }
        }
        return 1;
    }
}
