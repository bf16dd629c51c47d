package dev.supercargo.expr.run;

import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.syntax.Printer;
import dev.supercargo.expr.value.Arithmetic;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Combinations that take less than their parts: elements are not looked at, lists are not built, so their errors and
/// costs do not show (expressions.md B.5, B.8).
final class ShortCuts {
    private final Translator translator;

    ShortCuts(Translator translator) {
        this.translator = translator;
    }

    Optional<Code> of(Node node) {
        return Optional.ofNullable(
                switch (node) {
                    case Node.Member member -> filteredElement(member);
                    case Node.Binary binary -> binary(binary);
                    case Node.Builtin builtin -> builtin(builtin);
                    default -> null;
                });
    }

    private static Node.@Nullable Builtin call(Node node, String name, int arguments) {
        return node instanceof Node.Builtin call
                        && call.name().equals(name)
                        && call.arguments().size() == arguments
                ? call
                : null;
    }

    private static OptionalLong literal(Node node) {
        return switch (node) {
            case Node.Int number -> OptionalLong.of(number.value());
            case Node.Unary(var _, String operator, Node.Int number)
            when operator.equals("-") -> OptionalLong.of(-number.value());
            default -> OptionalLong.empty();
        };
    }

    private @Nullable Code builtin(Node.Builtin node) {
        Node first = node.arguments().isEmpty() ? node : node.arguments().getFirst();
        boolean single = node.arguments().size() == 1;
        return switch (node.name()) {
            case "first", "last" -> single ? filteredEnd(call(first, "filter", 2), node.name()) : null;
            case "len" -> single ? filteredCount(call(first, "filter", 2)) : null;
            case "map" -> mapOfFilter(node, call(first, "filter", 2));
            case "sum" -> sum(node, first, single);
            case "reduce" -> single || node.arguments().size() > 2 ? null : reduceRange(node, first);
            default -> null;
        };
    }

    /// `filter(a, p)[0]`, `filter(a, p)[-1]`
    private @Nullable Code filteredElement(Node.Member node) {
        Node.Builtin filter = call(node.base(), "filter", 2);
        OptionalLong index = literal(node.property());
        if (filter == null || node.optional() || index.isEmpty()) {
            return null;
        }
        long wanted = index.getAsLong();
        if (wanted != 0 && wanted != -1) {
            return null;
        }
        Code places = place(filter, wanted == -1);
        return new Guarded(node.position(), run -> {
            if (places.run(run) instanceof Found(Object value)) {
                return value;
            }
            throw new ValueException("index out of range: " + wanted + " (array length is 0)");
        });
    }

    private record Found(@Nullable Object value) {}

    private Code place(Node.Builtin filter, boolean last) {
        Code list = translator.loops().list(filter);
        LoopCode.Body body = translator.loops().body(filter);
        return new Guarded(filter.position(), run -> {
            List<?> items = Access.list(list.run(run), "filter");
            int place = last ? LoopCode.findLast(run, items, body) : LoopCode.find(run, items, body, true);
            return place < 0 ? null : new Found(Values.of(items.get(place)));
        });
    }

    /// `first(filter(a, p))`, `last(filter(a, p))`
    private @Nullable Code filteredEnd(Node.@Nullable Builtin filter, String name) {
        if (filter == null) {
            return null;
        }
        Code places = place(filter, name.equals("last"));
        return run -> places.run(run) instanceof Found(Object value) ? value : null;
    }

    /// `len(filter(a, p))`
    private @Nullable Code filteredCount(Node.@Nullable Builtin filter) {
        return filter == null ? null : count(filter, Long.MAX_VALUE);
    }

    private Code count(Node.Builtin call, long enough) {
        Code list = translator.loops().list(call);
        LoopCode.Body body = translator.loops().body(call);
        String name = call.name();
        return new Guarded(call.position(), run -> LoopCode.count(run, Access.list(list.run(run), name), body, enough));
    }

