package dev.supercargo.app;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
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
        DataFolder folder = new DataFolder(data.toAbsolutePath()).made();
        var stop = new StopSignal();
        try (Store store = memory ? Store.inMemory() : Store.open(folder.store())) {
            Pki pki = Pki.open(folder.pki(), Instant.now());
            try (ApiServer server =
                    ApiServer.over(store, ApiServerOptions.standard().withPki(pki))) {
                String address = "https://127.0.0.1:" + server.start(kubePort);
                Kubeconfig.write(
                        folder.kubeconfig(),
                        Kubeconfig.withCertificate(
                                "supercargo", address, pki.authorityPem(), pki.administrator(Instant.now())));
                Kubeconfig.write(folder.root().resolve("ca.crt"), pki.authorityPem());
                System.out.println("kubeconfig      " + folder.kubeconfig());
                System.out.println("ready " + address);
                System.out.flush();
                stop.await();
            }
        } catch (StoreException | UncheckedIOException e) {
            throw new UserError(
                    e.getMessage() + "; choose another folder with --data DIR or port with --kube-port PORT");
        } finally {
            stop.done();
        }
        return 0;
    }
}
