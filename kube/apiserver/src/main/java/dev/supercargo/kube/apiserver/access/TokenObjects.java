package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.KubeObject;
import java.util.Optional;

/// Finds the objects that tokens are about and bound to, as they are now.
@FunctionalInterface
public interface TokenObjects {
    /// The object of a core resource: `serviceaccounts`, `secrets`, `pods`, or `nodes` (namespace `""`).
    Optional<KubeObject> find(String resource, String namespace, String name);
}
