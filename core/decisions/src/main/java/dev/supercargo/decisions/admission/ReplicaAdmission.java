package dev.supercargo.decisions.admission;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;

/// Secrets and ConfigMaps that are copies of shared ones belong to the management controller (resources.md 8.12).
final class ReplicaAdmission {
    private final AdmissionSettings settings;

    ReplicaAdmission(AdmissionSettings settings) {
        this.settings = settings;
    }

    static boolean concerns(ResourceType type, String subresource) {
        return (type.equals(Kinds.SECRET) || type.equals(Kinds.CONFIG_MAP)) && subresource.isEmpty();
    }

    AdmissionVerdict validate(AdmissionReview review, Lookups lookups) {
        boolean replica = review.object().labels().containsKey(Labels.REPLICATED_FROM)
                || review.old()
                        .filter(old -> old.labels().containsKey(Labels.REPLICATED_FROM))
                        .isPresent();
        if (!replica || mayWrite(review) || !inProject(review, lookups)) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        throw new Refused(Refusal.denied("replicated resources are managed by Kargo and cannot be created, modified, or"
                + " deleted by end users"));
    }

    private boolean mayWrite(AdmissionReview review) {
        boolean deletion = review.operation() == AdmissionReview.Operation.DELETE;
        return settings.isManagementController(review.caller())
                || AdmissionSettings.isClusterAdmin(review.caller())
                || (deletion && AdmissionSettings.isKubernetesCollector(review.caller()));
    }

    private static boolean inProject(AdmissionReview review, Lookups lookups) {
        return lookups.find(Kinds.NAMESPACE, ObjectKey.cluster(review.object().namespace()))
                .filter(namespace -> namespace.labels().containsKey(Labels.PROJECT))
                .isPresent();
    }
}
