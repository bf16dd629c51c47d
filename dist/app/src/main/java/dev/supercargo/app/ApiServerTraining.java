package dev.supercargo.app;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.NativeLibrary;
import dev.supercargo.kube.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Walks the hot paths of `supercargo apiserver`, so that the JVM can record what its start needs, and which methods
/// its requests run most. Its one argument is a folder in which it leaves SQLite's machine code, unpacked.
final class ApiServerTraining {
    private static final int REQUESTS = 2_000;
    private static final int REQUESTS_BETWEEN_LISTS = 100;
    /// What was not reached by then is not recorded; that only costs speed.
    private static final long MOST_NANOS = 6_000_000_000L;

    private final String configMaps;
    private final HttpClient[] clients;

    private ApiServerTraining(int port, SSLContext tls) {
        this.configMaps = "https://127.0.0.1:" + port + "/api/v1/namespaces/default/configmaps";
        this.clients = Stream.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)
                .map(version ->
                        HttpClient.newBuilder().version(version).sslContext(tls).build())
                .toArray(HttpClient[]::new);
    }

    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        Logs.quiet();
        NativeLibrary.unpack(Path.of(args[0]));
        Path folder = Files.createTempDirectory("supercargo-train-");
        try {
            DataFolder data = new DataFolder(folder).made();
            try (Store store = Store.open(data.store())) { // the first start, which makes everything
                start(store, Pki.open(data.pki(), Instant.now())).close();
            }
            Pki pki = Pki.open(data.pki(), Instant.now());
            try (Store store = Store.open(data.store());
                    ApiServer server = start(store, pki)) {
                OldGeneration.lookAfter();
                new ApiServerTraining(server.start(0), tls(pki)).walk();
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(0);
    }

    private static ApiServer start(Store store, Pki pki) {
        return ApiServer.over(store, ApiServerOptions.standard().withPki(pki));
    }

    private void walk() throws IOException, InterruptedException {
        long end = System.nanoTime() + MOST_NANOS;
        for (int i = 0; i < REQUESTS && System.nanoTime() < end; i++) {
            String name = "train-" + i / 2;
            HttpClient client = clients[i / 2 % clients.length];
            if (i % 2 == 0) {
                send(client, "POST", configMaps, body(name, i));
            } else {
                send(client, "PUT", configMaps + "/" + name, body(name, i));
            }
            if (i % REQUESTS_BETWEEN_LISTS == 0) {
                send(client, "GET", configMaps, "");
                send(client, "GET", configMaps + "?watch=1&timeoutSeconds=1&resourceVersion=1", "");
            }
        }
    }

    private static String body(String name, int value) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                + "\"},\"data\":{\"n\":\"" + value + "\",\"filling\":\"" + "x".repeat(1_000) + "\"}}";
    }

    private static void send(HttpClient client, String method, String address, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static SSLContext tls(Pki pki) throws GeneralSecurityException, IOException {
        Certified administrator = pki.administrator(Instant.now());
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", pki.authority());
        store.setKeyEntry(
                "admin", administrator.key(), new char[0], new X509Certificate[] {administrator.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
