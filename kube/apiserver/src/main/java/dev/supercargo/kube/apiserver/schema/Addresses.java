package dev.supercargo.kube.apiserver.schema;

import java.util.regex.Pattern;

/// Addresses of the internet protocol, by their texts.
final class Addresses {
    private static final Pattern V4_PART = Pattern.compile("\\d{1,3}");
    private static final Pattern V6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    private Addresses() {}

    /// Four decimal parts up to 255; leading zeros are accepted.
    static boolean isV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!V4_PART.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /// Eight groups of hexadecimal digits, one run of zeros shortened to `::`, the last two possibly in form of
    /// [#isV4].
    static boolean isV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int left = before.isEmpty() ? 0 : groups(before);
        int right = after.isEmpty() ? 0 : groups(after);
        return left >= 0 && right >= 0 && left + right <= 7 && !before.contains(".") && !after.contains("::");
    }

    /// An address, `/`, and the length of the prefix.
    static boolean isCidr(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return false;
        }
        String address = text.substring(0, slash);
        String length = text.substring(slash + 1);
        if (!length.matches("0|[1-9]\\d{0,2}")) {
            return false;
        }
        int bits = Integer.parseInt(length);
        return (isV4(address) && bits <= 32) || (isV6(address) && bits <= 128);
    }

    /// How many groups of 16 bits the text has, or -1 where it is malformed.
    private static int groups(String text) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (V6_GROUP.matcher(parts[i]).matches()) {
                count++;
            } else if (i == parts.length - 1 && isV4(parts[i])) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }
}
