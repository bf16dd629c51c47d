package dev.supercargo.access;

/// Where a grant holds.
public sealed interface Scope {
    /// In all namespaces and for cluster-scoped objects.
    record Everywhere() implements Scope {}

    /// In one namespace of the installation.
    record In(String namespace) implements Scope {}

    /// In the namespace of each Project, by a RoleBinding that the management controller makes; `role` is the
    /// ClusterRole that it binds.
    record EachProject(String role) implements Scope {}

    Scope EVERYWHERE = new Everywhere();
}
