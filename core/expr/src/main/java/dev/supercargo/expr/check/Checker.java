package dev.supercargo.expr.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.supercargo.expr.syntax.Builtins;
import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Type.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Checks one tree (expressions.md B.3): literals, builtins and declared functions have static types, variables have
/// none and fit everywhere.
public final class Checker {
    private final Map<String, List<Signature>> functions;
    private final Types types = new Types();
    private final IdentityHashMap<Node, Fault> faults = new IdentityHashMap<>();
    private final Deque<Variable> variables = new ArrayDeque<>();
    private final Deque<PredicateScope> predicates = new ArrayDeque<>();
    private final CallTypes calls = new CallTypes(this);
    private final MemberTypes members = new MemberTypes(this);
    private final BuiltinRules builtins = new BuiltinRules(this, calls);

    private record Variable(String name, Type type) {}

    /// What a predicate's body can refer to.
    record PredicateScope(Type element, boolean indexed, boolean accumulates) {}

    private Checker(Map<String, List<Signature>> functions) {
        this.functions = functions;
    }

    /// The types of a tree.
    ///
    /// @param functions the declared functions' forms by name
    /// @throws Fault at the first mistake
    public static Types check(Node node, Map<String, List<Signature>> functions) {
        var checker = new Checker(functions);
        checker.visit(node);
        return checker.types;
    }

    Type visit(Node node) {
        Type type = typeOf(node);
        types.put(node, type);
        return type;
    }

    /// Forms are tried one after the other; their arguments are looked at once, or nested calls would cost 2^depth.
    Type visitOnce(Node node) {
        Fault known = faults.get(node);
        if (known != null) {
            throw known;
        }
        if (types.contains(node)) {
            return types.of(node);
        }
        try {
            return visit(node);
        } catch (Fault e) {
            faults.put(node, e);
            throw e;
        }
    }

    Type typeOfVisited(Node node) {
        return types.of(node);
    }

    /// The forms of a declared function.
    @Nullable
    List<Signature> forms(String name) {
        return functions.get(name);
    }

    static Fault fault(Node node, String message) {
        return Fault.compiling(node.position(), message);
    }

    private Type typeOf(Node node) {
        return switch (node) {
            case Node.Nil _ -> Type.NIL;
            case Node.Bool _ -> Type.BOOL;
            case Node.Int _ -> Type.INT;
            case Node.Real _ -> Type.FLOAT;
            case Node.Text _ -> Type.STRING;
            case Node.Bytes _ -> Type.BYTES;
            case Node.Identifier identifier -> identifier(identifier.name());
            case Node.Unary unary -> unary(unary);
            case Node.Binary binary -> binary(binary);
            case Node.Comparisons comparisons -> comparisons(comparisons);
            case Node.Conditional conditional -> conditional(conditional);
            case Node.Let let -> let(let);
            case Node.Sequence sequence -> sequence(sequence);
            case Node.Chain chain -> visit(chain.link());
            case Node.Member member -> members.member(member);
            case Node.Slice slice -> members.slice(slice);
            case Node.Call call -> calls.call(call);
            case Node.Builtin builtin -> builtins.check(builtin);
            case Node.ListLiteral list -> list(list);
            case Node.MapLiteral map -> map(map);
            case Node.Predicate predicate -> visit(predicate.body());
            case Node.Pointer pointer -> pointer(pointer);
        };
    }

    Optional<Type> variable(String name) {
        return variables.stream()
                .filter(v -> v.name().equals(name))
                .map(Variable::type)
                .findFirst();
    }

    private Type identifier(String name) {
        return variable(name).orElseGet(() -> {
            boolean function = functions.containsKey(name) || Builtins.contains(name);
            return function ? Type.function("func(...interface {}) (interface {}, error)") : Type.UNKNOWN;
        });
    }

    private Type unary(Node.Unary node) {
        Type operand = visit(node.operand());
        boolean logical = node.operator().equals("not") || node.operator().equals("!");
        if (logical && (operand.is(Kind.BOOL) || operand.isUnknown())) {
            return Type.BOOL;
        }
        if (!logical && (operand.isNumber() || operand.isUnknown())) {
            return operand;
        }
        throw fault(node, "invalid operation: " + node.operator() + " (mismatched type " + operand + ")");
    }

