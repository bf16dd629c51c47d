package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Conditions as they stand in `status.conditions` of the server's own kinds.
public final class Conditions {
    private Conditions() {}

    /// Reads a list of trees.
    public static List<Condition> read(List<Object> trees) {
        return trees.stream()
                .map(tree -> new Condition(
                        Json.text(tree, "type").orElse(""),
                        Json.text(tree, "status").orElse("Unknown"),
                        Json.text(tree, "reason").orElse(""),
                        Json.text(tree, "message").orElse(""),
                        Json.text(tree, "lastTransitionTime")
                                .flatMap(KubeObject::instant)
                                .orElse(Instant.EPOCH),
                        0))
                .toList();
    }

    /// Makes a list of trees.
    public static List<Object> trees(List<Condition> conditions) {
        var trees = new ArrayList<Object>();
        for (Condition condition : conditions) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("type", condition.type());
            tree.put("status", condition.status());
            tree.put("lastTransitionTime", condition.lastTransitionTime().toString());
            tree.put("reason", condition.reason());
            tree.put("message", condition.message());
            trees.add(tree);
        }
        return trees;
    }
}
