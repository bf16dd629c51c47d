package dev.supercargo.expr.check;

import dev.supercargo.expr.check.Checker.PredicateScope;
import dev.supercargo.expr.syntax.Builtins;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The static checks of builtins: a predicate over a list, a table of forms, or a rule of its own (expressions.md B.3,
/// B.6).
final class BuiltinRules {
    private final Checker checker;
    private final CallTypes calls;

    BuiltinRules(Checker checker, CallTypes calls) {
        this.checker = checker;
        this.calls = calls;
    }

    Type check(Node.Builtin node) {
        if (Builtins.takesPredicate(node.name())) {
            return withPredicate(node);
        }
        List<Signature> forms = BuiltinForms.of(node.name());
        if (!forms.isEmpty()) {
            return calls.arguments(node, node.name(), node.arguments(), forms);
        }
        return switch (node.name()) {
            case "get" -> get(node);
            case "max", "min", "mean", "median" -> extreme(node);
            case "concat" -> concat(node);
            case "take" -> take(node);
            default -> single(node);
        };
    }

    private Type withPredicate(Node.Builtin node) {
        Node list = node.arguments().getFirst();
        Type type = checker.visit(list);
        if (!type.is(Kind.LIST) && !type.isUnknown()) {
            throw Checker.fault(list, "builtin " + node.name() + " takes only array (got " + type + ")");
        }
        Type element = type.elements();
        Type result = node.arguments().size() < 2 ? Type.UNKNOWN : predicate(node, element);
        for (Node extra : node.arguments()
                .subList(Math.min(2, node.arguments().size()), node.arguments().size())) {
            checker.visit(extra);
        }
        return switch (node.name()) {
            case "all", "none", "any", "one" -> Type.BOOL;
            case "count", "findIndex", "findLastIndex" -> Type.INT;
            case "filter", "sortBy" -> type.isUnknown() ? Type.LIST : type;
            case "map" -> Type.list(result.is(Kind.NIL) ? Type.UNKNOWN : result);
            case "find", "findLast" -> element;
            case "sum" -> node.arguments().size() < 2 ? element : result;
            case "groupBy" -> Type.groups(element);
            case "reduce" -> result.is(Kind.NIL) ? Type.UNKNOWN : result;
            default -> throw new IllegalStateException("no builtin with a predicate: " + node.name());
        };
    }

    private Type predicate(Node.Builtin node, Type element) {
        Node predicate = node.arguments().get(1);
        boolean reduces = node.name().equals("reduce");
        var scope = new PredicateScope(element, reduces || node.name().equals("map"), reduces);
        Type result = checker.predicate(predicate, scope);
        boolean decides = switch (node.name()) {
            case "map", "sum", "groupBy", "sortBy", "reduce" -> false;
            default -> true;
        };
        if (decides && !result.is(Kind.BOOL) && !result.isUnknown()) {
            throw Checker.fault(predicate, "predicate should return boolean (got " + result + ")");
        }
        return result;
    }

    private List<Type> arguments(Node.Builtin node, int wanted) {
        var types = new ArrayList<Type>();
        for (Node argument : node.arguments()) {
            types.add(checker.visit(argument));
        }
        if (types.size() != wanted) {
            throw Checker.fault(
                    node, "invalid number of arguments (expected " + wanted + ", got " + types.size() + ")");
        }
        return types;
    }

    private Type get(Node.Builtin node) {
        List<Type> types = arguments(node, 2);
        Type receiver = types.getFirst();
        Type key = types.getLast();
        Node keyNode = node.arguments().getLast();
        return switch (receiver.kind()) {
            case UNKNOWN -> Type.UNKNOWN;
            case LIST -> {
                if (!key.is(Kind.INTEGER) && !key.isUnknown()) {
                    throw Checker.fault(keyNode, "non-integer slice index " + key);
                }
                yield receiver.elements();
            }
            case MAP -> {
                if (!key.isAssignableTo(receiver.keys()) && !key.is(Kind.NIL)) {
                    throw Checker.fault(keyNode, "cannot use " + key + " to get an element from " + receiver);
                }
                yield receiver.elements();
            }
            case NIL, BOOL, INTEGER, FLOAT, STRING, NAMED_INTEGER, NAMED_STRING, DURATION, TIME, FUNCTION, OBJECT ->
                throw Checker.fault(node.arguments().getFirst(), "type " + receiver + " does not support indexing");
        };
    }

    /// The first argument's type where all are static numbers, even where the value turns out to be of another.
    private Type extreme(Node.Builtin node) {
        if (node.arguments().isEmpty()) {
            throw Checker.fault(node, "not enough arguments to call " + node.name());
        }
        List<Type> types = arguments(node, node.arguments().size());
        for (Type type : types) {
            boolean fits = type.isNumber()
                    || type.isUnknown()
                    || type.is(Kind.LIST)
                    || type.is(Kind.DURATION)
                    || type.is(Kind.NAMED_INTEGER);
            if (!fits) {
                throw Checker.fault(node, "invalid argument for " + node.name() + " (type " + type + ")");
            }
        }
        boolean numbers = types.stream().allMatch(Type::isNumber);
        return numbers ? types.getFirst() : Type.UNKNOWN;
    }

    private Type concat(Node.Builtin node) {
        if (node.arguments().isEmpty()) {
            throw Checker.fault(node, "invalid number of arguments (expected at least 1, got 0)");
        }
        for (Type type : arguments(node, node.arguments().size())) {
            if (!type.is(Kind.LIST) && !type.isUnknown()) {
                throw Checker.fault(node, "cannot concat " + type);
            }
        }
        return Type.LIST;
    }

    private Type take(Node.Builtin node) {
        List<Type> types = arguments(node, 2);
        if (!Checker.may(types.getFirst(), type -> type.is(Kind.LIST))) {
            throw Checker.fault(node, "cannot take from " + types.getFirst());
        }
        if (!Checker.may(types.getLast(), type -> type.is(Kind.INTEGER))) {
            throw Checker.fault(node, "cannot take " + types.getLast() + " elements");
        }
        return Type.UNKNOWN;
    }

    private Type single(Node.Builtin node) {
        Type type = arguments(node, 1).getFirst();
        String name = node.name();
        return switch (name) {
            case "len" -> {
                Predicate<Type> counted = t -> t.is(Kind.LIST) || t.is(Kind.MAP) || t.is(Kind.STRING);
                yield require(node, type, counted, "invalid argument for len (type " + type + ")", Type.INT);
            }
            case "abs" -> require(node, type, Type::isNumber, invalid(name, type), type);
            case "ceil", "floor", "round" -> require(node, type, Type::isNumber, invalid(name, type), Type.FLOAT);
            case "int" -> require(node, type, BuiltinRules::convertsToInt, invalid(name, type), Type.INT);
            case "float" ->
                require(node, type, t -> t.isNumber() || t.is(Kind.STRING), invalid(name, type), Type.FLOAT);
            case "first" -> list(node, type, "cannot get first element from ", first(type));
            case "last" -> list(node, type, "cannot get last element from ", first(type));
            case "reverse", "uniq", "flatten" -> list(node, type, "cannot " + name + " ", Type.LIST);
            case "fromPairs" -> {
                require(node, type, t -> t.is(Kind.LIST), "cannot transform " + type + " from pairs", type);
                yield Type.ANY_MAP;
            }
            case "toPairs" -> {
                require(node, type, t -> t.is(Kind.MAP), "cannot transform " + type + " to pairs", type);
                yield Type.LIST;
            }
            case "keys", "values" ->
                require(node, type, t -> t.is(Kind.MAP), "cannot get " + name + " from " + type, Type.LIST);
            default -> throw new IllegalStateException("no rule for the builtin " + name);
        };
    }

    private static boolean convertsToInt(Type type) {
        return type.isNumber()
                || type.is(Kind.STRING)
                || type.is(Kind.NAMED_INTEGER)
                || type.is(Kind.NAMED_STRING)
                || type.is(Kind.DURATION);
    }

    private static String invalid(String name, Type type) {
        return "invalid argument for " + name + " (type " + type + ")";
    }

    /// Only lists of a narrower type tell what their elements are.
    private static Type first(Type list) {
        return list.equals(Type.STRINGS) ? Type.STRING : Type.UNKNOWN;
    }

    private static Type list(Node node, Type type, String complaint, Type result) {
        return require(node, type, t -> t.is(Kind.LIST), complaint + type, result);
    }

    private static Type require(Node node, Type type, Predicate<Type> fits, String complaint, Type result) {
        if (!Checker.may(type, fits)) {
            throw Checker.fault(node, complaint);
        }
        return result;
    }
}
