package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/// An embedded API server in memory, with keys in a folder that goes with it.
record EmbeddedServer(Path folder, Store store, Pki pki, ApiServer server) implements AutoCloseable {
    static EmbeddedServer start() {
        try {
            Path folder = Files.createTempDirectory("golden-keys");
            Pki pki = Pki.open(folder, Instant.now());
            Store store = Store.inMemory();
            ApiServerOptions options = ApiServerOptions.standard().withPki(pki).withAnonymous(true);
            return new EmbeddedServer(folder, store, pki, ApiServer.over(store, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A way to it over TLS, opened now; closing it ends the server.
    TlsExchange overTls() {
        return new TlsExchange("https://127.0.0.1:" + server.start(0), pki.administrator(Instant.now()), this::close);
    }

    @Override
    public void close() {
        server.close();
        store.close();
        remove(folder);
    }

    /// Removes a folder with all that is in it.
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
