package dev.supercargo.expr.check;

import static dev.supercargo.expr.value.Type.BOOL;
import static dev.supercargo.expr.value.Type.DURATION;
import static dev.supercargo.expr.value.Type.INT;
import static dev.supercargo.expr.value.Type.STRING;
import static dev.supercargo.expr.value.Type.STRINGS;
import static dev.supercargo.expr.value.Type.TIME;
import static dev.supercargo.expr.value.Type.UNKNOWN;
import static dev.supercargo.expr.value.Type.ZONE;

import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import java.util.List;
import java.util.Map;

/// The forms of builtins that are checked by the types of their parameters. The order counts: where no form fits, the
/// complaint about the last one is reported.
final class BuiltinForms {
    private static final List<Signature> TRIM = List.of(form(STRING, STRING), form(STRING, STRING, STRING));
    private static final List<Signature> CASE = List.of(form(STRING, STRING));
    private static final List<Signature> SPLIT =
            List.of(form(STRINGS, STRING, STRING), form(STRINGS, STRING, STRING, INT));
    private static final List<Signature> INDEX = List.of(form(INT, STRING, STRING));
    private static final List<Signature> AFFIX = List.of(form(BOOL, STRING, STRING));
    private static final List<Signature> BITS = List.of(form(INT, INT, INT));

    private static final Map<String, List<Signature>> FORMS = Map.ofEntries(
            Map.entry("type", List.of(form(STRING, UNKNOWN))),
            Map.entry("string", List.of(form(STRING, UNKNOWN))),
            Map.entry("trim", TRIM),
            Map.entry("trimPrefix", TRIM),
            Map.entry("trimSuffix", TRIM),
            Map.entry("upper", CASE),
            Map.entry("lower", CASE),
            Map.entry("split", SPLIT),
            Map.entry("splitAfter", SPLIT),
            Map.entry(
                    "replace",
                    List.of(form(STRING, STRING, STRING, STRING), form(STRING, STRING, STRING, STRING, INT))),
            Map.entry("repeat", List.of(form(STRING, STRING, INT))),
            Map.entry(
                    "join",
                    List.of(
                            form(STRING, Type.LIST, STRING),
                            form(STRING, Type.LIST),
                            form(STRING, STRINGS, STRING),
                            form(STRING, STRINGS))),
            Map.entry("indexOf", INDEX),
            Map.entry("lastIndexOf", INDEX),
            Map.entry("hasPrefix", AFFIX),
            Map.entry("hasSuffix", AFFIX),
            Map.entry("toJSON", List.of(form(STRING, UNKNOWN))),
            Map.entry("fromJSON", List.of(form(UNKNOWN, STRING))),
            Map.entry("toBase64", List.of(form(STRING, STRING))),
            Map.entry("fromBase64", List.of(form(STRING, STRING))),
            Map.entry("now", List.of(form(TIME), form(TIME, ZONE))),
            Map.entry("duration", List.of(form(DURATION, STRING))),
            Map.entry(
                    "date",
                    List.of(
                            form(TIME, STRING),
                            form(TIME, STRING, STRING),
                            form(TIME, STRING, STRING, STRING),
                            form(TIME, ZONE, STRING),
                            form(TIME, ZONE, STRING, STRING),
                            form(TIME, ZONE, STRING, STRING, STRING))),
            Map.entry("timezone", List.of(form(ZONE, STRING))),
            Map.entry("sort", sort()),
            Map.entry("bitand", BITS),
            Map.entry("bitor", BITS),
            Map.entry("bitxor", BITS),
            Map.entry("bitnand", BITS),
            Map.entry("bitshl", BITS),
            Map.entry("bitshr", BITS),
            Map.entry("bitushr", BITS),
            Map.entry("bitnot", List.of(form(INT, INT))));

    private BuiltinForms() {}

    private static Signature form(Type result, Type... parameters) {
        return Signature.of(result, parameters);
    }

    private static List<Signature> sort() {
        return List.of(
                form(Type.LIST, Type.LIST, STRING),
                form(Type.LIST, Type.INTS, STRING),
                form(Type.LIST, Type.FLOATS, STRING),
                form(Type.LIST, STRINGS, STRING),
                form(Type.LIST, Type.LIST),
                form(Type.LIST, Type.FLOATS),
                form(Type.LIST, STRINGS),
                form(Type.LIST, Type.INTS));
    }

    /// The forms, none where the builtin has a rule of its own.
    static List<Signature> of(String name) {
        return FORMS.getOrDefault(name, List.of());
    }
}
