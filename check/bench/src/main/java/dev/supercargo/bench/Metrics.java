package dev.supercargo.bench;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Reads the API server's own counts, over TLS.
final class Metrics implements AutoCloseable {
    private final HttpClient http;
    private final URI address;

    private Metrics(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    /// Asks a server, as the user of a kubeconfig.
    static Metrics of(Path kubeconfig) {
        try {
            String server = Json.text(config(kubeconfig, "clusters"), "cluster", "server")
                    .orElseThrow();
            HttpClient http =
                    HttpClient.newBuilder().sslContext(tls(kubeconfig)).build();
            return new Metrics(http, URI.create(server + "/metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the kubeconfig holds keys that Java cannot read", e);
        }
    }

    /// What has been written since the server began.
    WriteCount writes() {
        try {
            var request = HttpRequest.newBuilder(address).build();
            return WriteCount.of(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Object config(Path kubeconfig, String list) throws IOException {
        return Json.list(Yaml.parse(Files.readString(kubeconfig)), list).getFirst();
    }

    private static SSLContext tls(Path kubeconfig) throws IOException, GeneralSecurityException {
        Object user = config(kubeconfig, "users");
        Object cluster = config(kubeconfig, "clusters");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        var certificates = CertificateFactory.getInstance("X.509");
        Certificate[] own = certificates
                .generateCertificates(new ByteArrayInputStream(data(user, "user", "client-certificate-data")))
                .toArray(Certificate[]::new);
        keys.setKeyEntry("client", key(data(user, "user", "client-key-data"), own[0]), new char[0], own);
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority",
                certificates.generateCertificate(
                        new ByteArrayInputStream(data(cluster, "cluster", "certificate-authority-data"))));
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        return context;
    }

    private static byte[] data(Object tree, String... path) {
        return Base64.getDecoder().decode(Json.text(tree, path).orElseThrow());
    }

    private static PrivateKey key(byte[] pem, Certificate certificate) throws GeneralSecurityException {
        String text = new String(pem, StandardCharsets.US_ASCII)
                .replaceAll("-----[A-Z ]+-----", "")
                .replaceAll("\\s", "");
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
