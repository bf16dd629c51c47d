package dev.supercargo.documents;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds where values lie in JSON text, leniently: what is not looked at need not be valid.
final class JsonScan {
    /// A stretch of the text, `[start, end)`.
    record Span(int start, int end) {}

    /// A member of an object: its key, decoded, and where its value lies.
    record Member(String key, Span value) {}

    private final String text;

    JsonScan(String text) {
        this.text = text;
    }

    /// The value that begins at or behind a place, or empty where the text ends before.
    Optional<Span> value(int from, int limit) {
        int start = skipBlanks(from, limit);
        return start < limit ? Optional.of(new Span(start, endOf(start, limit))) : Optional.empty();
    }

    boolean isObject(Span span) {
        return text.charAt(span.start()) == '{';
    }

    boolean isArray(Span span) {
        return text.charAt(span.start()) == '[';
    }

    /// The members of an object, in order.
    List<Member> members(Span object) {
        var members = new ArrayList<Member>();
        int here = object.start() + 1;
        int limit = object.end();
        while (true) {
            here = seek('"', here, limit);
            if (here >= limit) {
                return members;
            }
            int keyEnd = endOf(here, limit);
            String key = decoded(text.substring(here, keyEnd));
            int colon = seek(':', keyEnd, limit);
            Optional<Span> value = value(colon + 1, limit);
            if (value.isEmpty() || value.get().end() >= limit + 1) {
                return members;
            }
            members.add(new Member(key, value.get()));
            here = value.get().end();
        }
    }

    /// The elements of an array, in order.
    List<Span> elements(Span array) {
        var elements = new ArrayList<Span>();
        int here = array.start() + 1;
        while (true) {
            here = skipBlanks(here, array.end());
            if (here < array.end() && text.charAt(here) == ',') {
                here++;
                continue;
            }
            if (here >= array.end() || text.charAt(here) == ']') {
                return elements;
            }
            var element = new Span(here, endOf(here, array.end()));
            elements.add(element);
            here = Math.max(element.end(), here + 1);
        }
    }

    private int seek(char wanted, int from, int limit) {
        int here = from;
        while (here < limit && text.charAt(here) != wanted) {
            here++;
        }
        return here;
    }

    private int skipBlanks(int from, int limit) {
        int here = from;
        while (here < limit && text.charAt(here) <= ' ') {
            here++;
        }
        return here;
    }

    private int endOf(int start, int limit) {
        char c = text.charAt(start);
        if (c == '"') {
            return endOfString(start, limit);
        }
        return c == '{' || c == '[' ? endOfNest(start, limit) : endOfWord(start, limit);
    }

    private int endOfString(int start, int limit) {
        for (int i = start + 1; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            }
        }
        return limit;
    }

    private int endOfNest(int start, int limit) {
        int depth = 0;
        for (int i = start; i < limit; i++) {
            switch (text.charAt(i)) {
                case '"' -> i = endOfString(i, limit) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return limit;
    }

    private int endOfWord(int start, int limit) {
        int here = start;
        while (here < limit && text.charAt(here) > ' ' && ",]}".indexOf(text.charAt(here)) < 0) {
            here++;
        }
        return here;
    }

    /// The string that a literal (still in Latin-1) denotes.
    static String decoded(String literal) {
        String utf8 = JsonEdit.unlatin(literal);
        try {
            return Json.parse(utf8) instanceof String s ? s : utf8;
        } catch (JsonException e) {
            return utf8.length() > 2 ? utf8.substring(1, utf8.length() - 1) : "";
        }
    }
}