    /// `map(filter(a, p), f)`
    private @Nullable Code mapOfFilter(Node.Builtin node, Node.@Nullable Builtin filter) {
        if (filter == null) {
            return null;
        }
        Code list = translator.loops().list(filter);
        LoopCode.Body test = translator.loops().body(filter);
        LoopCode.Body change = translator.loops().body(node);
        return new Guarded(node.position(), run -> {
            List<?> items = Access.list(list.run(run), "filter");
            var results = new ArrayList<@Nullable Object>();
            for (int i = 0; i < items.size(); i++) {
                if (test.test(run, items.get(i), i)) {
                    results.add(change.apply(run, items.get(i), results.size()));
                }
            }
            run.charge(results.size());
            return Collections.unmodifiableList(results);
        });
    }

    private @Nullable Code sum(Node.Builtin node, Node first, boolean single) {
        if (first instanceof Node.Binary(var _, String operator, Node from, Node to) && operator.equals("..")) {
            return sumOfRange(node, literal(from), literal(to));
        }
        if (!single) {
            return null;
        }
        Node.Builtin map = call(first, "map", 2);
        if (map != null) {
            return sumOfMap(node, map);
        }
        return first instanceof Node.ListLiteral list && list.items().size() > 1 ? sumOfList(node, list) : null;
    }

    /// `sum(map(a, f))`
    private Code sumOfMap(Node.Builtin node, Node.Builtin map) {
        Code list = translator.loops().list(map);
        LoopCode.Body body = translator.loops().body(map);
        return new Guarded(node.position(), run -> {
            List<?> items = Access.list(list.run(run), "map");
            Object sum = 0L;
            for (int i = 0; i < items.size(); i++) {
                sum = Arithmetic.add(body.apply(run, items.get(i), i), sum);
            }
            return sum;
        });
    }

    /// A list literal of several elements that are not all constants is `e1 + (e2 + (...))`.
    private @Nullable Code sumOfList(Node.Builtin node, Node.ListLiteral list) {
        boolean constants = list.items().stream()
                .allMatch(item -> literal(item).isPresent()
                        || item instanceof Node.Real
                        || item instanceof Node.Text
                        || item instanceof Node.Bool);
        if (constants) {
            return null;
        }
        Code[] items = list.items().stream().map(translator::translate).toArray(Code[]::new);
        return new Guarded(node.position(), run -> {
            List<@Nullable Object> values = Translator.values(items, run);
            Object sum = values.getLast();
            for (int i = values.size() - 2; i >= 0; i--) {
                sum = Arithmetic.add(values.get(i), sum);
            }
            return sum;
        });
    }

    private static BigInteger total(long from, long to) {
        if (from > to) {
            return BigInteger.ZERO;
        }
        return BigInteger.valueOf(from)
                .add(BigInteger.valueOf(to))
                .multiply(size(from, to))
                .shiftRight(1);
    }

    private static BigInteger size(long from, long to) {
        return from > to
                ? BigInteger.ZERO
                : BigInteger.valueOf(to).subtract(BigInteger.valueOf(from)).add(BigInteger.ONE);
    }

    /// `sum(a..b)`, `sum(a..b, # op k)` of integer literals, without the range.
    private static @Nullable Code sumOfRange(Node.Builtin node, OptionalLong from, OptionalLong to) {
        if (from.isEmpty() || to.isEmpty()) {
            return null;
        }
        BigInteger total = total(from.getAsLong(), to.getAsLong());
        if (node.arguments().size() == 1) {
            return new Code.Constant(total.longValue());
        }
        if (node.arguments().get(1)
                        instanceof
                        Node.Predicate(
                                var _,
                                Node.Binary(
                                        var _,
                                        String operator,
                                        Node.Pointer(var _, String pointer),
                                        Node.Int number))
                && pointer.isEmpty()) {
            BigInteger constant = BigInteger.valueOf(number.value());
            BigInteger all = constant.multiply(size(from.getAsLong(), to.getAsLong()));
            return switch (operator) {
                case "+" -> new Code.Constant(total.add(all).longValue());
                case "-" -> new Code.Constant(total.subtract(all).longValue());
                case "*" -> new Code.Constant(total.multiply(constant).longValue());
                default -> null;
            };
        }
        return null;
    }

