package dev.supercargo.expr.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The builtins that take no predicate, by name (expressions.md B.6).
final class Library {
    /// What a builtin does with its arguments.
    @FunctionalInterface
    interface Body {
        @Nullable
        Object call(Inputs in);
    }

    private static final Map<String, Body> BODIES = Map.ofEntries(
            Map.entry("len", ListBuiltins::length),
            Map.entry("type", ConversionBuiltins::type),
            Map.entry("int", ConversionBuiltins::toInt),
            Map.entry("float", ConversionBuiltins::toFloat),
            Map.entry("string", ConversionBuiltins::toText),
            Map.entry("toJSON", ConversionBuiltins::toJson),
            Map.entry("fromJSON", ConversionBuiltins::fromJson),
            Map.entry("toBase64", ConversionBuiltins::toBase64),
            Map.entry("fromBase64", ConversionBuiltins::fromBase64),
            Map.entry("abs", NumberBuiltins::abs),
            Map.entry("ceil", in -> NumberBuiltins.toWhole(in, Math::ceil)),
            Map.entry("floor", in -> NumberBuiltins.toWhole(in, Math::floor)),
            Map.entry("round", in -> NumberBuiltins.toWhole(in, NumberBuiltins::round)),
            Map.entry("max", in -> NumberBuiltins.extreme(in, true)),
            Map.entry("min", in -> NumberBuiltins.extreme(in, false)),
            Map.entry("mean", NumberBuiltins::mean),
            Map.entry("median", NumberBuiltins::median),
            Map.entry("bitand", in -> in.integer(0) & in.integer(1)),
            Map.entry("bitor", in -> in.integer(0) | in.integer(1)),
            Map.entry("bitxor", in -> in.integer(0) ^ in.integer(1)),
            Map.entry("bitnand", in -> in.integer(0) & ~in.integer(1)),
            Map.entry("bitnot", in -> ~in.integer(0)),
            Map.entry("bitshl", NumberBuiltins::shiftLeft),
            Map.entry("bitshr", NumberBuiltins::shiftRight),
            Map.entry("bitushr", NumberBuiltins::shiftRightUnsigned),
            Map.entry("trim", TextBuiltins::trim),
            Map.entry("trimPrefix", TextBuiltins::trimPrefix),
            Map.entry("trimSuffix", TextBuiltins::trimSuffix),
            Map.entry("upper", in -> TextBuiltins.mapped(in, Character::toUpperCase)),
            Map.entry("lower", in -> TextBuiltins.mapped(in, Character::toLowerCase)),
            Map.entry("split", in -> TextBuiltins.split(in, false)),
            Map.entry("splitAfter", in -> TextBuiltins.split(in, true)),
            Map.entry("replace", TextBuiltins::replace),
            Map.entry("repeat", TextBuiltins::repeat),
            Map.entry("join", TextBuiltins::join),
            Map.entry("indexOf", in -> TextBuiltins.index(in, in.text(0).indexOf(in.text(1)))),
            Map.entry("lastIndexOf", in -> TextBuiltins.index(in, in.text(0).lastIndexOf(in.text(1)))),
            Map.entry("hasPrefix", in -> in.text(0).startsWith(in.text(1))),
            Map.entry("hasSuffix", in -> in.text(0).endsWith(in.text(1))),
            Map.entry("first", in -> ListBuiltins.end(in, 0L)),
            Map.entry("last", in -> ListBuiltins.end(in, -1L)),
            Map.entry("get", ListBuiltins::get),
            Map.entry("take", ListBuiltins::take),
            Map.entry("concat", ListBuiltins::concat),
            Map.entry("flatten", ListBuiltins::flatten),
            Map.entry("uniq", ListBuiltins::uniq),
            Map.entry("reverse", ListBuiltins::reverse),
            Map.entry("sort", ListBuiltins::sort),
            Map.entry("keys", MapBuiltins::keys),
            Map.entry("values", MapBuiltins::values),
            Map.entry("toPairs", MapBuiltins::toPairs),
            Map.entry("fromPairs", MapBuiltins::fromPairs),
            Map.entry("now", TimeBuiltins::now),
            Map.entry("duration", TimeBuiltins::duration),
            Map.entry("date", TimeBuiltins::date),
            Map.entry("timezone", TimeBuiltins::timezone));

    private Library() {}

    static Body find(String name) {
        Body body = BODIES.get(name);
        if (body == null) {
            throw new IllegalStateException("no builtin " + name);
        }
        return body;
    }
}
