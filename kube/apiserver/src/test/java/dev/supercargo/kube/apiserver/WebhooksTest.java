package dev.supercargo.kube.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Admission webhooks that are really called, over HTTPS.
class WebhooksTest {
    private static final Identity ADMIN = Identity.administrator("admin");
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    @TempDir
    Path folder;

    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    private HttpsServer hook;
    private Store store;
    private ApiServer server;
    private Pki pki;

    @BeforeEach
    void start() throws Exception {
        pki = Pki.open(folder, Instant.now());
        hook = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.setHttpsConfigurator(new HttpsConfigurator(pki.serverTls(Instant.now())));
        hook.start();
        store = Store.inMemory();
        server = ApiServer.over(store, ApiServerOptions.standard());
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
        hook.stop(0);
    }

    /// Registers a webhook for ConfigMaps that answers as told.
    private void webhook(String kind, Function<Map<String, Object>, Map<String, Object>> answer) {
        String path = "/" + kind;
        hook.createContext(path, exchange -> reply(exchange, answer));
        String url = "https://127.0.0.1:" + hook.getAddress().getPort() + "/" + path; // doubled slashes do no harm
        String bundle = Base64.getEncoder().encodeToString(pki.authorityPem().getBytes(StandardCharsets.UTF_8));
        send(
                201,
                "POST",
                "/apis/admissionregistration.k8s.io/v1/" + kind.toLowerCase(java.util.Locale.ROOT) + "s",
                """
                {"apiVersion":"admissionregistration.k8s.io/v1","kind":"%s","metadata":{"name":"test"},
                 "webhooks":[{"name":"test.example.com","clientConfig":{"url":"%s","caBundle":"%s"},
                  "rules":[{"operations":["*"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}],
                  "sideEffects":"None","admissionReviewVersions":["v1"],
                  "namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"default"}}}]}
                """.formatted(kind, url, bundle));
    }

    private void reply(HttpExchange exchange, Function<Map<String, Object>, Map<String, Object>> answer) {
        try (exchange) {
            Map<String, Object> request =
                    Json.object(Json.parse(exchange.getRequestBody().readAllBytes()), "request");
            asked.add(request);
            var response = new LinkedHashMap<>(answer.apply(request));
            response.put("uid", request.get("uid"));
            byte[] body = Json.bytes(
                    Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "response", response));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiResponse.Complete send(int status, String method, String path, String body) {
        var answer = (ApiResponse.Complete) server.handle(ApiRequest.of(
                method,
                path,
                Map.of("content-type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                ADMIN));
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return answer;
    }

    @Test
    void aMutatingWebhookChangesTheObjectBeforeItIsStored() {
        String patch = "[{\"op\":\"add\",\"path\":\"/data/added\",\"value\":\"by webhook\"}]";
        webhook(
                "MutatingWebhookConfiguration",
                _ -> Map.of(
                        "allowed",
                        true,
                        "patchType",
                        "JSONPatch",
                        "patch",
                        Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8))));
        ApiResponse.Complete created =
                send(201, "POST", CONFIG_MAPS, "{\"metadata\":{\"generateName\":\"c-\"},\"data\":{\"a\":\"1\"}}");
        assertThat(Json.object(Json.parse(created.body()), "data"))
                .containsEntry("a", "1")
                .containsEntry("added", "by webhook");
        Map<String, Object> request = asked.getFirst();
        assertThat(request).doesNotContainKey("name").containsEntry("operation", "CREATE");
        assertThat(Json.text(request, "userInfo", "username")).hasValue("admin");
        assertThat(Json.at(request, "object", "metadata", "uid")).isEmpty();
    }

    @Test
    void aValidatingWebhookRefusesInItsOwnWordsAndWarns() {
        webhook(
                "ValidatingWebhookConfiguration",
                request -> "DELETE".equals(request.get("operation"))
                        ? Map.of(
                                "allowed",
                                false,
                                "status",
                                Map.of("code", 403L, "reason", "Forbidden", "message", "keep it"))
                        : Map.of("allowed", true, "warnings", List.of("think twice")));
        ApiResponse.Complete created = send(201, "POST", CONFIG_MAPS, "{\"metadata\":{\"name\":\"c\"}}");
        assertThat(created.headers().get("Warning")).containsExactly("299 - \"think twice\"");
        ApiResponse.Complete refused = send(403, "DELETE", CONFIG_MAPS + "/c", "");
        assertThat(Json.text(Json.parse(refused.body()), "message"))
                .hasValue("admission webhook \"test.example.com\" denied the request: keep it");
        Map<String, Object> request = asked.getLast();
        assertThat(request.get("object")).isNull();
        assertThat(Json.text(request, "oldObject", "metadata", "name")).hasValue("c");
        send(201, "POST", "/api/v1/namespaces/kube-public/configmaps", "{\"metadata\":{\"name\":\"elsewhere\"}}");
        assertThat(asked).hasSize(2);
    }
}
