package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Walks the syntax trees of expressions.
final class Expressions {
    private Expressions() {}

    static boolean any(CelExpr expression, Predicate<CelExpr> question) {
        return question.test(expression) || children(expression).stream().anyMatch(child -> any(child, question));
    }

    static List<CelExpr> children(CelExpr expression) {
        var children = new ArrayList<CelExpr>();
        switch (expression.getKind()) {
            case SELECT -> children.add(expression.select().operand());
            case CALL -> {
                expression.call().target().ifPresent(children::add);
                children.addAll(expression.call().args());
            }
            case LIST -> children.addAll(expression.list().elements());
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    children.add(entry.key());
                    children.add(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> children.add(entry.value()));
            case COMPREHENSION -> {
                children.add(expression.comprehension().iterRange());
                children.add(expression.comprehension().accuInit());
                children.add(expression.comprehension().loopCondition());
                children.add(expression.comprehension().loopStep());
                children.add(expression.comprehension().result());
            }
            case CONSTANT, IDENT, NOT_SET -> {}
        }
        return children;
    }
}
