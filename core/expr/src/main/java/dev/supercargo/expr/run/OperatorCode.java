package dev.supercargo.expr.run;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.supercargo.expr.run.Code.Constant;
import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Arithmetic;
import dev.supercargo.expr.value.Equality;
import dev.supercargo.expr.value.Order;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.Utf8;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The code of operators (expressions.md B.4). Operations on constants are done at once.
final class OperatorCode {
    /// An operation on two values.
    @FunctionalInterface
    private interface Operation {
        @Nullable
        Object on(@Nullable Object left, @Nullable Object right);
    }

    private final Translator translator;

    OperatorCode(Translator translator) {
        this.translator = translator;
    }

    Code unary(Node.Unary node) {
        Code operand = translator.translate(node.operand());
        return switch (node.operator()) {
            case "-" -> folded(node, operand, run -> Arithmetic.negate(operand.run(run)));
            case "+" -> operand;
            default -> folded(node, operand, run -> !Access.truth(operand.run(run)));
        };
    }

    private static Code folded(Node node, Code operand, Code code) {
        return operand instanceof Constant ? constant(node, code) : new Guarded(node.position(), code);
    }

    /// The value, where it has one; else the mistake is left for the run.
    @SuppressWarnings("NullAway") // an operation on constants needs nothing of a run
    private static Code constant(Node node, Code code) {
        try {
            return new Constant(code.run(null));
        } catch (ValueException e) {
            return new Guarded(node.position(), code);
        }
    }

    Code binary(Node.Binary node) {
        return switch (node.operator()) {
            case "and", "&&" -> logical(node, false);
            case "or", "||" -> logical(node, true);
            case "??" -> coalesce(node);
            case "==" -> plain(node, Equality::equal);
            case "!=" -> plain(node, (a, b) -> !Equality.equal(a, b));
            case "<", ">", "<=", ">=" -> {
                String operator = node.operator();
                yield plain(node, (a, b) -> Order.less(a, b, operator));
            }
            case "+" -> plus(node);
            case "-" -> arithmetic(node, Arithmetic::subtract);
            case "*" -> arithmetic(node, Arithmetic::multiply);
            case "/" -> arithmetic(node, Arithmetic::divide);
            case "%" -> remainder(node);
            case "**", "^" -> arithmetic(node, Arithmetic::power);
            case ".." -> range(node);
            case "in" -> in(node);
            case "matches" -> matches(node);
            default -> strings(node);
        };
    }

    /// Ends at the first that does not hold; what follows is not evaluated.
    Code comparisons(Node.Comparisons node) {
        Code first = translator.translate(node.first());
        List<Node.Link> links = node.links();
        Code[] operands =
                links.stream().map(link -> translator.translate(link.operand())).toArray(Code[]::new);
        return run -> {
            Object left = first.run(run);
            for (int i = 0; i < operands.length; i++) {
                Object right = operands[i].run(run);
                try {
                    if (!Order.less(left, right, links.get(i).operator())) {
                        return false;
                    }
                } catch (ValueException e) {
                    throw Fault.running(links.get(i).position(), e);
                }
                left = right;
            }
            return true;
        };
    }

