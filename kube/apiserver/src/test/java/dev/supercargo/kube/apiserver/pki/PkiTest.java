package dev.supercargo.kube.apiserver.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiTest {
    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    @Test
    void keysAreMadeOnceAndOnlyTheirOwnerMayReadThem() throws IOException {
        Pki pki = Pki.open(folder, now);
        var server = pki.server(now).certificate();
        var tokenKey = pki.tokenKey();
        Pki again = Pki.open(folder, now);
        assertThat(again.authority()).isEqualTo(pki.authority());
        assertThat(again.server(now).certificate()).isEqualTo(server);
        assertThat(again.tokenKey().getPublic()).isEqualTo(tokenKey.getPublic());
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void certificatesAreRenewedBeforeTheyEnd() {
        Pki pki = Pki.open(folder, now);
        var first = pki.server(now).certificate();
        assertThat(pki.server(now.plus(Duration.ofDays(300))).certificate()).isEqualTo(first);
        assertThat(pki.server(now.plus(Duration.ofDays(340))).certificate()).isNotEqualTo(first);
    }

    @Test
    void clientsThatTrustTheAuthorityReachTheServerByItsNames() throws Exception {
        Pki pki = Pki.open(folder, now);
        try (var server = (SSLServerSocket)
                        pki.serverTls(now).getServerSocketFactory().createServerSocket(0, 1);
                var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String name : new String[] {"127.0.0.1", "localhost"}) {
                var served = tasks.submit(() -> {
                    try (var socket = server.accept()) {
                        socket.getOutputStream().write(7);
                        return true;
                    }
                });
                try (var client =
                        (SSLSocket) trusting(pki).getSocketFactory().createSocket(name, server.getLocalPort())) {
                    var parameters = client.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    client.setSSLParameters(parameters);
                    assertThat(client.getInputStream().read()).isEqualTo(7);
                }
                assertThat(served.get()).isTrue();
            }
        }
    }

    private static SSLContext trusting(Pki pki) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", pki.authority());
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void kubeconfigIsCompleteAndPrivate() throws IOException {
        Pki pki = Pki.open(folder, now);
        Path file = folder.resolve("deep/config");
        String text = Kubeconfig.withCertificate(
                "laptop", "https://127.0.0.1:6443", pki.authorityPem(), pki.administrator(now));
        Kubeconfig.write(file, text);
        Kubeconfig.write(file, text);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Object tree = Yaml.parse(Files.readString(file));
        assertThat(Json.text(tree, "current-context")).contains("laptop");
        assertThat(Json.text(Json.list(tree, "users").getFirst(), "user", "client-key-data"))
                .isPresent();
        assertThat(Json.text(Json.list(tree, "clusters").getFirst(), "cluster", "server"))
                .contains("https://127.0.0.1:6443");
        try (var files = Files.list(folder.resolve("deep"))) {
            assertThat(files).hasSize(1);
        }
    }
}
