package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.cel.Engine.Compilation;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node of a schema with rules at it or below it. Its rules are compiled when they are first needed.
final class RuleNode {
    final StructuralSchema schema;
    final boolean isResource;
    final List<Rule> rules;
    final Map<String, RuleNode> properties = new LinkedHashMap<>();

    @Nullable
    RuleNode items;

    @Nullable
    RuleNode additional;

    // Made by whichever thread comes first; equal for all.
    private @Nullable List<CompiledRule> compiled;

    private RuleNode(StructuralSchema schema, boolean isResource) {
        this.schema = schema;
        this.isResource = isResource;
        this.rules = schema.rules().stream().map(Rule::of).toList();
    }

    /// A rule with what its expressions became. A message expression that cannot be compiled is left out.
    record CompiledRule(
            Rule rule, Compilation condition, Optional<Compilation> message, CelType resultType, boolean usesOldSelf) {
        /// Whether it comes to true or false.
        boolean isCondition() {
            return resultType.equals(SimpleType.BOOL);
        }
    }

    /// The node of a schema, or empty where there are no rules at all.
    static Optional<RuleNode> of(StructuralSchema schema, boolean isResource) {
        if (schema == StructuralSchema.any()) {
            return Optional.empty();
        }
        var node = new RuleNode(schema, isResource || schema.isEmbeddedResource());
        schema.properties()
                .forEach((name, child) -> of(child, false).ifPresent(found -> node.properties.put(name, found)));
        node.items = schema.hasItems() ? of(schema.items(), false).orElse(null) : null;
        node.additional =
                schema.additionalProperties().flatMap(child -> of(child, false)).orElse(null);
        boolean empty =
                node.rules.isEmpty() && node.properties.isEmpty() && node.items == null && node.additional == null;
        return empty ? Optional.empty() : Optional.of(node);
    }

    List<CompiledRule> compiled() {
        List<CompiledRule> made = compiled;
        if (made == null) {
            compiled = made = compile();
        }
        return made;
    }

    private List<CompiledRule> compile() {
        if (rules.isEmpty()) {
            return List.of();
        }
        var declared = new Declared();
        CelType self = declared.type(schema, "selfType", isResource).orElse(SimpleType.DYN);
        Declared.Objects types = declared.objects();
        var all = new ArrayList<CompiledRule>();
        for (Rule rule : rules) {
            boolean optional = rule.hasOptionalOldSelf();
            Compilation condition = Engine.shared().compile(rule.rule(), types, self, optional);
            Optional<Compilation> message =
                    rule.messageSource().map(source -> Engine.shared().compile(source, types, self, optional));
            all.add(new CompiledRule(rule, condition, message, resultType(condition), usesOldSelf(condition)));
        }
        return all;
    }

    private static CelType resultType(Compilation compilation) {
        return compilation instanceof Compilation.Compiled made ? made.ast().getResultType() : SimpleType.ERROR;
    }

    private static boolean usesOldSelf(Compilation compilation) {
        return compilation instanceof Compilation.Compiled made
                && mentionsOldSelf(made.ast().getExpr());
    }

    private static boolean mentionsOldSelf(CelExpr expression) {
        return Expressions.any(
                expression,
                step -> step.getKind() == CelExpr.ExprKind.Kind.IDENT
                        && step.ident().name().equals("oldSelf"));
    }
}
