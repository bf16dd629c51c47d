package dev.supercargo.app;

import dev.supercargo.access.Component;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.RequestWatch;

/// Makes clients with the rights of a component.
@FunctionalInterface
public interface Clients {
    /// A client whose requests somebody watches, for the caller to close.
    Kube as(Component component, RequestWatch watch);
}
