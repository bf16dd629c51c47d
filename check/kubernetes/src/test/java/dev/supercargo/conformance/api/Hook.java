package dev.supercargo.conformance.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An admission webhook of the suite, on loopback over HTTPS, registered for the Widgets of one room.
final class Hook implements AutoCloseable {
    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    private final HttpsServer server;
    private final String bundle;

    private Hook(HttpsServer server, String bundle) {
        this.server = server;
        this.bundle = bundle;
    }

    /// Opens it; each request is answered by `answer`, whose result is the `response` without uid.
    static Hook open(Path keys, Function<Map<String, Object>, Map<String, Object>> answer) throws IOException {
        Pki pki = Pki.open(keys, Instant.now());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(pki.serverTls(Instant.now())));
        String bundle = Base64.getEncoder().encodeToString(pki.authorityPem().getBytes(StandardCharsets.UTF_8));
        var hook = new Hook(server, bundle);
        server.createContext("/hook", exchange -> hook.reply(exchange, answer));
        server.start();
        return hook;
    }

    private void reply(HttpExchange exchange, Function<Map<String, Object>, Map<String, Object>> answer) {
        try (exchange) {
            Map<String, Object> request =
                    Json.object(Json.parse(exchange.getRequestBody().readAllBytes()), "request");
            asked.add(request);
            var response = new LinkedHashMap<>(answer.apply(request));
            response.putIfAbsent("uid", request.getOrDefault("uid", ""));
            byte[] body = Json.bytes(
                    Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "response", response));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Registers it; `more` are further fields of the webhook. Returns the path of the configuration.
    String register(Room room, boolean mutating, String operations, String more) throws Exception {
        String kind = mutating ? "MutatingWebhookConfiguration" : "ValidatingWebhookConfiguration";
        String path = "/apis/admissionregistration.k8s.io/v1/" + kind.toLowerCase(Locale.ROOT) + "s";
        String name = room.ns + (mutating ? "-m" : "-v");
        room.post(
                        path,
                        "{'metadata':{'name':'" + name + "'},'webhooks':[{'name':'" + name
                                + ".example.test','clientConfig':{'url':'https://127.0.0.1:"
                                + server.getAddress().getPort() + "/hook','caBundle':'" + bundle
                                + "'},'rules':[{'operations':[" + operations
                                + "],'apiGroups':['conformance.example.test'],'apiVersions':['v1'],'resources':['widgets']}],"
                                + "'admissionReviewVersions':['v1'],'namespaceSelector':{'matchLabels':"
                                + "{'kubernetes.io/metadata.name':'{ns}'}}" + more + "}]}")
                .is(201);
        return path + "/" + name;
    }

    List<Map<String, Object>> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