    private Code plain(Node.Binary node, Operation operation) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        int position = node.position();
        return run -> {
            Object a = left.run(run);
            Object b = right.run(run);
            try {
                return operation.on(a, b);
            } catch (ValueException e) {
                throw Fault.running(position, e);
            }
        };
    }

    private Code arithmetic(Node.Binary node, Operation operation) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        if (left instanceof Constant(Object a) && right instanceof Constant(Object b)) {
            return constant(node, _ -> operation.on(a, b));
        }
        return plain(node, operation);
    }

    private Code plus(Node.Binary node) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        if (left instanceof Constant(Object a) && right instanceof Constant(Object b)) {
            return constant(node, _ -> Arithmetic.add(a, b));
        }
        return new Guarded(node.position(), run -> {
            Object a = left.run(run);
            Object b = right.run(run);
            if (a instanceof String x && b instanceof String y) {
                run.produce((long) x.length() + y.length());
            }
            return Arithmetic.add(a, b);
        });
    }

    private Code remainder(Node.Binary node) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        boolean constants = left instanceof Constant && right instanceof Constant;
        if (constants && right instanceof Constant(Long divisor) && divisor == 0) {
            throw Fault.compiling(node.position(), "integer divide by zero");
        }
        return arithmetic(node, Arithmetic::remainder);
    }

    /// What a constant operand decides is decided without looking at the other; what it leaves open is the other,
    /// whatever its type (expressions.md B.4, constant folding).
    private Code logical(Node.Binary node, boolean decisive) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        if (left instanceof Constant(Boolean value)) {
            return value == decisive ? left : right;
        }
        if (right instanceof Constant(Boolean value)) {
            return value == decisive ? right : left;
        }
        int position = node.position();
        return run -> {
            Object first = left.run(run);
            if (!(first instanceof Boolean flag)) {
                throw Fault.running(position, "expected a boolean, got " + Values.typeName(first));
            }
            return flag == decisive ? first : right.run(run);
        };
    }

    private Code coalesce(Node.Binary node) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        return run -> {
            Object value = left.run(run);
            return Values.isNil(value) ? right.run(run) : value;
        };
    }

    private Code range(Node.Binary node) {
        Code left = translator.translate(node.left());
        Code right = translator.translate(node.right());
        return new Guarded(node.position(), run -> {
            long first = Access.toIndex(left.run(run));
            long last = Access.toIndex(right.run(run));
            if (first > last) {
                return Sequence.range(1, 0);
            }
            long size = last - first + 1;
            run.charge(size <= 0 ? Run.MEMORY : size);
            return Sequence.range(first, last);
        });
    }

    private Code in(Node.Binary node) {
        if (node.right() instanceof Node.ListLiteral(var _, List<Node> items)
                && !items.isEmpty()
                && items.stream().allMatch(Node.Text.class::isInstance)) {
            Set<String> texts = new HashSet<>();
            items.forEach(item -> texts.add(((Node.Text) item).value()));
            Code left = translator.translate(node.left());
            return new Guarded(node.position(), run -> switch (left.run(run)) {
                case null -> false;
                case String text -> texts.contains(text);
                case Object other ->
                    throw new ValueException("cannot look for " + Values.typeName(other) + " in a list of strings");
            });
        }
        return plain(node, Access::isIn);
    }

    private Code matches(Node.Binary node) {
        Code left = translator.translate(node.left());
        if (node.right() instanceof Node.Text(var _, String pattern)) {
            Pattern compiled = compiled(node, pattern);
            return new Guarded(node.position(), run -> found(left.run(run), compiled));
        }
        Code right = translator.translate(node.right());
        return new Guarded(node.position(), run -> {
            Object text = left.run(run);
            Object pattern = right.run(run);
            return text != null && pattern != null && found(text, compile(Access.text(pattern)));
        });
    }

    private static Pattern compiled(Node.Binary node, String pattern) {
        try {
            return compile(pattern);
        } catch (ValueException e) {
            throw Fault.compiling(node.position(), String.valueOf(e.getMessage()));
        }
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ValueException("error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
        }
    }

    private static boolean found(@Nullable Object text, Pattern pattern) {
        if (text == null) {
            return false;
        }
        String searched = text instanceof Sequence bytes && bytes.type().equals(dev.supercargo.expr.value.Type.BYTES)
                ? Utf8.decode(bytes.toBytes())
                : Access.text(text);
        return pattern.matcher(searched).find();
    }

    private Code strings(Node.Binary node) {
        return switch (node.operator()) {
            case "contains" ->
                plain(node, (a, b) -> a != null && b != null && Access.text(a).contains(Access.text(b)));
            case "startsWith" ->
                plain(node, (a, b) -> a != null && b != null && Access.text(a).startsWith(Access.text(b)));
            case "endsWith" ->
                plain(node, (a, b) -> a != null && b != null && Access.text(a).endsWith(Access.text(b)));
            default -> throw new IllegalStateException("no operator " + node.operator());
        };
    }
}
