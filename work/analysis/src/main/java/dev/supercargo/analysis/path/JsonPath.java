package dev.supercargo.analysis.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A template in Kubernetes' dialect of JSONPath (verification.md 5.2): paths in braces; text outside them is a value
/// of its
/// own. `{range X}...{end}` repeats what is between for each value of X.
public final class JsonPath {
    private final List<Part> parts;

    private JsonPath(List<Part> parts) {
        this.parts = parts;
    }

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Path(List<Step> steps) implements Part {}

        record Range(List<Step> steps, List<Part> body) implements Part {}
    }

    /// Reads a template.
    ///
    /// @throws JsonPathException where it is malformed
    public static JsonPath parse(String template) {
        var reader = new Reader(template);
        List<Part> parts = reader.parts();
        if (reader.ended) {
            throw new JsonPathException("not in range, nothing to end");
        }
        return new JsonPath(parts);
    }

    /// The first value that the template selects, or empty where it selects none. JSON's null is a value: it is
    /// wrapped.
    ///
    /// @throws JsonPathException where a path leads nowhere
    public Optional<Found> first(@Nullable Object document) {
        var found = new ArrayList<@Nullable Object>();
        collect(parts, document, document, found);
        return found.isEmpty() ? Optional.empty() : Optional.of(new Found(found.getFirst()));
    }

    /// A value that was selected.
    public record Found(@Nullable Object value) {}

    private static void collect(
            List<Part> parts, @Nullable Object root, @Nullable Object here, List<@Nullable Object> found) {
        for (Part part : parts) {
            switch (part) {
                case Part.Text(var text) -> found.add(text);
                case Part.Path(var steps) -> found.addAll(Walk.from(root, here, steps));
                case Part.Range(var steps, var body) -> {
                    for (Object element : Walk.from(root, here, steps)) {
                        collect(body, root, element, found);
                    }
                }
            }
        }
    }

    /// Reads parts; owned by one call of [#parse].
    private static final class Reader {
        private final String template;
        private int at;
        private boolean ended;

        Reader(String template) {
            this.template = template;
        }

        /// The parts up to the end, or up to `{end}`.
        List<Part> parts() {
            var parts = new ArrayList<Part>();
            while (at < template.length()) {
                int open = template.indexOf('{', at);
                if (open != at) {
                    int to = open < 0 ? template.length() : open;
                    parts.add(new Part.Text(template.substring(at, to)));
                    at = to;
                    continue;
                }
                String inside = braces();
                if (inside.equals("end")) {
                    ended = true;
                    return parts;
                }
                if (inside.startsWith("range ")) {
                    parts.add(range(PathParser.parse(inside.substring("range ".length()))));
                } else if (inside.startsWith("\"") || inside.startsWith("'")) {
                    parts.add(new Part.Text(inside.substring(1, Math.max(1, inside.length() - 1))));
                } else {
                    parts.add(new Part.Path(PathParser.parse(inside)));
                }
            }
            return parts;
        }

        private Part range(List<Step> steps) {
            List<Part> body = parts();
            if (!ended) {
                throw new JsonPathException("unterminated range");
            }
            ended = false;
            return new Part.Range(steps, body);
        }

        private String braces() {
            char quote = 0;
            for (int i = at + 1; i < template.length(); i++) {
                char c = template.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '\'' || c == '"') {
                    quote = c;
                } else if (c == '}') {
                    String inside = template.substring(at + 1, i).strip();
                    at = i + 1;
                    return inside;
                }
            }
            throw new JsonPathException("unclosed action");
        }
    }
}
