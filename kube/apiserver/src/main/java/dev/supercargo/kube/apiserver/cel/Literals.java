package dev.supercargo.kube.apiserver.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.meta.GoDuration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Constants in an expression that cannot be what they stand for: a regular expression, a time, a duration that is
/// none,
/// and elements of a list or map of another type than the first.
final class Literals {
    private Literals() {}

    /// The first problem, in the compiler's words; empty where there is none.
    static Optional<String> problem(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .filter(node -> !isFormatted(node))
                .flatMap(node -> findings(ast, node.expr()))
                .findFirst()
                .map(finding -> shown(ast, finding));
    }

    /// Whether it is, or is in, what a text is formatted with: values of all types belong there.
    private static boolean isFormatted(CelNavigableExpr node) {
        for (Optional<CelNavigableExpr> at = node.parent();
                at.isPresent();
                at = at.get().parent()) {
            CelExpr expr = at.get().expr();
            if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                    && expr.call().function().equals("format")) {
                return true;
            }
        }
        return false;
    }

    /// What is wrong with which part.
    private record Finding(long id, String text) {}

    private static Stream<Finding> findings(CelAbstractSyntaxTree ast, CelExpr expr) {
        return switch (expr.getKind()) {
            case CALL -> call(expr.call()).stream();
            case LIST -> sameType(ast, expr.list().elements());
            case MAP ->
                Stream.concat(
                        sameType(
                                ast,
                                expr.map().entries().stream()
                                        .map(CelExpr.CelMap.Entry::key)
                                        .toList()),
                        sameType(
                                ast,
                                expr.map().entries().stream()
                                        .map(CelExpr.CelMap.Entry::value)
                                        .toList()));
            default -> Stream.empty();
        };
    }

    private static Optional<Finding> call(CelExpr.CelCall call) {
        return switch (call.function()) {
            case "matches" -> text(call).filter(arg -> !isPattern(value(arg))).map(arg -> wrong(arg, "matches"));
            case "timestamp" -> text(call).filter(arg -> !isTime(value(arg))).map(arg -> wrong(arg, "timestamp"));
            case "duration" -> text(call).filter(arg -> !isDuration(value(arg))).map(arg -> wrong(arg, "duration"));
            default -> Optional.empty();
        };
    }

    /// The last argument, if it is a text.
    private static Optional<CelExpr> text(CelExpr.CelCall call) {
        return call.args().isEmpty()
                ? Optional.empty()
                : Optional.of(call.args().getLast())
                        .filter(arg -> arg.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                                && arg.constant().getKind() == CelConstant.Kind.STRING_VALUE);
    }

    private static String value(CelExpr constant) {
        return constant.constant().stringValue();
    }

    private static Finding wrong(CelExpr argument, String function) {
        return new Finding(argument.id(), "invalid " + function + " argument");
    }

    private static boolean isPattern(String text) {
        try {
            return Pattern.compile(text).pattern().equals(text);
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isDuration(String text) {
        return GoDuration.parse(text).isPresent();
    }

    /// Constants among others of another type: what is only known when it runs is let be.
    private static Stream<Finding> sameType(CelAbstractSyntaxTree ast, List<CelExpr> elements) {
        if (elements.isEmpty()) {
            return Stream.empty();
        }
        CelType first = ast.getType(elements.getFirst().id()).orElse(SimpleType.DYN);
        return elements.stream()
                .filter(element -> {
                    CelType type = ast.getType(element.id()).orElse(SimpleType.DYN);
                    return isPlain(first) && isPlain(type) && !type.equals(first);
                })
                .limit(1)
                .map(element -> new Finding(
                        element.id(),
                        "expected type '" + first.name() + "' but found '"
                                + ast.getType(element.id())
                                        .orElse(SimpleType.DYN)
                                        .name() + "'"));
    }

    private static boolean isPlain(CelType type) {
        return List.of(SimpleType.BOOL, SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE, SimpleType.STRING)
                .contains(type);
    }

    private static String shown(CelAbstractSyntaxTree ast, Finding finding) {
        int offset = ast.getSource().getPositionsMap().getOrDefault(finding.id(), 0);
        CelSourceLocation place = ast.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
        return CelIssue.formatError(place, finding.text()).toDisplayString(ast.getSource());
    }
}
