package dev.supercargo.meta;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Any Kubernetes object: a document tree with `apiVersion`, `kind` and `metadata`.
///
/// The tree belongs to this value: callers do not change it ([#tree] copies, [#view] does not and must only be read).
public final class KubeObject {
    private final Map<String, Object> tree;
    private volatile @Nullable Object decoded;

    private KubeObject(Map<String, Object> tree) {
        this.tree = tree;
    }

    /// Takes over a tree: the caller gives it away.
    public static KubeObject of(Map<String, Object> tree) {
        return new KubeObject(tree);
    }

    /// A fresh object with `apiVersion`, `kind` and `metadata` and nothing else.
    public static KubeObject named(ResourceType type, ObjectKey key) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", key.name());
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", type.apiVersion());
        tree.put("kind", type.kind());
        tree.put("metadata", metadata);
        return new KubeObject(tree);
    }

    /// A deep, mutable copy of the tree.
    public Map<String, Object> tree() {
        return Json.copy(tree);
    }

    /// The tree itself, only to be read.
    public Map<String, Object> view() {
        return tree;
    }

    /// The object in a typed form, which is read once and then shared by all who hold this value; of several forms the
    /// last is kept.
    public <T> T decoded(Class<T> type, Function<KubeObject, T> decode) {
        Object known = decoded;
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        T fresh = decode.apply(this);
        decoded = fresh;
        return fresh;
    }

    /// The same object with one value replaced (`null` removes it).
    public KubeObject with(@Nullable Object value, String... path) {
        Map<String, Object> copy = tree();
        if (value == null) {
            Map<String, Object> parent = Json.object(copy, java.util.Arrays.copyOf(path, path.length - 1));
            if (!parent.isEmpty()) {
                parent.remove(path[path.length - 1]);
            }
        } else {
            Json.put(copy, value, path);
        }
        return new KubeObject(copy);
    }

    public ObjectKey key() {
        return new ObjectKey(namespace(), name());
    }

    public String apiVersion() {
        return Json.text(tree, "apiVersion").orElse("");
    }

    public String kind() {
        return Json.text(tree, "kind").orElse("");
    }

    public String name() {
        return Json.text(tree, "metadata", "name").orElse("");
    }

    public String namespace() {
        return Json.text(tree, "metadata", "namespace").orElse("");
    }

    public String uid() {
        return Json.text(tree, "metadata", "uid").orElse("");
    }

    public String resourceVersion() {
        return Json.text(tree, "metadata", "resourceVersion").orElse("");
    }

    public long generation() {
        return Json.at(tree, "metadata", "generation").orElse(0L) instanceof Number n ? n.longValue() : 0;
    }

    public Map<String, String> labels() {
        return strings("labels");
    }

    public Map<String, String> annotations() {
        return strings("annotations");
    }

    public List<String> finalizers() {
        return Json.list(tree, "metadata", "finalizers").stream()
                .map(String::valueOf)
                .toList();
    }

    /// The owner references, as trees.
    public List<Map<String, Object>> ownerReferences() {
        return Json.list(tree, "metadata", "ownerReferences").stream()
                .map(Json::asObject)
                .toList();
    }

    public Optional<Instant> creationTime() {
        return Json.text(tree, "metadata", "creationTimestamp").flatMap(KubeObject::instant);
    }

    /// Whether deletion was requested (`metadata.deletionTimestamp` is set).
    public boolean isTerminating() {
        return Json.text(tree, "metadata", "deletionTimestamp").isPresent();
    }

    /// An RFC 3339 time, or empty where the text is none.
    public static Optional<Instant> instant(String text) {
        if (text.length() == 20 && text.charAt(19) == 'Z') {
            Optional<Instant> plain = plainInstant(text);
            if (plain.isPresent()) {
                return plain;
            }
        }
        try {
            return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// `2026-01-31T23:59:59Z`, as nearly all times are written; empty for any other form.
    private static Optional<Instant> plainInstant(String text) {
        for (int i = 0; i < 19; i++) {
            char expected = "0000-00-00T00:00:00".charAt(i);
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return Optional.empty();
            }
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1 || day > 28) {
            return Optional.empty();
        }
        long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
        return Optional.of(Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private Map<String, String> strings(String field) {
        var copy = new LinkedHashMap<String, String>();
        Json.object(tree, "metadata", field).forEach((key, value) -> copy.put(key, String.valueOf(value)));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KubeObject that && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return kind() + " " + namespace() + "/" + name();
    }
}
