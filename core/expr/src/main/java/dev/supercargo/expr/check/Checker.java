package dev.supercargo.expr.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.supercargo.expr.syntax.Builtins;
import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Members;
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

/// Checks one tree (expressions.md B.3): literals, builtins and declared functions have static types, variables have
/// none and fit everywhere.
public final class Checker {
    private final Map<String, List<Signature>> functions;
    private final Types types = new Types();
    private final IdentityHashMap<Node, Fault> faults = new IdentityHashMap<>();
    private final Deque<Variable> variables = new ArrayDeque<>();
    private final Deque<PredicateScope> predicates = new ArrayDeque<>();
    private final BuiltinRules builtins = new BuiltinRules(this);

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
    private Type visitOnce(Node node) {
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
            case Node.Member member -> member(member);
            case Node.Slice slice -> slice(slice);
            case Node.Call call -> call(call);
            case Node.Builtin builtin -> builtins.check(builtin);
            case Node.ListLiteral list -> list(list);
            case Node.MapLiteral map -> map(map);
            case Node.Predicate predicate -> visit(predicate.body());
            case Node.Pointer pointer -> pointer(pointer);
        };
    }

    private Optional<Type> variable(String name) {
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

    private Type member(Node.Member node) {
        Type base = visit(node.base());
        Type property = visit(node.property());
        if (base.isUnknown()) {
            return Type.UNKNOWN;
        }
        if (base.is(Kind.LIST)) {
            if (!property.is(Kind.INTEGER) && !property.isUnknown()) {
                throw fault(
                        node.property(), "array elements can only be selected using an integer (got " + property + ")");
            }
            return base.elements();
        }
        if (base.is(Kind.MAP)) {
            if (!property.isAssignableTo(base.keys()) && !property.is(Kind.NIL)) {
                throw fault(node.property(), "cannot use " + property + " to get an element from " + base);
            }
            return base.elements();
        }
        return node.property() instanceof Node.Text(var _, String name)
                ? named(node, base, name)
                : undefined(node, base, property);
    }

    private static Type undefined(Node node, Type base, Type property) {
        throw fault(node, "type " + base + "[" + property + "] is undefined");
    }

    private Type named(Node.Member node, Type base, String name) {
        Optional<Members.Method> method = base.members().method(name);
        if (method.isPresent()) {
            return Type.function("func()");
        }
        return base.members()
                .field(name)
                .orElseThrow(() -> fault(
                        node,
                        "type " + (base.is(Kind.NIL) ? "nil" : base.name().replace("*", ""))
                                + (node.called() ? " has no method " : " has no field ") + name));
    }

    private Type slice(Node.Slice node) {
        Type base = visit(node.base());
        if (!base.is(Kind.STRING) && !base.is(Kind.LIST) && !base.isUnknown()) {
            throw fault(node, "cannot slice " + base);
        }
        bound(node.from());
        bound(node.to());
        return base;
    }

    private void bound(@org.jspecify.annotations.Nullable Node bound) {
        if (bound != null) {
            Type type = visit(bound);
            if (!type.is(Kind.INTEGER) && !type.isUnknown()) {
                throw fault(bound, "non-integer slice index " + type);
            }
        }
    }

    private Type call(Node.Call node) {
        if (node.callee() instanceof Node.Identifier(var _, String name)) {
            return callByName(node, name);
        }
        Type callee = visit(node.callee());
        if (node.callee() instanceof Node.Member member && member.property() instanceof Node.Text(var _, String name)) {
            Optional<Members.Method> method = types.of(member.base()).members().method(name);
            if (method.isPresent()) {
                return callMethod(node, method.get());
            }
        }
        if (!callee.isUnknown() && !callee.is(Kind.FUNCTION)) {
            throw fault(node, callee + " is not callable");
        }
        node.arguments().forEach(this::visit);
        return Type.UNKNOWN;
    }

    private Type callMethod(Node.Call node, Members.Method method) {
        if (method.results() > 2) {
            throw fault(node, "func " + method.name() + " returns more then two values");
        }
        return arguments(node, method.name(), node.arguments(), List.of(method.form()));
    }

    private Type callByName(Node.Call node, String name) {
        Optional<Type> variable = variable(name);
        List<Signature> forms = functions.get(name);
        if (variable.isEmpty() && forms != null) {
            return arguments(node, name, node.arguments(), forms);
        }
        Type type = variable.orElse(Type.UNKNOWN);
        boolean callable = type.isUnknown() || type.is(Kind.FUNCTION);
        if (!callable || (name.equals("$env") && variable.isEmpty())) {
            throw fault(node, type + " is not callable");
        }
        node.arguments().forEach(this::visit);
        return Type.UNKNOWN;
    }

    /// The result of the first form that fits; where none does, the complaint about the last.
    Type arguments(Node node, String name, List<Node> arguments, List<Signature> forms) {
        Fault complaint = null;
        for (Signature form : forms) {
            try {
                return arguments(node, name, arguments, form);
            } catch (Fault e) {
                complaint = e;
            }
        }
        if (complaint == null) {
            arguments.forEach(this::visit);
            return Type.UNKNOWN;
        }
        throw complaint;
    }

    private Type arguments(Node node, String name, List<Node> arguments, Signature form) {
        int wanted = form.parameters().size();
        if (arguments.size() > wanted && !form.variadic()) {
            throw fault(node, "too many arguments to call " + name);
        }
        if (arguments.size() < (form.variadic() ? wanted - 1 : wanted)) {
            throw fault(node, "not enough arguments to call " + name);
        }
        for (int i = 0; i < arguments.size(); i++) {
            argument(arguments.get(i), form.parameters().get(Math.min(i, wanted - 1)), name);
        }
        return form.result();
    }

    private void argument(Node argument, Type parameter, String name) {
        Type type = visitOnce(argument);
        if (parameter.isUnknown() || type.isAssignableTo(parameter)) {
            return;
        }
        if (type.is(Kind.NIL)) {
            if (!parameter.name().startsWith("*")) {
                throw fault(argument, "cannot use nil as argument (type " + parameter + ") to call " + name);
            }
            return;
        }
        throw fault(argument, "cannot use " + type + " as argument (type " + parameter + ") to call " + name + " ");
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
