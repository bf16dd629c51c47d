package dev.supercargo.model;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Between document trees and the records of this package.
///
/// Reading is lenient: a field that is missing, `null` or malformed counts as absent (empty text, zero, `false`, empty
/// list, or null where the component says so). Writing leaves out what is absent, save for required fields and records
/// that
/// cannot be null, which are written even when they are empty.
public final class Wire {
    private Wire() {}

    /// A value that did not fit its type when it was read: where (`spec.steps[0].retry.timeout`) and why.
    public record Misfit(String path, String reason) {
        @Override
        public String toString() {
            return path + ": " + reason;
        }
    }

    /// The record that a tree denotes; what does not fit counts as absent.
    public static <R extends Record> R read(Class<R> type, Map<String, Object> tree) {
        return read(type, tree, new ArrayList<>());
    }

    /// The record that a tree denotes; everything that does not fit is added to `misfits`.
    public static <R extends Record> R read(Class<R> type, Map<String, Object> tree, List<Misfit> misfits) {
        return type.cast(new TreeReader(misfits).record(type, tree, ""));
    }

    /// The tree of a record: fields in the order of its components.
    public static Map<String, Object> write(Record value) {
        return TreeWriter.record(value);
    }

    /// Writes every time and duration of a tree in its usual form (UTC with whole seconds, `1h30m0s`), in place; leaves
    /// everything else as it is.
    public static void canonicalise(Class<? extends Record> type, Map<String, Object> tree) {
        Canonical.record(type, tree);
    }

    /// The trees of several records.
    public static List<Object> writeAll(List<? extends Record> values) {
        return new ArrayList<>(values.stream().map(Wire::write).toList());
    }

    /// The record with one component replaced. The name is checked by a test over all callers.
    static <R extends Record> R with(R value, String component, @Nullable Object replacement) {
        Shape shape = Shape.of(value.getClass());
        Object[] arguments = new Object[shape.fields().size()];
        boolean found = false;
        for (int i = 0; i < arguments.length; i++) {
            RecordComponent here = shape.fields().get(i).component();
            boolean wanted = here.getName().equals(component);
            found |= wanted;
            arguments[i] = wanted ? replacement : Shape.get(here, value);
        }
        if (!found) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " has no component " + component);
        }
        @SuppressWarnings("unchecked") // the shape is that of the value's own class
        R changed = (R) shape.make(arguments);
        return changed;
    }

    /// A fixed copy of a map that keeps the order (and JSON's nulls).
    static <V> Map<String, V> copied(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// A fixed copy of a list that may hold JSON's nulls.
    static List<Object> copied(List<Object> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }
}
