package dev.supercargo.decisions.admission;

import dev.supercargo.model.GenericAction;
import dev.supercargo.model.GenericReceiver;
import dev.supercargo.model.TargetCriteria;
import dev.supercargo.model.WebhookReceiverConfig;
import dev.supercargo.model.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Webhook receivers of ProjectConfig and ClusterConfig (resources.md 8.8).
final class ReceiverRules {
    private static final String PATH = "spec.webhookReceivers";

    private ReceiverRules() {}

    static List<FieldProblem> problems(List<WebhookReceiverConfig> receivers) {
        var problems = new ArrayList<FieldProblem>();
        names(receivers, problems);
        for (int i = 0; i < receivers.size(); i++) {
            List<String> types = types(receivers.get(i));
            if (types.size() > 1) {
                problems.add(FieldProblem.forbidden(
                        PATH + "[" + i + "]",
                        "cannot define a receiver that is of more than one type, found " + types.size() + ": ["
                                + String.join(" ", types) + "]"));
            }
        }
        for (int i = 0; i < receivers.size(); i++) {
            generic(PATH + "[" + i + "].generic", receivers.get(i).generic(), problems);
        }
        return problems;
    }

    private static void names(List<WebhookReceiverConfig> receivers, List<FieldProblem> problems) {
        var holders = new HashMap<String, Integer>();
        for (int i = 0; i < receivers.size(); i++) {
            String name = receivers.get(i).name();
            Integer holder = holders.putIfAbsent(name, i);
            if (holder != null) {
                problems.add(FieldProblem.invalid(
                        PATH + "[" + i + "].name",
                        name,
                        "webhook receiver name already defined at " + PATH + "[" + holder + "]"));
            }
        }
    }

    /// The names of the type blocks. QUIRK: `harbor` is not counted.
    private static List<String> types(WebhookReceiverConfig receiver) {
        var blocks = new LinkedHashMap<String, Boolean>();
        blocks.put("Bitbucket", receiver.bitbucket() != null);
        blocks.put("DockerHub", receiver.dockerhub() != null);
        blocks.put("GitHub", receiver.github() != null);
        blocks.put("GitLab", receiver.gitlab() != null);
        blocks.put("Quay", receiver.quay() != null);
        blocks.put("Artifactory", receiver.artifactory() != null);
        blocks.put("Azure", receiver.azure() != null);
        blocks.put("Gitea", receiver.gitea() != null);
        blocks.put("Generic", receiver.generic() != null);
        return blocks.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void generic(String path, @Nullable GenericReceiver receiver, List<FieldProblem> problems) {
        if (receiver == null || receiver.actions() == null) {
            return;
        }
        for (int a = 0; a < receiver.actions().size(); a++) {
            GenericAction action = receiver.actions().get(a);
            List<TargetCriteria> targets =
                    action.targetSelectionCriteria() == null ? List.of() : action.targetSelectionCriteria();
            for (int t = 0; t < targets.size(); t++) {
                if (selectsNothing(targets.get(t))) {
                    problems.add(FieldProblem.invalid(
                            path + ".actions[" + a + "].targetSelectionCriteria[" + t + "]",
                            Wire.write(targets.get(t)),
                            "at least one of name, labelSelector, or indexSelector must be specified for target"));
                }
            }
        }
    }

    private static boolean selectsNothing(TargetCriteria target) {
        return target.name().isEmpty()
                && target.labelSelector().matchLabels().isEmpty()
                && target.labelSelector().matchExpressions().isEmpty()
                && target.indexSelector().matchIndices().isEmpty();
    }
}
