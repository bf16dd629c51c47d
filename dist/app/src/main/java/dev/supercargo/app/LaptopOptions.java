package dev.supercargo.app;

/// How laptop mode is to run. Port 0 takes any free one.
public record LaptopOptions(DataFolder data, int kubePort, AnalysisRunner analysis) {
    /// With AnalysisRuns carried out as the environment says.
    public LaptopOptions(DataFolder data, int kubePort) {
        this(data, kubePort, AnalysisRunner.of(System.getenv()));
    }

    /// The Kubernetes API's port unless told otherwise.
    public static final int KUBE_PORT = 16443;

    /// The port of the demo's repositories unless told otherwise.
    public static final int GIT_PORT = 16081;
}
