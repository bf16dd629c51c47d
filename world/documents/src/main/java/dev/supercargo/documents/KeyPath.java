package dev.supercargo.documents;

import dev.supercargo.meta.GoText;
import java.util.ArrayList;
import java.util.List;

/// The parts of a key path such as `image.example\.com/tag` or `ports.:8080` (steps.md 5.4, rule 2).
final class KeyPath {
    private KeyPath() {}

    /// Splits at dots. `\.` and `\:` are literal; a colon may only stand first in a part, where it is dropped.
    static List<String> split(String key) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean first = true;
        String trimmed = key.strip();
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c == '.') {
                add(parts, part, key);
                first = true;
                continue;
            }
            if (c == '\\') {
                i++;
                char escaped = i < trimmed.length() ? trimmed.charAt(i) : ' ';
                if (escaped != '.' && escaped != ':') {
                    throw new DocumentException("invalid escape sequence in key " + GoText.quote(key));
                }
                part.append(escaped);
            } else if (c == ':') {
                if (!first) {
                    throw new DocumentException("unexpected colon in key " + GoText.quote(key));
                }
            } else {
                part.append(c);
            }
            first = false;
        }
        add(parts, part, key);
        return List.copyOf(parts);
    }

    private static void add(List<String> parts, StringBuilder part, String key) {
        if (part.isEmpty()) {
            throw new DocumentException("empty key part in key " + GoText.quote(key));
        }
        parts.add(part.toString());
        part.setLength(0);
    }
}
