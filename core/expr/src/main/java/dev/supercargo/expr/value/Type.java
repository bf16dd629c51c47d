package dev.supercargo.expr.value;

import org.jspecify.annotations.Nullable;

/// What is known about a value before the expression runs (expressions.md B.3).
///
/// @param name as messages call it: Go's name of the type
/// @param key the type of keys of a map
/// @param element the type of elements of a list or a map; null elsewhere
/// @param members fields and methods
public record Type(
        Kind kind,
        String name,
        @Nullable Type key,
        @Nullable Type element,
        Members members) {
    /// The families of types that the rules tell apart.
    public enum Kind {
        /// Nothing is known: a variable, a member of a map.
        UNKNOWN,
        /// The literal `nil`.
        NIL,
        /// True or false.
        BOOL,
        /// A plain integer, signed or unsigned.
        INTEGER,
        /// A plain double.
        FLOAT,
        /// A plain string.
        STRING,
        /// A named integer, such as a month.
        NAMED_INTEGER,
        /// A named string, such as the kind of an origin.
        NAMED_STRING,
        /// A length of time.
        DURATION,
        /// An instant seen in a time zone.
        TIME,
        /// A list.
        LIST,
        /// A map.
        MAP,
        /// A function that is not called.
        FUNCTION,
        /// An object with fields or methods.
        OBJECT
    }

    public static final Type UNKNOWN = plain(Kind.UNKNOWN, "unknown");
    public static final Type NIL = plain(Kind.NIL, "unknown");
    public static final Type BOOL = plain(Kind.BOOL, "bool");
    public static final Type INT = plain(Kind.INTEGER, "int");
    public static final Type UINT8 = plain(Kind.INTEGER, "uint8");
    public static final Type UINT64 = plain(Kind.INTEGER, "uint64");
    public static final Type FLOAT = plain(Kind.FLOAT, "float64");
    public static final Type STRING = plain(Kind.STRING, "string");
    public static final Type TIME = new Type(Kind.TIME, "time.Time", null, null, TimeMethods.OF_TIME);
    public static final Type DURATION = new Type(Kind.DURATION, "time.Duration", null, null, TimeMethods.OF_DURATION);
    public static final Type ZONE = new Type(Kind.OBJECT, "*time.Location", null, null, TimeMethods.OF_ZONE);
    public static final Type MONTH = new Type(Kind.NAMED_INTEGER, "time.Month", null, null, TimeMethods.OF_NAMED);
    public static final Type WEEKDAY = new Type(Kind.NAMED_INTEGER, "time.Weekday", null, null, TimeMethods.OF_NAMED);

    /// A list about whose elements nothing is known.
    public static final Type LIST = list(UNKNOWN);

    public static final Type STRINGS = new Type(Kind.LIST, "[]string", null, STRING, Members.NONE);
    public static final Type INTS = new Type(Kind.LIST, "[]int", null, INT, Members.NONE);
    public static final Type FLOATS = new Type(Kind.LIST, "[]float64", null, FLOAT, Members.NONE);
    public static final Type BYTES = new Type(Kind.LIST, "[]uint8", null, UINT8, Members.NONE);

    /// A map with text keys and any values.
    public static final Type MAP = map("map[string]interface {}", STRING, UNKNOWN);

    /// A map whose missing keys give the empty text.
    public static final Type STRING_MAP = map("map[string]string", STRING, STRING);

    /// The headers of an HTTP message; a missing key gives a list that counts as nil.
    public static final Type STRING_LISTS = new Type(Kind.MAP, "http.Header", STRING, STRINGS, headerMethods());

    /// What `fromPairs` makes.
    public static final Type ANY_MAP = map("map[interface {}]interface {}", UNKNOWN, UNKNOWN);

    private static Type plain(Kind kind, String name) {
        return new Type(kind, name, null, null, Members.NONE);
    }

    private static Members headerMethods() {
        var get = new Members.Method(
                "Get",
                new Signature(java.util.List.of(STRING), STRING, false),
                1,
                (headers, in) -> Dictionary.firstIgnoringCase(
                        (java.util.Map<?, ?>) headers, in.getFirst() instanceof String name ? name : ""));
        return Members.of(java.util.Map.of(), java.util.List.of(get));
    }

    /// A list of this element type, as far as it is known.
    public static Type list(Type element) {
        return new Type(Kind.LIST, "[]interface {}", null, element, Members.NONE);
    }

    /// A map.
    public static Type map(String name, Type key, Type element) {
        return new Type(Kind.MAP, name, key, element, Members.NONE);
    }

    /// What `groupBy` makes of elements of this type.
    public static Type groups(Type element) {
        return map("map[interface {}][]interface {}", UNKNOWN, list(element));
    }

    /// A function that is not called.
    public static Type function(String signature) {
        return plain(Kind.FUNCTION, signature);
    }

    /// A type of objects.
    public static Type object(String name, Members members) {
        return new Type(Kind.OBJECT, name, null, null, members);
    }

    /// A named string type.
    public static Type namedString(String name) {
        return plain(Kind.NAMED_STRING, name);
    }

    /// Whether the kind is this one.
    public boolean is(Kind other) {
        return kind == other;
    }

    /// Whether nothing is known.
    public boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    /// Whether it is a plain number.
    public boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.FLOAT;
    }

    /// The type of elements, unknown where there are none.
    public Type elements() {
        return element == null ? UNKNOWN : element;
    }

    /// The type of keys, unknown where there are none.
    public Type keys() {
        return key == null ? UNKNOWN : key;
    }

    /// Whether a value of this type may stand where the other is wanted.
    public boolean isAssignableTo(Type wanted) {
        return isUnknown() || wanted.isUnknown() || (name.equals(wanted.name) && kind == wanted.kind);
    }

    @Override
    public String toString() {
        return name;
    }
}
