package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.ast.CelExpr;
import dev.supercargo.kube.apiserver.cel.Engine.Compilation;
import dev.supercargo.kube.apiserver.schema.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What rules may cost at most, before any object is seen (kubernetes-api.md 9.5, limits). The estimate is rougher than
/// Kubernetes' own, so only what exceeds a limit many times is refused: what slips through is stopped while it runs.
final class CostEstimate {
    private static final double PER_RULE = 10_000_000;
    private static final double PER_SCHEMA = 100_000_000;
    /// By how much a limit may be exceeded before we are sure.
    private static final double DOUBT = 10;
    private static final double PER_CHARACTER = 0.1;
    private static final double PER_REGEX_CHARACTER = 0.25;
    private static final int SHOWN = 4;

    /// Nobody estimates how long the text of a value is: joined to another text it costs too much, compared it does
    /// not.
    private static final double UNKNOWN = 0x1p64;

    private final List<Contribution> contributions = new ArrayList<>();

    private record Contribution(String path, double cost) {}

    /// Takes an expression into account, and says so where it alone costs too much. `times` is how often its node may
    /// occur in one object; `what` is what the expression is called.
    Optional<FieldError> expression(RuleNode node, Compilation compilation, String path, String what, double times) {
        if (!(compilation instanceof Compilation.Compiled made)) {
            return Optional.empty();
        }
        var variables = new HashMap<String, Shape>();
        variables.put("self", Shape.of(node.schema));
        variables.put("oldSelf", Shape.of(node.schema));
        double cost = Cost.of(made.ast().getExpr(), variables).cost() * times;
        contributions.add(new Contribution(path, cost));
        return cost > PER_RULE * DOUBT
                ? Optional.of(FieldError.forbidden(path, tooMuch(what, cost / PER_RULE)))
                : Optional.empty();
    }

    /// How often what is inside a list or map may occur, where that itself may occur `times`.
    static double timesBelow(RuleNode node, double times) {
        return Math.min(times * Shape.maxSize(node.schema), Shape.REQUEST);
    }

    /// Says where all expressions of the schema at `path` together cost too much, and which have the largest share.
    List<FieldError> total(String path) {
        double total = contributions.stream().mapToDouble(Contribution::cost).sum();
        if (total <= PER_SCHEMA * DOUBT) {
            return List.of();
        }
        var errors = new ArrayList<FieldError>();
        contributions.stream()
                .sorted(Comparator.comparingDouble(Contribution::cost).reversed())
                .limit(SHOWN)
                .filter(contribution -> contribution.cost() > PER_RULE)
                .forEach(contribution -> errors.add(FieldError.forbidden(
                        contribution.path(),
                        "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema")));
        String what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
        errors.add(FieldError.forbidden(path, tooMuch(what, total / PER_SCHEMA)));
        return errors;
    }

    private static String tooMuch(String what, double factor) {
        String shown = "more than 100x";
        if (factor <= 100) {
            shown = String.format(Locale.ROOT, factor < 1.5 ? "%fx" : "%.1fx", factor);
        }
        return what + " exceeds budget by factor of " + shown + " (try simplifying the rule, or adding maxItems, "
                + "maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }

    /// What an expression costs at most, and how large its value is.
    private record Cost(double cost, Shape shape) {
        static Cost of(CelExpr expression, Map<String, Shape> variables) {
            return switch (expression.getKind()) {
                case CONSTANT -> new Cost(0, constant(expression));
                case IDENT ->
                    new Cost(1, variables.getOrDefault(expression.ident().name(), Shape.SCALAR));
                case SELECT -> {
                    Cost operand = of(expression.select().operand(), variables);
                    yield new Cost(
                            operand.cost + 1,
                            expression.select().testOnly()
                                    ? Shape.SCALAR
                                    : operand.shape.select(expression.select().field()));
                }
                case CALL -> call(expression, variables);
                case COMPREHENSION -> comprehension(expression, variables);
                case LIST, MAP, STRUCT -> {
                    List<CelExpr> parts = Expressions.children(expression);
                    double cost = parts.stream()
                            .mapToDouble(part -> of(part, variables).cost)
                            .sum();
                    yield new Cost(cost + 10, Shape.sized(parts.size()));
                }
                case NOT_SET -> new Cost(0, Shape.SCALAR);
            };
        }

        private static Shape constant(CelExpr expression) {
            return expression.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.STRING_VALUE
                    ? Shape.sized(expression.constant().stringValue().length())
                    : Shape.SCALAR;
        }

        private static Cost comprehension(CelExpr expression, Map<String, Shape> variables) {
            var loop = expression.comprehension();
            Cost range = of(loop.iterRange(), variables);
            var inner = new HashMap<>(variables);
            inner.put(loop.iterVar(), range.shape.loopVariable());
            if (!loop.iterVar2().isEmpty()) {
                inner.put(loop.iterVar2(), range.shape.element());
            }
            double step = of(loop.loopCondition(), inner).cost + of(loop.loopStep(), inner).cost;
            double cost = range.cost
                    + of(loop.accuInit(), variables).cost
                    + range.shape.size() * step
                    + of(loop.result(), inner).cost;
            return new Cost(cost, Shape.sized(range.shape.size()));
        }

        private static Cost call(CelExpr expression, Map<String, Shape> variables) {
            List<Cost> arguments = Expressions.children(expression).stream()
                    .map(part -> of(part, variables))
                    .toList();
            double before = arguments.stream().mapToDouble(Cost::cost).sum();
            double first = arguments.isEmpty() ? 1 : arguments.getFirst().shape.size();
            double last = arguments.isEmpty() ? 1 : arguments.getLast().shape.size();
            return switch (expression.call().function()) {
                case "_&&_", "_||_", "!_", "@not_strictly_false", "size" -> new Cost(before + 1, Shape.SCALAR);
                case "_?_:_" ->
                    new Cost(
                            before,
                            arguments.get(1).shape.size() > last ? arguments.get(1).shape : arguments.get(2).shape);
                case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
                    new Cost(before + 1 + Math.min(first, last) * PER_CHARACTER, Shape.SCALAR);
                case "@in" -> new Cost(before + last, Shape.SCALAR);
                case "_[_]", "_[?_]", "_?._" ->
                    new Cost(before + 1, arguments.getFirst().shape.element());
                case "_+_" -> new Cost(before + 1 + (first + last) * PER_CHARACTER, Shape.sized(first + last));
                case "contains" ->
                    new Cost(before + 1 + first * PER_CHARACTER * Math.max(1, last * PER_CHARACTER), Shape.SCALAR);
                case "startsWith", "endsWith" -> new Cost(before + 1 + last * PER_CHARACTER, Shape.SCALAR);
                case "matches", "find", "findAll" ->
                    new Cost(
                            before + 1 + first * PER_CHARACTER * Math.max(1, last * PER_REGEX_CHARACTER),
                            Shape.sized(first));
                case "isSorted", "sum", "min", "max", "indexOf", "lastIndexOf" ->
                    new Cost(before + 1 + first * PER_CHARACTER, Shape.SCALAR);
                case "string" -> new Cost(before + 1 + first * PER_CHARACTER, Shape.sized(UNKNOWN));
                case "split", "replace", "lowerAscii", "upperAscii", "trim", "join", "substring" ->
                    new Cost(before + 1 + first * PER_CHARACTER, Shape.sized(first));
                default -> new Cost(before + 1, Shape.SCALAR);
            };
        }
    }
}
