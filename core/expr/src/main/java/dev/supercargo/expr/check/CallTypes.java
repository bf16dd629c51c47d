package dev.supercargo.expr.check;

import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Members;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Type.Kind;
import java.util.List;
import java.util.Optional;

/// The types of calls: arguments against the forms of functions and methods.
final class CallTypes {
    private final Checker checker;

    CallTypes(Checker checker) {
        this.checker = checker;
    }

    Type call(Node.Call node) {
        if (node.callee() instanceof Node.Identifier(var _, String name)) {
            return callByName(node, name);
        }
        Type callee = checker.visit(node.callee());
        if (node.callee() instanceof Node.Member member && member.property() instanceof Node.Text(var _, String name)) {
            Optional<Members.Method> method =
                    checker.typeOfVisited(member.base()).members().method(name);
            if (method.isPresent()) {
                return callMethod(node, method.get());
            }
        }
        if (!callee.isUnknown() && !callee.is(Kind.FUNCTION)) {
            throw Checker.fault(node, callee + " is not callable");
        }
        node.arguments().forEach(checker::visit);
        return Type.UNKNOWN;
    }

    private Type callMethod(Node.Call node, Members.Method method) {
        if (method.results() > 2) {
            throw Checker.fault(node, "func " + method.name() + " returns more then two values");
        }
        return arguments(node, method.name(), node.arguments(), List.of(method.form()));
    }

    private Type callByName(Node.Call node, String name) {
        Optional<Type> variable = checker.variable(name);
        List<Signature> forms = checker.forms(name);
        if (variable.isEmpty() && forms != null) {
            return arguments(node, name, node.arguments(), forms);
        }
        Type type = variable.orElse(Type.UNKNOWN);
        boolean callable = type.isUnknown() || type.is(Kind.FUNCTION);
        if (!callable || (name.equals("$env") && variable.isEmpty())) {
            throw Checker.fault(node, type + " is not callable");
        }
        node.arguments().forEach(checker::visit);
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
            arguments.forEach(checker::visit);
            return Type.UNKNOWN;
        }
        throw complaint;
    }

    private Type arguments(Node node, String name, List<Node> arguments, Signature form) {
        int wanted = form.parameters().size();
        if (arguments.size() > wanted && !form.variadic()) {
            throw Checker.fault(node, "too many arguments to call " + name);
        }
        if (arguments.size() < (form.variadic() ? wanted - 1 : wanted)) {
            throw Checker.fault(node, "not enough arguments to call " + name);
        }
        for (int i = 0; i < arguments.size(); i++) {
            argument(arguments.get(i), form.parameters().get(Math.min(i, wanted - 1)), name);
        }
        return form.result();
    }

    private void argument(Node argument, Type parameter, String name) {
        Type type = checker.visitOnce(argument);
        if (parameter.isUnknown() || type.isAssignableTo(parameter)) {
            return;
        }
        if (type.is(Kind.NIL)) {
            if (!parameter.name().startsWith("*")) {
                throw Checker.fault(argument, "cannot use nil as argument (type " + parameter + ") to call " + name);
            }
            return;
        }
        throw Checker.fault(
                argument, "cannot use " + type + " as argument (type " + parameter + ") to call " + name + " ");
    }
}
