package dev.supercargo.expr.value;

/// A value of a named string or integer type, such as a month or a step's status. It never equals the plain value.
///
/// @param value a `String` or a `Long`
/// @param text what `string()` makes of it
public record Named(Type type, Object value, String text) {
    /// A named string.
    public static Named text(Type type, String text) {
        return new Named(type, text, text);
    }
}
