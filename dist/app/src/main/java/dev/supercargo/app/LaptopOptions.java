package dev.supercargo.app;

import dev.supercargo.kube.apiserver.access.AccessListener;
import java.util.Map;

/// How laptop mode is to run. A port of 0 takes any free one (`port` is that of the REST API); `environment` holds the
/// settings that come as environment
/// variables; `audit` hears every answer about access.
public record LaptopOptions(
        DataFolder data, int kubePort, int port, Map<String, String> environment, AccessListener audit) {
    /// With the environment of this process, and nobody who listens.
    public LaptopOptions(DataFolder data, int kubePort, int port) {
        this(data, kubePort, port, System.getenv(), (_, _, _) -> {});
    }

    /// With a REST API on any free port.
    public LaptopOptions(DataFolder data, int kubePort, Map<String, String> environment, AccessListener audit) {
        this(data, kubePort, 0, environment, audit);
    }

    public LaptopOptions {
        environment = Map.copyOf(environment);
    }

    /// The Kubernetes API's port unless told otherwise.
    public static final int KUBE_PORT = 16443;

    /// The REST API's port unless told otherwise.
    public static final int PORT = 16080;

    /// The port of the demo's repositories unless told otherwise.
    public static final int GIT_PORT = 16081;
}
