package dev.supercargo.kube.apiserver.cel;

import dev.supercargo.kube.apiserver.cel.Engine.Compilation;
import dev.supercargo.kube.apiserver.cel.RuleNode.CompiledRule;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Old;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The validation rules of a schema (kubernetes-api.md 9.5). Rules are compiled when first needed and
/// kept. Safe to share between threads.
public final class Rules {
    private static final int MAX_MESSAGE = 5 * 1024;
    private static final String OUT_OF_BUDGET =
            "validation failed due to running out of cost budget, no further validation rules will be run";

    private final Optional<RuleNode> root;

    private Rules(Optional<RuleNode> root) {
        this.root = root;
    }

    /// The rules of a custom resource's schema.
    public static Rules of(StructuralSchema schema) {
        return new Rules(RuleNode.of(schema, true));
    }

    /// Whether there are no rules at all.
    public boolean isEmpty() {
        return root.isEmpty();
    }

    /// The rules that a new object breaks.
    public List<FieldError> validate(Map<String, Object> object) {
        return evaluate(object, Old.NONE);
    }

    /// The rules that an update breaks. Rules about values that did not change are not asked, unless they are about the
    /// change itself.
    public List<FieldError> validateUpdate(Map<String, Object> object, Map<String, Object> old) {
        return evaluate(object, Old.of(old));
    }

    /// Loads CEL's classes, so that the first rule does not pay for it (about a second). May run on any thread.
    public static void warmUp() {
        var schema = StructuralSchema.of(Map.of(
                "type",
                "string",
                "x-kubernetes-validations",
                List.of(Map.of("rule", "self.size() > 0 || self.matches('a') || [self].all(x, x == self)"))));
        RuleNode.of(schema, false).ifPresent(node -> new Evaluation().node(node, "x", "a", Old.NONE, false));
    }

    private List<FieldError> evaluate(Map<String, Object> object, Old old) {
        if (root.isEmpty()) {
            return List.of();
        }
        var evaluation = new Evaluation();
        try {
            evaluation.node(root.get(), "", object, old, false);
        } catch (Meter.Exhausted e) {
            evaluation.errors.add(FieldError.invalid(FieldError.ROOT, OUT_OF_BUDGET));
        }
        return evaluation.errors;
    }

    /// One walk over one object.
    private static final class Evaluation {
        final List<FieldError> errors = new ArrayList<>();
        private long budget = Meter.PER_OBJECT;

        /// Rules speak of values that are there: absent ones and nulls are the business of what surrounds them.
        /// What is inside something unchanged is unchanged, even where its own old value is unknown.
        void node(RuleNode node, String path, @Nullable Object value, Old old, boolean insideUnchanged) {
            if (value == null) {
                return;
            }
            boolean unchanged = insideUnchanged || old.same(value);
            rules(node, path, value, old, unchanged);
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, item) -> {
                    String name = (String) key;
                    RuleNode child = node.properties.get(name);
                    if (child == null && !node.schema.properties().containsKey(name)) {
                        child = node.additional;
                    }
                    if (child != null) {
                        String here = path.isEmpty() ? name : path + "." + name;
                        node(child, here, item, old.property(node.schema, name), unchanged);
                    }
                });
            } else if (value instanceof List<?> list && node.items != null) {
                for (int i = 0; i < list.size(); i++) {
                    Object item = list.get(i);
                    node(node.items, path + "[" + i + "]", item, old.element(node.schema, item), unchanged);
                }
            }
        }

        private void rules(RuleNode node, String path, Object value, Old old, boolean unchanged) {
            if (node.rules.isEmpty()) {
                return;
            }
            Map<String, Object> variables = null;
            for (CompiledRule rule : node.compiled()) {
                boolean optional = rule.rule().hasOptionalOldSelf();
                boolean due = rule.usesOldSelf() ? old.known() || optional : !unchanged;
                if (due) {
                    variables = variables == null ? variables(node, value) : variables;
                    setOldSelf(variables, node, old, optional);
                    rule(node, path, value, rule, variables);
                }
            }
        }

        private static Map<String, Object> variables(RuleNode node, Object value) {
            var variables = new HashMap<String, Object>();
            variables.put("self", Values.of(node.schema, value, node.isResource));
            return variables;
        }

        private static void setOldSelf(Map<String, Object> variables, RuleNode node, Old old, boolean optional) {
            Optional<Object> before =
                    old.known() ? Optional.of(Values.of(node.schema, old.value(), node.isResource)) : Optional.empty();
            if (optional) {
                variables.put("oldSelf", before);
            } else {
                before.ifPresent(value -> variables.put("oldSelf", value));
            }
        }

        private void rule(RuleNode node, String path, Object value, CompiledRule rule, Map<String, Object> variables) {
            String where = path.isEmpty() ? FieldError.ROOT : path;
            String type = node.schema.type().isEmpty() ? "object" : node.schema.type();
            if (rule.condition() instanceof Compilation.Refused(var problem)) {
                errors.add(FieldError.invalid(where, type, "rule compile error: compilation failed: " + problem));
                return;
            }
            if (!rule.isCondition()) {
                errors.add(
                        FieldError.invalid(where, type, "rule compile error: cel expression must evaluate to a bool"));
                return;
            }
            try {
                if (!Boolean.TRUE.equals(run(rule.condition(), variables))) {
                    errors.add(failure(node, path, value, rule, variables));
                }
            } catch (RuleFailure e) {
                errors.add(FieldError.invalid(
                        where,
                        type,
                        e.getMessage() + " evaluating rule: " + rule.rule().title()));
            } catch (Meter.Exhausted e) {
                if (budget <= 0) {
                    throw e;
                }
                errors.add(FieldError.invalid(
                        where,
                        type,
                        "'" + e.getMessage() + "': no further validation rules will be run due to call cost exceeds "
                                + "limit for rule: " + rule.rule().title()));
                throw e;
            }
        }

        private Object run(Compilation compilation, Map<String, Object> variables) {
            if (!(compilation instanceof Compilation.Compiled compiled)) {
                throw new IllegalStateException("not compiled");
            }
            var meter = new Meter(Math.min(Meter.PER_EXPRESSION, budget));
            try {
                return Engine.run(compiled.program(), variables, meter);
            } finally {
                budget -= meter.spent();
            }
        }

        private FieldError failure(
                RuleNode node, String path, Object value, CompiledRule rule, Map<String, Object> variables) {
            String text = message(rule, variables);
            String where = FieldPath.append(path, rule.rule().fieldPath(), node.schema);
            boolean scalar = !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
            String reason = rule.rule().reason();
            return switch (reason == null ? "" : reason) {
                case "FieldValueForbidden" -> FieldError.forbidden(where, text);
                case "FieldValueRequired" -> FieldError.required(where, text);
                case "FieldValueDuplicate" -> scalar ? FieldError.duplicate(where, value) : FieldError.duplicate(where);
                default -> scalar ? FieldError.invalid(where, value, text) : FieldError.invalid(where, text);
            };
        }

        private String message(CompiledRule rule, Map<String, Object> variables) {
            if (rule.message().isPresent() && rule.message().get() instanceof Compilation.Compiled compiled) {
                try {
                    if (run(compiled, variables) instanceof String text && isUsable(text)) {
                        return text.strip();
                    }
                } catch (RuleFailure | Meter.Exhausted e) {
                    return rule.rule().fixedMessage(); // the rule failed all the same
                }
            }
            return rule.rule().fixedMessage();
        }

        private static boolean isUsable(String text) {
            return !text.isBlank() && text.length() <= MAX_MESSAGE && !text.contains("\n") && !text.contains("\r");
        }
    }
}
