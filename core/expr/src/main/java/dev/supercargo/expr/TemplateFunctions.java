package dev.supercargo.expr;

import dev.supercargo.expr.syntax.Quotes;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.JsonText;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.YamlText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The functions that exist in templates only (expressions.md A.5). Their quotes keep a result from being taken for a
/// number, a boolean or an object.
final class TemplateFunctions {
    static final List<HostFunction> ALL = List.of(
            function("quote", "quote", value -> value instanceof String text ? Quotes.quote(text) : bare(value)),
            function("unsafeQuote", "quote", TemplateFunctions::bare),
            function("asYAML", "asYAML", value -> '"' + YamlText.of(value) + '"'),
            function("asJSON", "asJSON", value -> '"' + JsonText.indented(value) + "\n\""));

    private TemplateFunctions() {}

    private static String bare(@Nullable Object value) {
        return '"' + JsonText.compact(value) + '"';
    }

    private static HostFunction function(String name, String shown, Function<@Nullable Object, String> body) {
        return HostFunction.of(name, Signature.of(Type.STRING, Type.UNKNOWN), arguments -> {
            try {
                return body.apply(arguments.getFirst());
            } catch (ValueException e) {
                throw new ValueException("error applying " + shown + "() function: " + e.getMessage());
            }
        });
    }
}
