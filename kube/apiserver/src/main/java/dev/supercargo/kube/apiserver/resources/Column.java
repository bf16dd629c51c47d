package dev.supercargo.kube.apiserver.resources;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A column of the tables in which `kubectl get` shows objects; `priority` above 0 is for wide output.
/// `cell` makes the value from an object and the time of the answer.
public record Column(String name, String type, String format, String description, long priority, Cell cell) {
    /// Makes a cell.
    @FunctionalInterface
    public interface Cell extends BiFunction<Map<String, Object>, Instant, @Nullable Object> {}

    /// The column that every table begins with.
    public static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name must be unique within a namespace. Is required when creating resources, although some resources may"
                    + " allow a client to request the generation of an appropriate name automatically. Name is primarily"
                    + " intended for creation idempotence and configuration definition. Cannot be updated. More info:"
                    + " https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
            0,
            (object, _) ->
                    dev.supercargo.meta.Json.text(object, "metadata", "name").orElse(""));

    /// A text column of normal priority.
    public static Column text(String name, String description, Cell cell) {
        return new Column(name, "string", "", description, 0, cell);
    }

    /// A column of whole numbers.
    public static Column number(String name, String description, Cell cell) {
        return new Column(name, "integer", "", description, 0, cell);
    }

    /// The same, for wide output only.
    public Column wide() {
        return new Column(name, type, format, description, 1, cell);
    }
}
