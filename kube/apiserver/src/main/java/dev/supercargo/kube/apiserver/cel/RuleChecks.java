package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.cel.Engine.Compilation;
import dev.supercargo.kube.apiserver.cel.RuleNode.CompiledRule;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the rules of a definition may not be (kubernetes-api.md 9.5, refused in a CRD).
public final class RuleChecks {
    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");
    private static final int MAX_MESSAGE = 2048;

    private final List<FieldError> errors = new ArrayList<>();
    private final CostEstimate cost = new CostEstimate();

    private RuleChecks() {}

    /// What is wrong with the rules of a schema that stands at `path`.
    public static List<FieldError> check(StructuralSchema schema, String path) {
        Optional<RuleNode> root = RuleNode.of(schema, true);
        if (root.isEmpty()) {
            return List.of();
        }
        var checks = new RuleChecks();
        checks.node(root.get(), path, null, 1);
        checks.errors.addAll(checks.cost.total(path));
        return checks.errors;
    }

    /// `uncorrelatable` is the path of the innermost list whose elements have no old values, if there is one; `times`
    /// is
    /// how often the node may occur in one object.
    private void node(RuleNode node, String path, @Nullable String uncorrelatable, double times) {
        List<CompiledRule> rules = node.compiled();
        for (int i = 0; i < rules.size(); i++) {
            rule(node, rules.get(i), path + ".x-kubernetes-validations[" + i + "]", uncorrelatable, times);
        }
        boolean atomicMap = node.schema.mapType().equals("atomic");
        String below = uncorrelatable == null && atomicMap ? path : uncorrelatable;
        node.properties.forEach((name, child) -> node(child, path + ".properties[" + name + "]", below, times));
        double timesBelow = CostEstimate.timesBelow(node, times);
        if (node.items != null) {
            boolean keyed = node.schema.listType().equals("map");
            node(node.items, path + ".items", below == null && !keyed ? path : below, timesBelow);
        }
        if (node.additional != null) {
            node(node.additional, path + ".additionalProperties", below, timesBelow);
        }
    }

    private void rule(
            RuleNode node, CompiledRule compiled, String path, @Nullable String uncorrelatable, double times) {
        Rule rule = compiled.rule();
        if (rule.rule().isBlank()) {
            errors.add(FieldError.required(path + ".rule", "rule is not specified"));
            return;
        }
        texts(rule, path);
        if (rule.reason() != null && !REASONS.contains(rule.reason())) {
            errors.add(FieldError.notSupported(path + ".reason", rule.reason(), REASONS));
        }
        if (!rule.fieldPath().isEmpty() && !FieldPath.isValid(rule.fieldPath(), node.schema)) {
            errors.add(FieldError.invalid(path + ".fieldPath", rule.fieldPath(), "must be a valid path"));
        }
        cost.expression(node, compiled.condition(), path + ".rule", "estimated rule cost", times)
                .ifPresent(errors::add);
        condition(compiled, path);
        compiled.message().ifPresent(message -> {
            String place = path + ".messageExpression";
            cost.expression(node, message, place, "estimated messageExpression cost", times)
                    .ifPresent(errors::add);
            message(rule, message, place);
        });
        if (compiled.usesOldSelf() && uncorrelatable != null) {
            errors.add(FieldError.invalid(
                    path + ".rule",
                    rule.rule(),
                    "oldSelf cannot be used on the uncorrelatable portion of the schema within " + uncorrelatable));
        }
        boolean compiles = compiled.condition() instanceof Compilation.Compiled;
        if (rule.optionalOldSelf() != null && compiles && !compiled.usesOldSelf()) {
            errors.add(FieldError.invalid(
                    path + ".optionalOldSelf",
                    rule.optionalOldSelf(),
                    "may not be set if oldSelf is not used in rule"));
        }
    }

    private void texts(Rule rule, String path) {
        String message = rule.message();
        if (!message.isEmpty() && message.isBlank()) {
            errors.add(FieldError.invalid(path + ".message", message, "must be non-empty if specified"));
        } else if (hasLineBreak(message.strip())) {
            errors.add(FieldError.invalid(path + ".message", message, "must not contain line breaks"));
        } else if (hasLineBreak(rule.rule().strip()) && message.isBlank()) {
            errors.add(
                    FieldError.required(path + ".message", "message must be specified if rule contains line breaks"));
        }
        if (message.length() > MAX_MESSAGE) {
            errors.add(FieldError.invalid(
                    path + ".message",
                    message.substring(0, 10) + "...",
                    "must have a maximum length of 2048 characters"));
        }
        if (!rule.messageExpression().isEmpty() && rule.messageExpression().isBlank()) {
            errors.add(FieldError.required(path + ".messageExpression", "must be non-empty if specified"));
        }
    }

    private void condition(CompiledRule compiled, String path) {
        Map<String, Object> shown = compiled.rule().shown();
        if (compiled.condition() instanceof Compilation.Refused(var problem)) {
            errors.add(FieldError.invalid(path + ".rule", shown, "compilation failed: " + problem));
        } else if (!compiled.isCondition()) {
            errors.add(FieldError.invalid(path + ".rule", shown, "cel expression must evaluate to a bool"));
        }
    }

    private void message(Rule rule, Compilation message, String place) {
        switch (message) {
            case Compilation.Refused(var problem) ->
                errors.add(FieldError.invalid(place, rule.shown(), "messageExpression compilation failed: " + problem));
            case Compilation.Compiled made -> {
                if (!made.ast().getResultType().equals(SimpleType.STRING)) {
                    errors.add(FieldError.invalid(place, rule.shown(), "messageExpression must evaluate to a string"));
                }
            }
        }
    }

    private static boolean hasLineBreak(String text) {
        return text.contains("\n") || text.contains("\r");
    }
}
