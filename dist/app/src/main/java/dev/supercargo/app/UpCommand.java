package dev.supercargo.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `supercargo up`: laptop mode until stopped.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs laptop mode: API server and controllers in one process, until stopped.")
final class UpCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: in the user's data folder).")
    private @Nullable Path data;

    @Option(
            names = "--kube-port",
            paramLabel = "PORT",
            defaultValue = "" + LaptopOptions.KUBE_PORT,
            description = "Port of the Kubernetes API, TLS; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int kubePort;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + LaptopOptions.PORT,
            description = "Port of the REST API; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data == null ? DataFolder.ofUser("laptop") : new DataFolder(data.toAbsolutePath());
        var stop = new StopSignal();
        try (Laptop laptop = Laptop.start(new LaptopOptions(folder.made(), kubePort, port))) {
            System.out.println("Kubernetes API  " + laptop.address());
            System.out.println("REST API        " + laptop.restAddress());
            System.out.println("kubeconfig      " + folder.kubeconfig());
            System.out.println("ready " + laptop.address());
            System.out.flush();
            stop.await();
        } finally {
            stop.done();
        }
        return 0;
    }
}
