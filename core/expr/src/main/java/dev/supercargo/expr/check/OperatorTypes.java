package dev.supercargo.expr.check;

import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Type.Kind;
import java.util.Optional;
import java.util.function.Predicate;

/// Which operands an operator takes, and what it yields (expressions.md B.3, B.4).
final class OperatorTypes {
    private OperatorTypes() {}

    /// The type of `left operator right`; empty where the operands do not fit.
    static Optional<Type> of(String operator, Type left, Type right) {
        return switch (operator) {
            case "and", "&&", "or", "||" -> both(left, right, OperatorTypes::isBool, Type.BOOL);
            case "<", ">", "<=", ">=" -> order(left, right);
            case "+" -> plus(left, right);
            case "-" -> minus(left, right);
            case "*" -> times(left, right);
            case "/", "**", "^" -> both(left, right, Type::isNumber, Type.FLOAT);
            case "%" -> both(left, right, type -> type.is(Kind.INTEGER), Type.INT);
            case ".." -> both(left, right, type -> type.is(Kind.INTEGER), Type.list(Type.INT));
            case "matches" ->
                left.equals(Type.BYTES)
                        ? both(Type.STRING, right, OperatorTypes::isText, Type.BOOL)
                        : both(left, right, OperatorTypes::isText, Type.BOOL);
            case "contains", "startsWith", "endsWith" -> both(left, right, OperatorTypes::isText, Type.BOOL);
            default -> Optional.empty();
        };
    }

    private static boolean isBool(Type type) {
        return type.is(Kind.BOOL);
    }

    private static boolean isText(Type type) {
        return type.is(Kind.STRING);
    }

    private static boolean isTime(Type type) {
        return type.is(Kind.TIME);
    }

    private static boolean isDuration(Type type) {
        return type.is(Kind.DURATION);
    }

    private static Optional<Type> both(Type left, Type right, Predicate<Type> fits, Type result) {
        return Checker.may(left, fits) && Checker.may(right, fits) ? Optional.of(result) : Optional.empty();
    }

    private static Optional<Type> unknown(Type left, Type right, Predicate<Type> fits) {
        boolean open = left.isUnknown() || right.isUnknown();
        return open ? both(left, right, fits, Type.UNKNOWN) : Optional.empty();
    }

    private static Optional<Type> order(Type left, Type right) {
        if (left.isNumber() && right.isNumber()) {
            return Optional.of(Type.BOOL);
        }
        boolean ordered = isText(left) || isTime(left) || isDuration(left);
        if (ordered && left.kind() == right.kind()) {
            return Optional.of(Type.BOOL);
        }
        return unknown(left, right, type -> type.isNumber() || isText(type) || isTime(type) || isDuration(type))
                .map(_ -> Type.BOOL);
    }

    private static Type combined(Type left, Type right) {
        return left.is(Kind.FLOAT) || right.is(Kind.FLOAT) ? Type.FLOAT : Type.INT;
    }

    private static Optional<Type> plus(Type left, Type right) {
        if (left.isNumber() && right.isNumber()) {
            return Optional.of(combined(left, right));
        }
        if (isText(left) && isText(right)) {
            return Optional.of(Type.STRING);
        }
        if (isDuration(left) && isDuration(right)) {
            return Optional.of(Type.DURATION);
        }
        if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) {
            return Optional.of(Type.TIME);
        }
        return unknown(left, right, type -> type.isNumber() || isText(type) || isTime(type) || isDuration(type));
    }

    private static Optional<Type> minus(Type left, Type right) {
        if (left.isNumber() && right.isNumber()) {
            return Optional.of(combined(left, right));
        }
        if ((isTime(left) && isTime(right)) || (isDuration(left) && isDuration(right))) {
            return Optional.of(Type.DURATION);
        }
        if (isTime(left) && isDuration(right)) {
            return Optional.of(Type.TIME);
        }
        return unknown(left, right, type -> type.isNumber() || isTime(type) || isDuration(type));
    }

    private static Optional<Type> times(Type left, Type right) {
        if (left.isNumber() && right.isNumber()) {
            return Optional.of(combined(left, right));
        }
        boolean length = isDuration(left) || isDuration(right);
        if (length && (left.isNumber() || right.isNumber() || left.kind() == right.kind())) {
            return Optional.of(left.is(Kind.FLOAT) || right.is(Kind.FLOAT) ? Type.UNKNOWN : Type.DURATION);
        }
        return unknown(left, right, type -> type.isNumber() || isDuration(type));
    }

    /// Whether `==` may be asked: numbers and lists among themselves, nil with anything, else equal types.
    static boolean isComparable(Type left, Type right) {
        if (left.isUnknown() || right.isUnknown() || left.is(Kind.NIL) || right.is(Kind.NIL)) {
            return true;
        }
        boolean numbers = left.isNumber() && right.isNumber();
        boolean lists = left.is(Kind.LIST) && right.is(Kind.LIST);
        return numbers || lists || (left.kind() == right.kind() && left.name().equals(right.name()));
    }

    static Optional<Type> in(Node.Binary node, Type left, Type right) {
        if (right.is(Kind.MAP)) {
            if (!left.isAssignableTo(right.keys()) && !left.is(Kind.NIL)) {
                throw Checker.fault(node, "cannot use " + left + " as type " + right.keys() + " in map key");
            }
            return Optional.of(Type.BOOL);
        }
        if (right.is(Kind.LIST)) {
            if (!isComparable(left, right.elements())) {
                throw Checker.fault(node, "cannot use " + left + " as type " + right.elements() + " in array");
            }
            return Optional.of(Type.BOOL);
        }
        boolean field = right.is(Kind.OBJECT) || right.is(Kind.TIME);
        boolean fits = right.isUnknown()
                || (field && Checker.may(left, OperatorTypes::isText))
                || (left.isUnknown() && isText(right));
        return fits ? Optional.of(Type.BOOL) : Optional.empty();
    }

    static Type coalesce(Type left, Type right) {
        if (left.is(Kind.NIL)) {
            return right;
        }
        return right.is(Kind.NIL) || left.equals(right) ? left : Type.UNKNOWN;
    }
}
