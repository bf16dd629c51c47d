package dev.supercargo.expr.value;

import java.util.List;

/// One form of a function: the types of its parameters and of its result.
///
/// @param variadic whether the last parameter may be repeated or missing
public record Signature(List<Type> parameters, Type result, boolean variadic) {
    public Signature {
        parameters = List.copyOf(parameters);
    }

    /// A form with exactly these parameters.
    public static Signature of(Type result, Type... parameters) {
        return new Signature(List.of(parameters), result, false);
    }

    /// A form whose last parameter may be repeated or missing.
    public static Signature variadic(Type result, Type... parameters) {
        return new Signature(List.of(parameters), result, true);
    }

    /// Whether a call may have this number of arguments.
    public boolean accepts(int arguments) {
        return variadic ? arguments >= parameters.size() - 1 : arguments == parameters.size();
    }
}
