package dev.supercargo.expr.run;

import dev.supercargo.expr.value.UInt;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The arguments of a builtin's call.
record Inputs(String name, List<@Nullable Object> values, Run run) {
    boolean has(int index) {
        return index < values.size();
    }

    @Nullable
    Object get(int index) {
        if (!has(index)) {
            throw new ValueException("not enough arguments to call " + name);
        }
        return values.get(index);
    }

    String text(int index) {
        if (get(index) instanceof String text) {
            return text;
        }
        throw wrong(index, "string");
    }

    String text(int index, String missing) {
        return has(index) ? text(index) : missing;
    }

    long integer(int index) {
        return switch (get(index)) {
            case Long number -> number;
            case UInt number -> number.bits();
            case null, default -> throw wrong(index, "int");
        };
    }

    /// "invalid argument for len (type int)"
    ValueException invalid(@Nullable Object argument) {
        return new ValueException("invalid argument for " + name + " (type " + Values.typeName(argument) + ")");
    }

    private ValueException wrong(int index, String wanted) {
        return new ValueException(
                "cannot use " + Values.typeName(get(index)) + " as argument (type " + wanted + ") to call " + name);
    }
}
