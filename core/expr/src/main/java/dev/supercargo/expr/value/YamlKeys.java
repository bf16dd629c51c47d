package dev.supercargo.expr.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The natural order of keys in YAML: runs of digits compare by their number, `"9"`, `"10"`, `A`, `a1`, `a2`, `a10`.
final class YamlKeys {
    private YamlKeys() {}

    static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
        var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
        entries.sort((a, b) -> compare(a.getKey(), b.getKey()));
        return entries;
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        return a instanceof String x && b instanceof String y
                ? natural(x.codePoints().toArray(), y.codePoints().toArray())
                : Order.ofKeys(a, b);
    }

    private static int natural(int[] a, int[] b) {
        boolean afterDigit = false;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] != b[i]) {
                return different(a, b, i, afterDigit);
            }
            afterDigit = Character.isDigit(a[i]);
        }
        return Integer.compare(a.length, b.length);
    }

    /// The order by the first characters that differ.
    private static int different(int[] a, int[] b, int at, boolean afterDigit) {
        boolean letterA = Character.isLetter(a[at]);
        boolean letterB = Character.isLetter(b[at]);
        if (letterA && letterB) {
            return Integer.compare(a[at], b[at]);
        }
        if (letterA != letterB) {
            return letterA == afterDigit ? -1 : 1;
        }
        boolean inNumber = continuesNumber(a, at);
        int endA = digitsEnd(a, at);
        int endB = digitsEnd(b, at);
        int byNumber = inNumber && endA != endB
                ? Integer.compare(endA, endB)
                : number(a, at, endA).compareTo(number(b, at, endB));
        if (byNumber != 0) {
            return byNumber;
        }
        return endA != endB ? Integer.compare(endA, endB) : Integer.compare(a[at], b[at]);
    }

    /// Whether the digits before are part of the number, that is, not only leading zeros.
    private static boolean continuesNumber(int[] text, int at) {
        for (int i = at - 1; i >= 0 && Character.isDigit(text[i]); i--) {
            if (text[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int digitsEnd(int[] text, int from) {
        int end = from;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static java.math.BigInteger number(int[] text, int from, int to) {
        var number = java.math.BigInteger.ZERO;
        for (int i = from; i < to; i++) {
            number = number.multiply(java.math.BigInteger.TEN).add(java.math.BigInteger.valueOf(text[i] - '0'));
        }
        return number;
    }
}
