package dev.supercargo.kube.apiserver.table;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The JSON paths that printer columns use: `.a.b`, `['a.b']`, `[0]`, `[-1]`, `[*]`, `[?(@.type=="Ready")]`.
public final class JsonPath {
    private final List<Step> steps;

    private sealed interface Step {
        record Member(String name) implements Step {}

        record Index(int at) implements Step {}

        record Every() implements Step {}

        record Where(
                List<Step> path, String operator, @Nullable Object value) implements Step {}
    }

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /// Reads a path; empty where it is none that is understood.
    public static Optional<JsonPath> parse(String text) {
        try {
            return Optional.of(new JsonPath(new Parser(text.strip()).steps()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The first value that the path leads to; empty where there is none.
    public Optional<Object> first(Object tree) {
        return all(List.of(tree), steps).stream().findFirst();
    }

    private static List<Object> all(List<Object> from, List<Step> steps) {
        List<Object> here = from;
        for (Step step : steps) {
            var next = new ArrayList<Object>();
            for (Object value : here) {
                follow(value, step, next);
            }
            here = next;
        }
        return here;
    }

    private static void follow(Object value, Step step, List<Object> into) {
        switch (step) {
            case Step.Member(var name) -> Json.at(value, name).ifPresent(into::add);
            case Step.Index(int at) -> {
                if (value instanceof List<?> list) {
                    int index = at < 0 ? list.size() + at : at;
                    if (index >= 0 && index < list.size() && list.get(index) != null) {
                        into.add(list.get(index));
                    }
                }
            }
            case Step.Every _ -> {
                switch (value) {
                    case List<?> list -> list.forEach(item -> add(item, into));
                    case Map<?, ?> map -> map.values().forEach(item -> add(item, into));
                    default -> {
                        // a scalar has no members
                    }
                }
            }
            case Step.Where(var path, var operator, var wanted) -> {
                if (value instanceof List<?> list) {
                    Predicate<Object> matches = item -> all(List.of(item), path).stream()
                            .anyMatch(found -> operator.isEmpty() || compare(found, operator, wanted));
                    list.stream()
                            .filter(item -> item != null && matches.test(item))
                            .forEach(into::add);
                }
            }
        }
    }

    private static void add(@Nullable Object item, List<Object> into) {
        if (item != null) {
            into.add(item);
        }
    }

    private static boolean compare(Object found, String operator, @Nullable Object wanted) {
        if (operator.equals("==") || operator.equals("!=")) {
            return Json.same(found, wanted) == operator.equals("==");
        }
        if (found instanceof Number a && wanted instanceof Number b) {
            int order = Double.compare(a.doubleValue(), b.doubleValue());
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
        return false;
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Step> steps() {
            if (text.startsWith("{") && text.endsWith("}")) {
                return new Parser(text.substring(1, text.length() - 1)).steps();
            }
            var steps = new ArrayList<Step>();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '.') {
                    at++;
                    if (at < text.length() && text.charAt(at) != '[') {
                        steps.add(member());
                    }
                } else if (c == '[') {
                    steps.add(bracket());
                } else if (c == '$' || c == '@') {
                    at++;
                } else {
                    throw new IllegalArgumentException(text);
                }
            }
            return steps;
        }

        private Step member() {
            var name = new StringBuilder();
            while (at < text.length() && ".[".indexOf(text.charAt(at)) < 0) {
                char c = text.charAt(at++);
                name.append(c == '\\' && at < text.length() ? text.charAt(at++) : c);
            }
            return name.toString().equals("*") ? new Step.Every() : new Step.Member(name.toString());
        }

        private Step bracket() {
            int end = closing();
            String inside = text.substring(at + 1, end).strip();
            at = end + 1;
            if (inside.equals("*")) {
                return new Step.Every();
            }
            if (inside.startsWith("?(") && inside.endsWith(")")) {
                return where(inside.substring(2, inside.length() - 1).strip());
            }
            if (inside.length() >= 2 && "'\"".indexOf(inside.charAt(0)) >= 0) {
                return new Step.Member(inside.substring(1, inside.length() - 1));
            }
            return new Step.Index(Integer.parseInt(inside));
        }

        /// The bracket that closes the one here; those in quotes do not count.
        private int closing() {
            char quote = 0;
            int depth = 0;
            for (int i = at; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '\'' || c == '"') {
                    quote = c;
                } else if (c == '[') {
                    depth++;
                } else if (c == ']' && --depth == 0) {
                    return i;
                }
            }
            throw new IllegalArgumentException(text);
        }

        private static Step where(String condition) {
            for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
                int found = condition.indexOf(operator);
                if (found > 0) {
                    String value =
                            condition.substring(found + operator.length()).strip();
                    return new Step.Where(
                            new Parser(condition.substring(0, found).strip()).steps(), operator, literal(value));
                }
            }
            return new Step.Where(new Parser(condition).steps(), "", null);
        }

        private static @Nullable Object literal(String value) {
            if (value.length() >= 2 && "'\"".indexOf(value.charAt(0)) >= 0) {
                return value.substring(1, value.length() - 1);
            }
            try {
                return Json.parse(value);
            } catch (dev.supercargo.meta.JsonException e) {
                throw new IllegalArgumentException(value, e);
            }
        }
    }
}
