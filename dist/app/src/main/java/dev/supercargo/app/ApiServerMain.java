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
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/// `supercargo apiserver` by the shortest way: whoever tests an operator starts it again and again. Words that are as
/// simple as they are meant to be are read here; all others, `--help` and mistakes, go to [Main].
public final class ApiServerMain {
    private ApiServerMain() {}

    /// What to run: the data folder, the port (0: any free one), whether in memory only.
    record Wish(Path data, int port, boolean memory) {
        /// The wish of a command line that [Main] would read in the same way, or empty where that is for it to judge.
        static Optional<Wish> of(String... args) {
            Optional<Path> data = Optional.empty();
            int port = LaptopOptions.KUBE_PORT;
            boolean memory = false;
            Iterator<String> words = Arrays.stream(args).skip(1).iterator();
            while (words.hasNext()) {
                String word = words.next();
                String value = word.equals("--memory") || !words.hasNext() ? "" : words.next();
                switch (word) {
                    case "--memory" -> memory = true;
                    case "--data" ->
                        data = Optional.of(value)
                                .filter(text -> !text.isEmpty() && !text.startsWith("-"))
                                .map(Path::of);
                    case "--kube-port" -> port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
                    default -> port = -1;
                }
                if (port < 0 || (!word.equals("--memory") && value.isEmpty())) {
                    return Optional.empty();
                }
            }
            int wanted = port;
            boolean forgetful = memory;
            return data.map(folder -> new Wish(folder, wanted, forgetful));
        }
    }

    /// Runs the API server until it is asked to stop. The first word is `apiserver`.
    public static void main(String[] args) throws InterruptedException {
        Optional<Wish> wish = Wish.of(args);
        if (wish.isEmpty()) {
            Main.main(args);
            return;
        }
        Logs.quiet();
        int status = 0;
        try {
            run(wish.get());
        } catch (UserError e) {
            System.err.println("supercargo: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    /// Runs until somebody asks to stop.
    ///
    /// @throws UserError when the folder or the port cannot be had
    static void run(Wish wish) throws InterruptedException {
        DataFolder folder = new DataFolder(wish.data().toAbsolutePath()).made();
        var stop = new StopSignal();
        try (Store store = wish.memory() ? Store.inMemory() : Store.open(folder.store())) {
            Pki pki = Pki.open(folder.pki(), Instant.now());
            try (ApiServer server =
                    ApiServer.over(store, ApiServerOptions.standard().withPki(pki))) {
                String address = "https://127.0.0.1:" + server.start(wish.port());
                Kubeconfig.write(
                        folder.kubeconfig(),
                        Kubeconfig.withCertificate(
                                "supercargo", address, pki.authorityPem(), pki.administrator(Instant.now())));
                Kubeconfig.write(folder.root().resolve("ca.crt"), pki.authorityPem());
                System.out.println("kubeconfig      " + folder.kubeconfig());
                System.out.println("ready " + address);
                System.out.flush();
                OldGeneration.lookAfter();
                stop.await();
            }
        } catch (StoreException | UncheckedIOException e) {
            throw new UserError(
                    e.getMessage() + "; choose another folder with --data DIR or port with --kube-port PORT");
        } finally {
            stop.done();
        }
    }
}
