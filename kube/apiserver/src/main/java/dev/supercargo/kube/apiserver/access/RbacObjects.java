package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.KubeObject;
import java.util.List;

/// The live RBAC objects, as the server's caches hold them.
///
/// [#revision] changes whenever any of the lists may have changed; between two calls that return the same
/// revision the lists are the same, so that an index over them stays valid.
public interface RbacObjects {
    /// A number that changes with every change of any role or binding.
    long revision();

    List<KubeObject> roles();

    List<KubeObject> clusterRoles();

    List<KubeObject> roleBindings();

    List<KubeObject> clusterRoleBindings();
}
