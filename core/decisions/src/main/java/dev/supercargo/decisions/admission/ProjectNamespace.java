package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.List;
import java.util.Optional;

/// Whether a namespace is that of a Project (resources.md 8.1).
final class ProjectNamespace {
    private ProjectNamespace() {}

    static boolean isLabelled(KubeObject namespace) {
        return "true".equals(namespace.labels().get(Labels.PROJECT));
    }

    /// What is wrong with the namespace of a new object; none where it is a Project's.
    static List<FieldProblem> problems(AdmissionReview review, Lookups lookups) {
        if (!review.isCreate()) {
            return List.of();
        }
        String name = review.object().namespace();
        Optional<KubeObject> namespace =
                name.isEmpty() ? Optional.empty() : lookups.find(Kinds.NAMESPACE, ObjectKey.cluster(name));
        if (namespace.isEmpty()) {
            throw new Refused(Refusal.notFound(Kinds.NAMESPACE, name));
        }
        return isLabelled(namespace.get())
                ? List.of()
                : List.of(FieldProblem.invalid(
                        "metadata.namespace", name, "namespace \"" + name + "\" is not a project"));
    }
}
