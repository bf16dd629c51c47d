package dev.supercargo.analysis.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the inside of braces: steps one after the other.
final class PathParser {
    private final String text;
    private int at;

    private PathParser(String text) {
        this.text = text;
    }

    /// The steps of a path such as `$.items[0].name`.
    static List<Step> parse(String text) {
        var parser = new PathParser(text.strip());
        var steps = new ArrayList<Step>();
        while (parser.at < parser.text.length()) {
            parser.step(steps);
        }
        return List.copyOf(steps);
    }

    private void step(List<Step> steps) {
        char c = text.charAt(at);
        switch (c) {
            case '$', '@' -> at++;
            case '.' -> {
                at++;
                if (at < text.length() && text.charAt(at) == '.') {
                    at++;
                    steps.add(new Step.Descend());
                }
                if (at < text.length() && text.charAt(at) != '[' && text.charAt(at) != '.') {
                    named(steps);
                }
            }
            case '[' -> bracketed(steps);
            case ' ', '\t' -> at++;
            default -> named(steps);
        }
    }

    private void named(List<Step> steps) {
        if (text.charAt(at) == '*') {
            at++;
            steps.add(new Step.All());
            return;
        }
        var name = new StringBuilder();
        while (at < text.length() && ".[ \t".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (name.isEmpty()) {
            throw new JsonPathException("unrecognized character in path: " + text);
        }
        steps.add(new Step.Member(List.of(name.toString())));
    }

    private void bracketed(List<Step> steps) {
        int end = closing();
        String inside = text.substring(at + 1, end).strip();
        at = end + 1;
        if (inside.equals("*")) {
            steps.add(new Step.All());
        } else if (inside.startsWith("?(") && inside.endsWith(")")) {
            steps.add(filter(inside.substring(2, inside.length() - 1)));
        } else if (inside.startsWith("'") || inside.startsWith("\"")) {
            steps.add(new Step.Member(
                    parts(inside, ',').stream().map(PathParser::unquoted).toList()));
        } else if (inside.contains(":")) {
            steps.add(slice(parts(inside, ':')));
        } else {
            steps.add(new Step.Element(
                    parts(inside, ',').stream().map(PathParser::number).toList()));
        }
    }

    /// The place of the bracket that closes the one here; those in quotes do not count.
    private int closing() {
        int depth = 0;
        char quote = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote && text.charAt(i - 1) != '\\' ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return i;
            }
        }
        throw new JsonPathException("unterminated array");
    }

    private static List<String> parts(String inside, char separator) {
        var parts = new ArrayList<String>();
        int from = 0;
        char quote = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == separator) {
                parts.add(inside.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(inside.substring(from).strip());
        return parts;
    }

    private static Step slice(List<String> parts) {
        if (parts.size() > 3) {
            throw new JsonPathException("invalid array index " + String.join(":", parts));
        }
        int stride = parts.size() == 3 && !parts.get(2).isEmpty() ? number(parts.get(2)) : 1;
        if (stride <= 0) {
            throw new JsonPathException("step must be > 0");
        }
        return new Step.Slice(bound(parts.get(0)), bound(parts.get(1)), stride);
    }

    private static Optional<Integer> bound(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(number(text));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new JsonPathException("invalid array index " + text);
        }
    }

    private static Step filter(String inside) {
        for (int i = 0; i < inside.length(); i = next(inside, i)) {
            for (String operator : List.of("==", "!=", "<=", ">=", "=~", "<", ">")) {
                if (inside.startsWith(operator, i)) {
                    return new Step.Filter(
                            operand(inside.substring(0, i)),
                            operator,
                            operand(inside.substring(i + operator.length())));
                }
            }
        }
        return new Step.Filter(operand(inside), "exists", new Step.Operand.None());
    }

    /// The next place outside quotes.
    private static int next(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            int end = text.indexOf(c, at + 1);
            return end < 0 ? text.length() : end + 1;
        }
        return at + 1;
    }

    private static Step.Operand operand(String given) {
        String text = given.strip();
        if (text.startsWith("@") || text.startsWith("$") || text.startsWith(".")) {
            return new Step.Operand.Path(parse(text));
        }
        if (text.startsWith("'") || text.startsWith("\"")) {
            return new Step.Operand.Constant(unquoted(text));
        }
        if (text.equals("true") || text.equals("false")) {
            return new Step.Operand.Constant(Boolean.valueOf(text));
        }
        try {
            return new Step.Operand.Constant(Double.valueOf(text));
        } catch (NumberFormatException e) {
            throw new JsonPathException("unrecognized character in filter: " + text);
        }
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            throw new JsonPathException("unterminated quoted string");
        }
        return text.substring(1, text.length() - 1).replace("\\'", "'").replace("\\\"", "\"");
    }
}
