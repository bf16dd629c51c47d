package dev.supercargo.documents;

import dev.supercargo.meta.GoText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A YAML text after scalars in it were replaced, and nothing else (steps.md 5.4).
///
/// ```
///   tag: v1 # keep      --- image.tag = v2 -->      tag: v2 # keep
/// ```
///
/// @param text the whole new text
/// @param written for each update, in order, the value as it would stand in the file
public record YamlEdit(String text, List<String> written) {
    public YamlEdit {
        written = List.copyOf(written);
    }

    /// Replaces the scalars that the keys address in the first document; all keys are looked up in the original text,
    /// and one bad key changes nothing. Of two updates of one scalar the last wins. Nothing is ever created.
    ///
    /// @throws DocumentException where the text is not YAML, or a key does not lead to a scalar
    public static YamlEdit of(String text, List<Update> updates) {
        for (Update update : updates) {
            if (!update.isScalar()) {
                throw new DocumentException("value for key " + GoText.quote(update.key()) + " is not a scalar type");
            }
        }
        Optional<YamlNode> root = YamlReader.first(text);
        int[] points = text.codePoints().toArray();
        var edits = new TreeMap<Integer, Splice>();
        var effective = new TreeMap<Integer, Update>();
        var written = new ArrayList<String>();
        for (Update update : updates) {
            YamlNode.Scalar scalar = find(root, update.key());
            String value = YamlText.of(update.value(), scalar.inFlow());
            written.add(value);
            effective.put(scalar.start(), update);
            edits.put(scalar.start(), Splice.replacing(points, scalar, value, update.value() instanceof String));
        }
        String result = spliced(points, List.copyOf(edits.values()));
        verify(result, effective.values());
        return new YamlEdit(result, written);
    }

    private static String spliced(int[] points, List<Splice> edits) {
        var out = new StringBuilder();
        int here = 0;
        for (Splice edit : edits) {
            out.append(new String(points, here, edit.start() - here)).append(edit.text());
            here = edit.end();
        }
        return out.append(new String(points, here, points.length - here)).toString();
    }

    private static YamlNode.Scalar find(Optional<YamlNode> root, String key) {
        List<String> parts;
        try {
            parts = KeyPath.split(key);
        } catch (DocumentException e) {
            throw new DocumentException("error splitting key " + key + ": " + e.getMessage(), e);
        }
        Optional<YamlNode> here = root;
        for (String part : parts) {
            here = here.flatMap(node -> step(node, part, key));
        }
        YamlNode found =
                here.orElseThrow(() -> new DocumentException("error finding key " + key + ": key path not found"));
        if (found instanceof YamlNode.Scalar scalar) {
            return scalar;
        }
        throw new DocumentException("error finding key " + key + ": key path does not address a scalar node");
    }

    private static Optional<YamlNode> step(YamlNode node, String part, String key) {
        return switch (node) {
            case YamlNode.Mapping(var entries) ->
                entries.stream()
                        .filter(e -> e.key() instanceof YamlNode.Scalar name
                                && name.value().equals(part))
                        .findFirst()
                        .map(YamlNode.Entry::value);
            case YamlNode.Sequence(var items) -> {
                int index = index(part, key);
                yield index >= 0 && index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
            }
            case YamlNode.Scalar _, YamlNode.Alias _ -> Optional.empty();
        };
    }

    private static int index(String part, String key) {
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException e) {
            throw new DocumentException(
                    "error finding key " + key + ": " + GoText.quote(part) + " is not an index of a sequence", e);
        }
    }

    /// The new text must say what was wished: a place where a scalar cannot be written (such as the missing value of
    /// `{a}`) is refused instead of damaged.
    private static void verify(String result, Collection<Update> effective) {
        Optional<YamlNode> root = YamlReader.first(result);
        for (Update update : effective) {
            YamlNode.Scalar now = find(root, update.key());
            String wished =
                    update.value() instanceof Number number ? Numbers.plain(number) : String.valueOf(update.value());
            if (!now.value().equals(wished)) {
                throw new DocumentException("error setting key " + update.key() + ": no value can be written there");
            }
        }
    }

    /// A stretch of the original text and what takes its place.
    private record Splice(int start, int end, String text) {
        static Splice replacing(int[] points, YamlNode.Scalar scalar, String value, boolean isText) {
            boolean stayQuoted = isText
                    && scalar.inFlow()
                    && scalar.style() == YamlNode.Style.DOUBLE_QUOTED
                    && !value.startsWith("\"");
            String written = stayQuoted ? GoText.quote(value) : value;
            if (scalar.style() == YamlNode.Style.BLOCK) {
                return new Splice(scalar.start(), lastContent(points, scalar), written + headerComment(points, scalar));
            }
            boolean glued = scalar.start() == scalar.end() && scalar.start() > 0 && points[scalar.start() - 1] > ' ';
            return new Splice(scalar.start(), scalar.end(), glued ? " " + written : written);
        }

        /// The end of a block scalar's last line that is not blank.
        private static int lastContent(int[] points, YamlNode.Scalar scalar) {
            int end = scalar.start();
            for (int i = scalar.start(); i < scalar.end(); i++) {
                if (points[i] > ' ') {
                    end = i + 1;
                }
            }
            while (end < scalar.end() && (points[end] == ' ' || points[end] == '\t')) {
                end++;
            }
            return end;
        }

        /// A comment behind `|` or `>` stays behind the new value.
        private static String headerComment(int[] points, YamlNode.Scalar scalar) {
            int lineEnd = scalar.start();
            while (lineEnd < scalar.end() && points[lineEnd] != '\n' && points[lineEnd] != '\r') {
                lineEnd++;
            }
            String header = new String(points, scalar.start(), lineEnd - scalar.start());
            int mark = header.indexOf(" #");
            return mark < 0 ? "" : header.substring(mark).stripTrailing();
        }
    }
}
