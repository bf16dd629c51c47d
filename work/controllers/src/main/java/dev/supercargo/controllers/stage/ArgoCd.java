package dev.supercargo.controllers.stage;

import dev.supercargo.decisions.health.ArgoApplications;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.util.Map;
import java.util.Optional;

/// Argo CD as Stage turns see it: Applications in a cluster, which may be another one than Kargo's.
///
/// @param kube the cluster with the Applications
/// @param namespace where Applications are that a step names without a namespace
public record ArgoCd(Kube kube, String namespace) {
    /// Reads an Application.
    ArgoApplications.Lookup find(ObjectKey key) {
        try {
            Optional<KubeObject> found = kube.get(Kinds.APPLICATION, key);
            return found.<ArgoApplications.Lookup>map(
                            application -> new ArgoApplications.Lookup.Found(application.view()))
                    .orElseGet(ArgoApplications.Lookup.Missing::new);
        } catch (WorldException e) {
            return new ArgoApplications.Lookup.Failed(e.failure().what());
        }
    }

    /// Has an Application compared anew.
    void refresh(ObjectKey key) {
        kube.patch(
                Kinds.APPLICATION,
                key,
                Map.of("metadata", Map.of("annotations", Map.of("argocd.argoproj.io/refresh", "hard"))));
    }
}
