package dev.supercargo.expr.value;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a value is. The kinds of values: `null`, `Boolean`, `Long`, `Double`, `String`, `List`, `Map`, and [UInt],
/// [Named], [Moment], [Zone], `Duration`, [ObjectValue], [HostFunction].
public final class Values {
    private Values() {}

    /// The value that something given by the surroundings stands for.
    public static @Nullable Object of(@Nullable Object given) {
        boolean usual = given instanceof String
                || given instanceof Long
                || given instanceof Boolean
                || given instanceof Map<?, ?>
                || given instanceof Double
                || given instanceof List<?>;
        return usual ? given : converted(given);
    }

    private static @Nullable Object converted(@Nullable Object given) {
        return switch (given) {
            case null -> null;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Float number -> number.doubleValue();
            case Instant instant -> Moment.of(instant);
            case OffsetDateTime time -> Moment.of(time);
            case ZonedDateTime time -> Moment.of(time);
            case Supplier<?> supplier -> of(supplier.get());
            default -> given;
        };
    }

    /// Whether the value is nil or counts as nil.
    public static boolean isNil(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Sequence sequence -> sequence.isNil();
            case Dictionary dictionary -> dictionary.isNil();
            default -> false;
        };
    }

    /// The type of a value, as far as the value tells.
    public static Type typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> Type.NIL;
            case Boolean _ -> Type.BOOL;
            case Long _ -> Type.INT;
            case Double _ -> Type.FLOAT;
            case String _ -> Type.STRING;
            case Sequence sequence -> sequence.type();
            case List<?> _ -> Type.LIST;
            case Dictionary dictionary -> dictionary.type();
            case Map<?, ?> _ -> Type.MAP;
            case UInt number -> number.type();
            case Named named -> named.type();
            case Duration _ -> Type.DURATION;
            case Moment _ -> Type.TIME;
            case Zone _ -> Type.ZONE;
            case ObjectValue object -> object.type();
            case HostFunction _ -> Type.function("func(...interface {}) (interface {}, error)");
            default -> throw new IllegalStateException("no value of the language: " + value.getClass());
        };
    }

    /// The type as messages of run time name it: `int`, `[]interface {}`, `<nil>`.
    public static String typeName(@Nullable Object value) {
        return value == null ? "<nil>" : typeOf(of(value)).name();
    }

    /// The kind as list and map builtins name it: `slice`, `map`, `int`, `invalid`.
    public static String kindName(@Nullable Object value) {
        if (value == null) {
            return "invalid";
        }
        Type type = typeOf(value);
        return switch (type.kind()) {
            case LIST -> "slice";
            case MAP -> "map";
            case FUNCTION -> "func";
            case OBJECT -> type.name().startsWith("*") ? "ptr" : "struct";
            case TIME -> "struct";
            case DURATION -> "int64";
            case NAMED_INTEGER -> "int";
            case NAMED_STRING -> "string";
            case UNKNOWN, NIL, BOOL, INTEGER, FLOAT, STRING -> type.name();
        };
    }

    /// What `type()` answers.
    public static String typeWord(@Nullable Object value) {
        Type type = typeOf(value);
        return switch (type.kind()) {
            case NIL -> "nil";
            case BOOL -> "bool";
            case INTEGER -> value instanceof UInt ? "uint" : "int";
            case FLOAT -> "float";
            case STRING -> "string";
            case LIST -> "array";
            case MAP -> "map";
            case FUNCTION -> "func";
            case OBJECT -> type.name().startsWith("*") ? "unknown" : type.name();
            case TIME, DURATION, NAMED_INTEGER, NAMED_STRING, UNKNOWN -> type.name();
        };
    }
}
