package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Calls webhooks over HTTPS and reads their answers (kubernetes-api.md 8.4).
final class WebhookClient implements AutoCloseable {
    private static final int MOST_CLIENTS = 32;

    /// One client for each bundle of authorities.
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    /// The webhook could not be asked, or its answer is none; the text is what clients read after `webhook "x": `.
    static final class CallFailed extends Exception {
        private static final long serialVersionUID = 1L;

        CallFailed(String message) {
            super(message);
        }
    }

    /// The `response` of the answer to an AdmissionReview of `request`.
    Map<String, Object> call(Webhook webhook, Map<String, Object> request) throws CallFailed {
        String timeout = "timeout=" + webhook.timeoutSeconds() + "s";
        String base = Json.text(webhook.tree(), "clientConfig", "url").orElseThrow(() -> noServices(webhook));
        URI url = address(base, timeout);
        var review = new LinkedHashMap<String, Object>();
        review.put("kind", "AdmissionReview");
        review.put("apiVersion", "admission.k8s.io/v1");
        review.put("request", request);
        HttpRequest post = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(webhook.timeoutSeconds()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, */*")
                .header("User-Agent", "kube-apiserver-admission")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(review)))
                .build();
        return response(Json.text(request, "uid").orElse(""), send(webhook, post));
    }

    /// The address as a cluster asks for it: doubled and trailing slashes are taken out of the path (frameworks for
    /// tests write such).
    static URI address(String base, String query) {
        URI url = URI.create(base);
        var path = new StringBuilder();
        for (String part : url.normalize().getRawPath().split("/+", -1)) {
            if (!part.isEmpty()) {
                path.append('/').append(part);
            }
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path + "?" + query);
    }

    private static CallFailed noServices(Webhook webhook) {
        String name =
                Json.text(webhook.tree(), "clientConfig", "service", "name").orElse("");
        return new CallFailed("failed to call webhook: service \"" + name
                + "\" cannot be reached: this server runs no services; use clientConfig.url");
    }

    private byte[] send(Webhook webhook, HttpRequest post) throws CallFailed {
        String what = "failed to call webhook: Post \"" + post.uri() + "\": ";
        try {
            HttpResponse<byte[]> answer = client(webhook).send(post, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 400) {
                throw new CallFailed("failed to call webhook: an error on the server (\"unknown\") has prevented the"
                        + " request from succeeding");
            }
            return answer.body();
        } catch (HttpTimeoutException _) {
            throw new CallFailed(what + "context deadline exceeded");
        } catch (ConnectException _) {
            throw new CallFailed(what + "dial tcp " + address(post.uri()) + ": connect: connection refused");
        } catch (IOException e) {
            throw new CallFailed(what + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CallFailed(what + "interrupted");
        } catch (GeneralSecurityException e) {
            throw new CallFailed("failed to call webhook: the caBundle cannot be used: " + e.getMessage());
        }
    }

    private static String address(URI url) {
        int port = url.getPort() < 0 ? 443 : url.getPort();
        try {
            return InetAddress.getByName(url.getHost()).getHostAddress() + ":" + port;
        } catch (UnknownHostException _) {
            return url.getHost() + ":" + port;
        }
    }

    private HttpClient client(Webhook webhook) throws GeneralSecurityException, IOException {
        String bundle = Json.text(webhook.tree(), "clientConfig", "caBundle").orElse("");
        HttpClient known = clients.get(bundle);
        if (known != null) {
            return known;
        }
        if (clients.size() > MOST_CLIENTS) {
            clients.clear();
        }
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (!bundle.isEmpty()) {
            builder.sslContext(trusting(Base64.getMimeDecoder().decode(bundle)));
        }
        HttpClient made = builder.build();
        clients.put(bundle, made);
        return made;
    }

    private static SSLContext trusting(byte[] pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Map<String, Object> response(String uid, byte[] body) throws CallFailed {
        String invalid = "received invalid webhook response: ";
        Object tree;
        try {
            tree = Json.parse(body);
        } catch (JsonException e) {
            throw new CallFailed("failed to call webhook: " + e.getMessage());
        }
        String kind = Json.text(tree, "kind").orElse("");
        String version = Json.text(tree, "apiVersion").orElse("");
        if (!kind.equals("AdmissionReview") || !version.equals("admission.k8s.io/v1")) {
            throw new CallFailed(
                    invalid + "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got " + version
                            + ", Kind=" + kind);
        }
        Optional<Object> found = Json.at(tree, "response");
        if (found.isEmpty()) {
            throw new CallFailed(invalid + "webhook response was absent");
        }
        Map<String, Object> response = Json.asObject(found.get());
        String given = Json.text(response, "uid").orElse("");
        if (!given.equals(uid)) {
            throw new CallFailed(invalid + "expected response.uid=\"" + uid + "\", got \"" + given + "\"");
        }
        boolean patch = !isEmpty(response.get("patch"));
        boolean patchType = !isEmpty(response.get("patchType"));
        if (patch != patchType) {
            throw new CallFailed(
                    patch
                            ? invalid + "webhook returned response.patch but not response.patchType"
                            : invalid + "webhook returned response.patchType but not response.patch");
        }
        return response;
    }

    private static boolean isEmpty(@Nullable Object text) {
        return Objects.toString(text, "").isEmpty();
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }
}
