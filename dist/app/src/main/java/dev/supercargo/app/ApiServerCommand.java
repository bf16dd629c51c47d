package dev.supercargo.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `supercargo apiserver`: the embedded Kubernetes API server alone, without any kind of ours.
@Command(
        name = "apiserver",
        mixinStandardHelpOptions = true,
        description = "Runs the embedded Kubernetes API server alone, for tests of operators.")
final class ApiServerCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--kube-port",
            paramLabel = "PORT",
            defaultValue = "" + LaptopOptions.KUBE_PORT,
            description = "Port, TLS; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int kubePort;

    @Option(names = "--memory", description = "Keep objects in memory only; they are gone when it stops.")
    private boolean memory;

    @Override
    public Integer call() throws InterruptedException {
        ApiServerMain.run(new ApiServerMain.Wish(data, kubePort, memory));
        return 0;
    }
}