    private Type binary(Node.Binary node) {
        Type left = visit(node.left());
        Type right = visit(node.right());
        return (switch (node.operator()) {
                    case "==", "!=" -> Optional.of(Type.BOOL).filter(_ -> OperatorTypes.isComparable(left, right));
                    case "in" -> OperatorTypes.in(node, left, right);
                    case "??" -> Optional.of(OperatorTypes.coalesce(left, right));
                    case "matches" -> {
                        pattern(node);
                        yield OperatorTypes.of(node.operator(), left, right);
                    }
                    default -> OperatorTypes.of(node.operator(), left, right);
                })
                .orElseThrow(() -> mismatched(node.position(), node.operator(), left, right));
    }

    private static Fault mismatched(int position, String operator, Type left, Type right) {
        return Fault.compiling(
                position, "invalid operation: " + operator + " (mismatched types " + left + " and " + right + ")");
    }

    private Type comparisons(Node.Comparisons node) {
        Type left = visit(node.first());
        for (Node.Link link : node.links()) {
            Type right = visit(link.operand());
            if (OperatorTypes.of(link.operator(), left, right).isEmpty()) {
                throw mismatched(link.position(), link.operator(), left, right);
            }
            left = right;
        }
        return Type.BOOL;
    }

    private static void pattern(Node.Binary node) {
        if (node.right() instanceof Node.Text(var _, String pattern)) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw fault(node, "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
            }
        }
    }

    private Type conditional(Node.Conditional node) {
        Type condition = visit(node.condition());
        if (!condition.is(Kind.BOOL) && !condition.isUnknown()) {
            throw fault(node.condition(), "non-bool expression (type " + condition + ") used as condition");
        }
        Type then = visit(node.then());
        Type otherwise = visit(node.otherwise());
        if (then.is(Kind.NIL)) {
            return otherwise;
        }
        return otherwise.is(Kind.NIL) || then.equals(otherwise) ? then : Type.UNKNOWN;
    }

    private Type let(Node.Let node) {
        if (Builtins.contains(node.name())) {
            throw fault(node, "cannot redeclare builtin " + node.name());
        }
        if (functions.containsKey(node.name())) {
            throw fault(node, "cannot redeclare function " + node.name());
        }
        if (variable(node.name()).isPresent()) {
            throw fault(node, "cannot redeclare variable " + node.name());
        }
        Type value = visit(node.value());
        variables.push(new Variable(node.name(), value.is(Kind.NIL) ? Type.UNKNOWN : value));
        Type body = visit(node.body());
        variables.pop();
        return body;
    }

    private Type sequence(Node.Sequence node) {
        Type last = Type.NIL;
        for (Node part : node.nodes()) {
            last = visit(part);
        }
        return last;
    }

    private Type list(Node.ListLiteral node) {
        Type common = null;
        for (Node item : node.items()) {
            Type type = visit(item);
            common = common == null || common.equals(type) ? type : Type.UNKNOWN;
        }
        return Type.list(common == null || common.is(Kind.NIL) ? Type.UNKNOWN : common);
    }

    private Type map(Node.MapLiteral node) {
        for (Node.Pair pair : node.pairs()) {
            visit(pair.key());
            visit(pair.value());
        }
        return Type.MAP;
    }

    private Type pointer(Node.Pointer node) {
        PredicateScope scope = predicates.peek();
        boolean index = node.name().equals("index") && scope != null && scope.indexed();
        boolean accumulator = node.name().equals("acc") && scope != null && scope.accumulates();
        if (scope != null && node.name().isEmpty()) {
            return scope.element();
        }
        if (index) {
            return Type.INT;
        }
        if (accumulator) {
            return Type.UNKNOWN;
        }
        throw fault(node, "unknown pointer #" + node.name());
    }

    /// The type of a predicate's result.
    Type predicate(Node predicate, PredicateScope scope) {
        predicates.push(scope);
        Type result = visit(predicate);
        predicates.pop();
        return result;
    }

    /// Whether the type satisfies the condition or nothing is known.
    static boolean may(Type type, Predicate<Type> condition) {
        return type.isUnknown() || condition.test(type);
    }
}
