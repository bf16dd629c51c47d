package dev.supercargo.access;

/// Where a grant holds.
public sealed interface Scope {
    /// In all namespaces and for cluster-scoped objects.
    record Everywhere() implements Scope {}

    /// In one namespace of the installation; [Component#NAMESPACE] stands for wherever the components live.
    record In(String namespace) implements Scope {
        /// The namespace, where the components live in `home`.
        public String place(String home) {
            return namespace.equals(Component.NAMESPACE) ? home : namespace;
        }
    }

    /// In the namespace of each Project, by a RoleBinding that the management controller makes; `role` is the
    /// ClusterRole that it binds.
    record EachProject(String role) implements Scope {}

    Scope EVERYWHERE = new Everywhere();

    /// Where the components live.
    Scope HOME = new In(Component.NAMESPACE);
}
