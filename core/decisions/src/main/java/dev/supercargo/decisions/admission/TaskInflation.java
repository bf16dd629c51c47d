package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.ExpressionVariable;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.PromotionTask;
import dev.supercargo.model.PromotionTaskReference;
import dev.supercargo.model.PromotionTaskSpec;
import java.util.ArrayList;
import java.util.List;

/// Puts the steps of tasks in place of the steps that name them (resources.md 8.7.1).
///
/// ```
///   template:  build | deploy (a task) | notify        Promotion:  build | deploy::render | deploy::push | notify
/// ```
final class TaskInflation {
    private final String namespace;
    private final List<ExpressionVariable> promotionVars;
    private final Lookups lookups;

    TaskInflation(String namespace, List<ExpressionVariable> promotionVars, Lookups lookups) {
        this.namespace = namespace;
        this.promotionVars = promotionVars;
        this.lookups = lookups;
    }

    /// The steps of a Promotion, each with its alias.
    List<PromotionStep> inflate(List<PromotionStep> template) {
        var steps = new ArrayList<PromotionStep>();
        for (int i = 0; i < template.size(); i++) {
            PromotionStep step = template.get(i);
            if (step.task() == null) {
                steps.add(with(step, step.as().isEmpty() ? "step-" + (i + 1) : step.as(), step.vars()));
            } else {
                String alias = step.as().isEmpty() ? "task-" + (i + 1) : step.as();
                steps.addAll(inflate(step.task(), alias, step.vars()));
            }
        }
        return steps;
    }

    private List<PromotionStep> inflate(
            PromotionTaskReference reference, String alias, List<ExpressionVariable> given) {
        String prefix = "inflate task steps for task \"" + reference.name() + "\" (\"" + alias + "\"): ";
        PromotionTaskSpec task = find(reference, prefix);
        var common = new ArrayList<>(defaults(task.vars(), given, prefix));
        common.addAll(given);
        var steps = new ArrayList<PromotionStep>();
        for (int k = 0; k < task.steps().size(); k++) {
            PromotionStep step = task.steps().get(k);
            var vars = new ArrayList<>(common);
            vars.addAll(step.vars());
            String own = step.as().isEmpty() ? "step-" + (k + 1) : step.as();
            steps.add(with(step, alias + "::" + own, vars));
        }
        return steps;
    }

    private PromotionTaskSpec find(PromotionTaskReference reference, String prefix) {
        ResourceType type = switch (reference.kind()) {
            case "", "PromotionTask" -> Kinds.PROMOTION_TASK;
            case "ClusterPromotionTask" -> Kinds.CLUSTER_PROMOTION_TASK;
            default -> throw failed(prefix + "unknown task reference kind \"" + reference.kind() + "\"");
        };
        KubeObject found;
        try {
            found = lookups.find(type, new ObjectKey(type.namespaced() ? namespace : "", reference.name()))
                    .orElseThrow(() -> new Refused(Refusal.notFound(type, reference.name())));
        } catch (WorldException e) {
            throw failed(prefix + e.failure().what());
        }
        return PromotionTask.read(found).spec();
    }

    /// The task's variables that come with their default: those that the Promotion does not set.
    private List<ExpressionVariable> defaults(
            List<ExpressionVariable> declared, List<ExpressionVariable> given, String prefix) {
        var defaults = new ArrayList<ExpressionVariable>();
        for (ExpressionVariable variable : declared) {
            if (isSet(promotionVars, variable.name())) {
                continue;
            }
            if (!variable.value().isEmpty()) {
                defaults.add(variable);
            } else if (!isSet(given, variable.name())) {
                throw failed(prefix + "missing value for variable \"" + variable.name() + "\"");
            }
        }
        return defaults;
    }

    private static boolean isSet(List<ExpressionVariable> vars, String name) {
        return vars.stream().anyMatch(v -> v.name().equals(name) && !v.value().isEmpty());
    }

    private static Refused failed(String why) {
        return new Refused(Refusal.internal("failed to inflate Promotion steps: " + why));
    }

    private static PromotionStep with(PromotionStep step, String alias, List<ExpressionVariable> vars) {
        return new PromotionStep(
                step.uses(), null, alias, step.condition(), step.continueOnError(), step.retry(), vars, step.config());
    }
}
