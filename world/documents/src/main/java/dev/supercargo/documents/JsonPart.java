package dev.supercargo.documents;

import dev.supercargo.meta.GoText;
import java.util.ArrayList;
import java.util.List;

/// One part of a JSON key path: its text, and whether a leading colon says that a number is an object's key.
record JsonPart(String text, boolean forced) {
    /// Splits at dots; a backslash makes the next character literal.
    static List<JsonPart> split(String key) {
        var parts = new ArrayList<JsonPart>();
        var part = new StringBuilder();
        boolean forced = false;
        boolean first = true;
        for (int i = 0; i <= key.length(); i++) {
            char c = i < key.length() ? key.charAt(i) : '.';
            if (c == '.') {
                if (part.isEmpty()) {
                    throw new DocumentException("empty key part in key " + GoText.quote(key));
                }
                parts.add(new JsonPart(part.toString(), forced));
                part.setLength(0);
                forced = false;
                first = true;
                continue;
            }
            if (c == ':' && first) {
                forced = true;
            } else if (c == '\\' && i + 1 < key.length()) {
                i++;
                part.append(key.charAt(i));
            } else {
                part.append(c);
            }
            first = false;
        }
        return List.copyOf(parts);
    }

    /// Whether it counts elements of an array.
    boolean isIndex() {
        return !forced && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Whether it stands for the place behind an array's last element.
    boolean isAppend() {
        return !forced && text.equals("-1");
    }

    int index() {
        return Integer.parseInt(text);
    }
}
