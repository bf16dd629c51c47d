package dev.supercargo.conformance.api;

import dev.supercargo.kube.apiserver.pki.Certified;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// An API server by its address, with two clients: an administrator by certificate, and somebody without any.
final class Api implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final String address;
    private final HttpClient administrator;
    private final HttpClient nobody;

    private Api(String address, HttpClient administrator, HttpClient nobody) {
        this.address = address;
        this.administrator = administrator;
        this.nobody = nobody;
    }

    static Api at(String address, Certified administrator) {
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setKeyEntry(
                    "admin", administrator.key(), new char[0], new Certificate[] {administrator.certificate()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            SSLContext known = SSLContext.getInstance("TLS");
            known.init(managers.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
            SSLContext unknown = SSLContext.getInstance("TLS");
            unknown.init(null, new TrustManager[] {new Anybody()}, null);
            return new Api(address, client(known), client(unknown));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// The client to use: the administrator's, or one without certificate.
    HttpClient client(boolean known) {
        return known ? administrator : nobody;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    URI socket(String path) {
        return URI.create(address.replace("https:", "wss:") + path);
    }

    @Override
    public void close() {
        administrator.shutdownNow();
        nobody.shutdownNow();
    }

    /// Trusts every server: both are processes of this test, on loopback.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
