package dev.supercargo.expr.check;

import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Members;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Type.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types of members, indices and slices.
final class MemberTypes {
    private final Checker checker;

    MemberTypes(Checker checker) {
        this.checker = checker;
    }

    Type member(Node.Member node) {
        Type base = checker.visit(node.base());
        Type property = checker.visit(node.property());
        if (base.isUnknown()) {
            return Type.UNKNOWN;
        }
        if (base.is(Kind.LIST)) {
            if (!property.is(Kind.INTEGER) && !property.isUnknown()) {
                throw Checker.fault(
                        node.property(), "array elements can only be selected using an integer (got " + property + ")");
            }
            return base.elements();
        }
        if (base.is(Kind.MAP)) {
            if (!property.isAssignableTo(base.keys()) && !property.is(Kind.NIL)) {
                throw Checker.fault(node.property(), "cannot use " + property + " to get an element from " + base);
            }
            return base.elements();
        }
        return node.property() instanceof Node.Text(var _, String name)
                ? named(node, base, name)
                : undefined(node, base, property);
    }

    private static Type undefined(Node node, Type base, Type property) {
        throw Checker.fault(node, "type " + base + "[" + property + "] is undefined");
    }

    private Type named(Node.Member node, Type base, String name) {
        Optional<Members.Method> method = base.members().method(name);
        if (method.isPresent()) {
            return Type.function("func()");
        }
        return base.members()
                .field(name)
                .orElseThrow(() -> Checker.fault(
                        node,
                        "type " + (base.is(Kind.NIL) ? "nil" : base.name().replace("*", ""))
                                + (node.called() ? " has no method " : " has no field ") + name));
    }

    Type slice(Node.Slice node) {
        Type base = checker.visit(node.base());
        if (!base.is(Kind.STRING) && !base.is(Kind.LIST) && !base.isUnknown()) {
            throw Checker.fault(node, "cannot slice " + base);
        }
        bound(node.from());
        bound(node.to());
        return base;
    }

    private void bound(@Nullable Node bound) {
        if (bound != null) {
            Type type = checker.visit(bound);
            if (!type.is(Kind.INTEGER) && !type.isUnknown()) {
                throw Checker.fault(bound, "non-integer slice index " + type);
            }
        }
    }
}
