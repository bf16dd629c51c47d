package dev.supercargo.expr.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function that the surroundings give to expressions.
///
/// With a name in an environment's functions its calls are checked before the expression runs: the number and the
/// static types of arguments against each of its forms in order; where none fits, the complaint about the last one is
/// reported. As a mere value of a variable (`request.header`) it is checked only when called.
///
/// @param forms the forms, in the order in which they are tried
/// @param body is called with the evaluated arguments; what it throws becomes an error at the call
public record HostFunction(String name, List<Signature> forms, Body body) {
    public HostFunction {
        forms = List.copyOf(forms);
    }

    /// Computes the result.
    @FunctionalInterface
    public interface Body {
        /// The result. A `RuntimeException` becomes an error at the call, with its message.
        @Nullable
        Object call(List<@Nullable Object> arguments);
    }

    /// A function with one form.
    public static HostFunction of(String name, Signature form, Body body) {
        return new HostFunction(name, List.of(form), body);
    }

    /// A function of one text, checked when called: `normalizeGit(url)`, `request.header('X')`.
    public static HostFunction ofText(String name, java.util.function.Function<String, @Nullable Object> body) {
        return of(name, Signature.of(Type.UNKNOWN, Type.STRING), arguments -> {
            if (arguments.getFirst() instanceof String text) {
                return body.apply(text);
            }
            throw new IllegalArgumentException("argument must be string, got " + Values.typeName(arguments.getFirst()));
        });
    }

    @Override
    public String toString() {
        return name + "()";
    }
}
