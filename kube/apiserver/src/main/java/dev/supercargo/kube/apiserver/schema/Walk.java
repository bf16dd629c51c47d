package dev.supercargo.kube.apiserver.schema;

import java.util.function.Predicate;

/// Questions about all nodes of a schema without references.
final class Walk {
    private Walk() {}

    static boolean anyNode(StructuralSchema node, Predicate<StructuralSchema> question) {
        if (question.test(node)) {
            return true;
        }
        for (StructuralSchema child : node.properties().values()) {
            if (anyNode(child, question)) {
                return true;
            }
        }
        return (node.items() != StructuralSchema.any() && anyNode(node.items(), question))
                || node.additionalProperties()
                        .filter(child -> child != StructuralSchema.any() && anyNode(child, question))
                        .isPresent();
    }
}
