package dev.supercargo.app.serve;

import dev.supercargo.access.Component;
import dev.supercargo.app.ControlSettings;
import dev.supercargo.kube.client.Cluster;
import java.time.Duration;
import java.util.List;

/// What is to be served, and how.
///
/// @param components in the order in which they start
/// @param cluster where, and as whom
/// @param impersonate whether each component acts as its own account, which the user of the cluster may impersonate
/// @param control how controllers work
/// @param ports where the process listens
/// @param lease how long a Lease holds without being renewed
public record ServeOptions(
        List<Component> components,
        Cluster cluster,
        boolean impersonate,
        ControlSettings control,
        Ports ports,
        Duration lease) {
    /// The ports of the admission webhook, of health and metrics, and of the REST API; 0 takes any free one.
    public record Ports(int webhook, int health, int rest) {
        /// With a REST API on any free port.
        public Ports(int webhook, int health) {
            this(webhook, health, 0);
        }
    }

    public ServeOptions {
        components = List.copyOf(components);
    }

    /// The cluster as a component sees it.
    Cluster clusterFor(Component component) {
        return impersonate ? cluster.as(component.username(control.home())) : cluster;
    }
}
