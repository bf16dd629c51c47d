package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Project (resources.md 8.3): its namespace and the first RoleBinding in it are made at once, so that what follows the
/// Project in a manifest can be created without waiting.
final class ProjectAdmission implements KindRules {
    private final AdmissionSettings settings;

    ProjectAdmission(AdmissionSettings settings) {
        this.settings = settings;
    }

    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (!review.isCreate() || review.dryRun()) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        String project = review.object().name();
        Optional<KubeObject> namespace = lookups.find(Kinds.NAMESPACE, ObjectKey.cluster(project));
        var first = new ArrayList<FirstObject>();
        if (namespace.isEmpty()) {
            first.add(new FirstObject(Kinds.NAMESPACE, newNamespace(project)));
        } else {
            refuseUnlessAdoptable(review, namespace.get());
        }
        first.add(new FirstObject(Kinds.ROLE_BINDING, adminBinding(project)));
        return new AdmissionVerdict.Accepted(review.object(), List.of(), first, List.of());
    }

    private static void refuseUnlessAdoptable(AdmissionReview review, KubeObject namespace) {
        String name = namespace.name();
        String prefix = "failed to initialize Project \"" + name + "\" because namespace \"" + name + "\" ";
        if (!ProjectNamespace.isLabelled(namespace)) {
            throw new Refused(Refusal.conflict(
                    review.type(), name, prefix + "already exists and is not labeled as a Project namespace"));
        }
        if (namespace.isTerminating()) {
            throw new Refused(Refusal.conflict(
                    review.type(),
                    name,
                    prefix + "is still being terminated; please try again after the namespace has been fully deleted"));
        }
    }

    private static KubeObject newNamespace(String name) {
        Map<String, Object> tree =
                KubeObject.named(Kinds.NAMESPACE, ObjectKey.cluster(name)).tree();
        MetadataEdit.set(tree, "labels", Labels.PROJECT, "true");
        dev.supercargo.meta.Json.put(tree, List.of(Labels.FINALIZER), "metadata", "finalizers");
        return KubeObject.of(tree);
    }

    private KubeObject adminBinding(String namespace) {
        Map<String, Object> tree = KubeObject.named(Kinds.ROLE_BINDING, new ObjectKey(namespace, "kargo-project-admin"))
                .tree();
        tree.put("subjects", List.of(account("kargo-api"), account("kargo-admin")));
        tree.put("roleRef", Map.of("apiGroup", Kinds.RBAC_GROUP, "kind", "ClusterRole", "name", "kargo-project-admin"));
        return KubeObject.of(tree);
    }

    private Map<String, Object> account(String name) {
        return Map.of("kind", "ServiceAccount", "name", name, "namespace", settings.kargoNamespace());
    }
}
