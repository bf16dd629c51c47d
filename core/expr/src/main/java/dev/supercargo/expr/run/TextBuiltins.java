package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Utf8;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Builtins on strings.
final class TextBuiltins {
    private static final long MAX_REPEATS = 1_000_000;

    private TextBuiltins() {}

    static Object trim(Inputs in) {
        String cutset = in.text(1, "");
        IntPredicate cut = in.has(1) ? point -> cutset.indexOf(point) >= 0 : TextBuiltins::isWhiteSpace;
        String text = in.text(0);
        int start = 0;
        int end = text.length();
        while (start < end && cut.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && cut.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /// Unicode's White_Space.
    static boolean isWhiteSpace(int point) {
        return (point >= '\t' && point <= '\r') || point == 0x85 || Character.isSpaceChar(point);
    }

    static Object trimPrefix(Inputs in) {
        String text = in.text(0);
        String prefix = in.text(1, " ");
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    static Object trimSuffix(Inputs in) {
        String text = in.text(0);
        String suffix = in.text(1, " ");
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /// One code point for each, no locale, no context.
    static Object mapped(Inputs in, IntUnaryOperator mapping) {
        String text = in.text(0);
        var out = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(out::appendCodePoint);
        return out.toString();
    }

    static Object split(Inputs in, boolean keep) {
        String text = in.text(0);
        String separator = in.text(1);
        long most = in.has(2) ? in.integer(2) : -1;
        if (most == 0) {
            return Sequence.nilStrings();
        }
        in.run().produce(text.length());
        var parts = new ArrayList<String>();
        int from = 0;
        while (from < text.length() || !separator.isEmpty()) {
            int cut = separator.isEmpty() ? text.offsetByCodePoints(from, 1) : text.indexOf(separator, from);
            boolean last = cut < 0 || parts.size() + 1 == most || (separator.isEmpty() && cut == text.length());
            if (last) {
                parts.add(text.substring(from));
                break;
            }
            parts.add(text.substring(from, keep ? cut + separator.length() : cut));
            from = cut + separator.length();
        }
        return Sequence.ofStrings(parts);
    }

    static Object replace(Inputs in) {
        String text = in.text(0);
        String old = in.text(1);
        String fresh = in.text(2);
        long most = in.has(3) && in.integer(3) >= 0 ? in.integer(3) : Long.MAX_VALUE;
        long places = Math.min(most, places(text, old));
        in.run().produce(text.length() + Math.multiplyExact(places, (long) fresh.length()));
        var out = new StringBuilder();
        int from = 0;
        for (long done = 0; done < places; done++) {
            int place = old.isEmpty() ? (done == 0 ? 0 : text.offsetByCodePoints(from, 1)) : text.indexOf(old, from);
            out.append(text, from, place).append(fresh);
            from = place + old.length();
        }
        return out.append(text, from, text.length()).toString();
    }

    private static long places(String text, String old) {
        if (old.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long places = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            places++;
        }
        return places;
    }

    static Object repeat(Inputs in) {
        String text = in.text(0);
        long count = in.integer(1);
        if (count < 0) {
            throw new ValueException("invalid argument for repeat (expected positive integer, got " + count + ")");
        }
        if (count > MAX_REPEATS) {
            throw new ValueException("memory budget exceeded");
        }
        in.run().charge(Utf8.length(text) * count);
        return text.repeat((int) count);
    }

    static Object join(Inputs in) {
        Object given = in.get(0);
        String glue = in.text(1, "");
        if (!(given instanceof List<?> list) || isNarrow(list)) {
            throw in.invalid(given);
        }
        var out = new StringBuilder();
        String between = "";
        for (Object item : list) {
            String part = part(Values.of(item));
            in.run().produce((long) part.length() + between.length());
            out.append(between).append(part);
            between = glue;
        }
        return out.toString();
    }

    /// Whether its type says that the elements are no strings.
    private static boolean isNarrow(List<?> list) {
        return list instanceof Sequence sequence
                && !sequence.type().equals(Type.STRINGS)
                && !sequence.type().elements().isUnknown();
    }

    private static String part(@Nullable Object item) {
        if (item instanceof String text) {
            return text;
        }
        throw new ValueException("join takes a list of strings, got an element of type " + Values.typeName(item));
    }

    /// The place in bytes.
    static Object index(Inputs in, int place) {
        return place < 0 ? -1L : (long) Utf8.length(in.text(0).substring(0, place));
    }
}
