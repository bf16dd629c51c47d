package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.selector.FieldQuery;
import dev.supercargo.kube.apiserver.selector.LabelQuery;
import dev.supercargo.meta.Json;
import java.util.Map;
import java.util.Optional;

/// Which objects of a collection are meant.
public record Selection(LabelQuery labels, FieldQuery fields) {
    /// All of them.
    public static final Selection EVERYTHING = new Selection(LabelQuery.parse(""), FieldQuery.parse(""));

    boolean isEverything() {
        return labels.isEmpty() && fields.isEmpty();
    }

    boolean matches(Map<String, Object> tree, Rules rules) {
        return labels.matches(Json.object(tree, "metadata", "labels"))
                && fields.matches(field -> switch (field) {
                    case "metadata.name", "metadata.namespace" ->
                        Json.text(tree, field.split("\\.")).orElse("");
                    default -> rules.selectable(tree, field);
                });
    }

    Optional<String> exactName() {
        return fields.exact("metadata.name");
    }

    Optional<String> exactNamespace() {
        return fields.exact("metadata.namespace");
    }
}
