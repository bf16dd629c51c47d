package dev.supercargo.conformance.api;

import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.web.Unverified;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

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
            return new Api(address, client(Unverified.tls(managers.getKeyManagers())), client(Unverified.tls()));
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
}
