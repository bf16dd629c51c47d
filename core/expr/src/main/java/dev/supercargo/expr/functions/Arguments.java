package dev.supercargo.expr.functions;

import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.Struct;
import dev.supercargo.expr.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks arguments at run time, whose types were unknown before.
final class Arguments {
    private static final List<String> ORDINALS = List.of("first", "second", "third");

    private Arguments() {}

    /// The only argument.
    static String text(List<@Nullable Object> in) {
        if (in.getFirst() instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("argument must be string, got " + Values.typeName(in.getFirst()));
    }

    /// One of several arguments.
    static String text(List<@Nullable Object> in, int index) {
        if (in.get(index) instanceof String text) {
            return text;
        }
        throw wrong(in, index, "string");
    }

    static IllegalArgumentException wrong(List<@Nullable Object> in, int index, String wanted) {
        return new IllegalArgumentException(
                ORDINALS.get(index) + " argument must be " + wanted + ", got " + Values.typeName(in.get(index)));
    }

    /// An origin of Freight that `warehouse()` made.
    static @Nullable Origin origin(@Nullable Object value) {
        if (value instanceof Struct struct
                && struct.type().equals(Shapes.ORIGIN.type())
                && struct.field("Kind") instanceof Named kind
                && struct.field("Name") instanceof String name) {
            return new Origin(kind.text(), name);
        }
        return null;
    }

    /// Where Freight comes from.
    record Origin(String kind, String name) {}
}