    /// `reduce(a..b, # + #acc)` of integer literals.
    private static @Nullable Code reduceRange(Node.Builtin node, Node list) {
        boolean adds = node.arguments().get(1)
                        instanceof
                        Node.Predicate(
                                var _,
                                Node.Binary(
                                        var _,
                                        String operator,
                                        Node.Pointer(var _, String element),
                                        Node.Pointer(var _, String accumulator)))
                && operator.equals("+")
                && element.isEmpty()
                && accumulator.equals("acc");
        if (!adds || !(list instanceof Node.Binary(var _, String range, Node from, Node to)) || !range.equals("..")) {
            return null;
        }
        OptionalLong first = literal(from);
        OptionalLong last = literal(to);
        boolean known = first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong();
        return known
                ? new Code.Constant(total(first.getAsLong(), last.getAsLong()).longValue())
                : null;
    }

    private @Nullable Code binary(Node.Binary node) {
        return switch (node.operator()) {
            case ">", ">=", "<", "<=" -> comparedCount(node);
            case "and", "&&" -> bothAll(node);
            case "in" -> inRange(node);
            default -> null;
        };
    }

    /// `count(a, p) > n`: counting ends when the answer is known.
    private @Nullable Code comparedCount(Node.Binary node) {
        Node.Builtin call = call(node.left(), "count", 2);
        if (call == null || !(node.right() instanceof Node.Int(var _, long limit))) {
            return null;
        }
        boolean inclusive = node.operator().equals(">=") || node.operator().equals("<");
        Code count = count(call, inclusive ? limit - 1 : limit);
        boolean more = node.operator().startsWith(">");
        long least = inclusive ? limit : limit + 1;
        return run -> count.run(run) instanceof Long counted && (counted >= least) == more;
    }

    /// `all(a, p) and all(a, q)` walks the list once.
    private @Nullable Code bothAll(Node.Binary node) {
        Node.Builtin left = call(node.left(), "all", 2);
        Node.Builtin right = call(node.right(), "all", 2);
        if (left == null || right == null) {
            return null;
        }
        boolean same = Printer.print(left.arguments().getFirst())
                .equals(Printer.print(right.arguments().getFirst()));
        if (!same) {
            return null;
        }
        Code list = translator.loops().list(left);
        LoopCode.Body first = translator.loops().body(left);
        LoopCode.Body second = translator.loops().body(right);
        return new Guarded(left.position(), run -> {
            List<?> items = Access.list(list.run(run), "all");
            for (int i = 0; i < items.size(); i++) {
                if (!first.test(run, items.get(i), i) || !second.test(run, items.get(i), i)) {
                    return false;
                }
            }
            return true;
        });
    }

    /// `i in a..b` of integer literals with a static integer.
    private @Nullable Code inRange(Node.Binary node) {
        if (!translator.types().of(node.left()).is(Type.Kind.INTEGER)
                || !(node.right() instanceof Node.Binary(var _, String operator, Node from, Node to))
                || !operator.equals("..")) {
            return null;
        }
        OptionalLong first = literal(from);
        OptionalLong last = literal(to);
        if (first.isEmpty() || last.isEmpty()) {
            return null;
        }
        Code needle = translator.translate(node.left());
        long low = first.getAsLong();
        long high = last.getAsLong();
        return run -> switch (needle.run(run)) {
            case Long number -> number >= low && number <= high;
            case Double number -> number >= low && number <= high && number == Math.rint(number);
            case null, default -> false;
        };
    }
}
