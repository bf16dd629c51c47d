package dev.supercargo.app;

import dev.supercargo.access.Component;
import dev.supercargo.controllers.management.Management;
import dev.supercargo.controllers.management.ManagementSettings;
import dev.supercargo.kube.client.Kube;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every controller, wired in plain sight. The same on a laptop and in a cluster.
final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private ControlPlane() {}

    /// Makes and starts all controllers; `as` gives a client with the rights of a component.
    static ControlPlane start(Function<Component, Kube> as, DataFolder data, Clock clock) throws InterruptedException {
        var plane = new ControlPlane();
        try {
            plane.startManagement(as.apply(Component.MANAGEMENT), clock);
            return plane;
        } catch (RuntimeException | InterruptedException e) {
            plane.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T stopLater(T part) {
        running.push(part);
        return part;
    }

    private void startManagement(Kube kube, Clock clock) throws InterruptedException {
        stopLater(kube);
        ManagementSettings settings = ManagementSettings.in(Component.NAMESPACE, "");
        Management management = stopLater(new Management(kube, settings, clock));
        kube.start();
        management.start();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
    }
}
