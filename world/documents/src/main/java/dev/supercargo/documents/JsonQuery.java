package dev.supercargo.documents;

import dev.supercargo.documents.JsonScan.Member;
import dev.supercargo.documents.JsonScan.Span;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Query paths: `items.#.v` (every element), `items.#(n=="b").v` (the first that fits), `items.#(n=="b")#.v` (each
/// that fits), `a*` and `a?` (the first matching key).
final class JsonQuery {
    private static final Pattern CONDITION =
            Pattern.compile("(.*?)\\s*(==|!=|<=|>=|<|>|!%|%)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\"]*)", Pattern.DOTALL);

    private final String text;
    private final JsonScan scan;

    private JsonQuery(String text) {
        this.text = text;
        this.scan = new JsonScan(text);
    }

    /// Whether a key holds a character that is not escaped and makes it a query.
    static boolean isQuery(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\') {
                i++;
            } else if ("|#@*?".indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// Where the values lie that a query finds, in the order of the text.
    static List<Span> find(String text, String key) {
        var query = new JsonQuery(text);
        List<String> parts = parts(key);
        if (parts.stream().anyMatch(JsonQuery::isUnsupported)) {
            return List.of();
        }
        return query.scan
                .value(0, text.length())
                .map(root -> query.find(root, parts))
                .orElse(List.of());
    }

    /// Pipes and modifiers find nothing that could be set.
    private static boolean isUnsupported(String part) {
        return part.startsWith("@") || (!part.startsWith("#") && part.contains("|"));
    }

    private List<Span> find(Span here, List<String> parts) {
        if (parts.isEmpty()) {
            return List.of(here);
        }
        String part = parts.getFirst();
        List<String> rest = parts.subList(1, parts.size());
        if (part.startsWith("#")) {
            return scan.isArray(here) ? inElements(here, part, rest) : List.of();
        }
        if (scan.isObject(here)) {
            return scan.members(here).stream()
                    .filter(member -> matches(part, member.key()))
                    .findFirst()
                    .map(Member::value)
                    .map(value -> find(value, rest))
                    .orElse(List.of());
        }
        if (scan.isArray(here) && new JsonPart(part, false).isIndex() && !part.isEmpty()) {
            List<Span> elements = scan.elements(here);
            int index = Integer.parseInt(part);
            return index < elements.size() ? find(elements.get(index), rest) : List.of();
        }
        return List.of();
    }

    private List<Span> inElements(Span array, String part, List<String> rest) {
        var found = new ArrayList<Span>();
        if (part.equals("#")) {
            if (!rest.isEmpty()) {
                scan.elements(array).forEach(element -> found.addAll(find(element, rest)));
            }
            return found;
        }
        boolean all = part.endsWith(")#");
        String condition = part.substring(2, part.length() - (all ? 2 : 1));
        for (Span element : scan.elements(array)) {
            if (fits(element, condition)) {
                found.addAll(find(element, rest));
                if (!all) {
                    return found;
                }
            }
        }
        return found;
    }

    private boolean fits(Span element, String condition) {
        Matcher parsed = CONDITION.matcher(condition);
        boolean compares = parsed.matches();
        String path = (compares ? parsed.group(1) : condition).strip();
        List<Span> left = path.isEmpty() ? List.of(element) : find(element, parts(path));
        if (left.isEmpty()) {
            return false;
        }
        return !compares
                || compare(
                        parsed.group(2),
                        value(left.getFirst()),
                        literal(parsed.group(3).strip()));
    }

    private @Nullable Object value(Span span) {
        return literal(JsonEdit.unlatin(text.substring(span.start(), span.end())));
    }

    private static @Nullable Object literal(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            return text;
        }
    }

    private static boolean compare(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> Json.same(left, right);
            case "!=" -> !Json.same(left, right);
            case "%" -> left instanceof String s && right instanceof String pattern && matches(pattern, s);
            case "!%" -> left instanceof String s && right instanceof String pattern && !matches(pattern, s);
            default -> ordered(operator, left, right);
        };
    }

    private static boolean ordered(String operator, @Nullable Object left, @Nullable Object right) {
        int order;
        if (left instanceof Number a && right instanceof Number b) {
            order = Double.compare(a.doubleValue(), b.doubleValue());
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else {
            return false;
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /// Whether a key matches a part with `*`, `?` and escapes.
    private static boolean matches(String part, String key) {
        var regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '\\' -> {
                    i++;
                    regex.append(i < part.length() ? Pattern.quote(part.substring(i, i + 1)) : "");
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(key).matches();
    }

    /// Splits at dots outside parentheses and strings, keeping escapes.
    private static List<String> parts(String key) {
        var parts = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' && depth > 0) {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == '.' && depth == 0) {
                    parts.add(key.substring(start, i));
                    start = i + 1;
                }
            }
        }
        parts.add(key.substring(start));
        return parts;
    }
}
