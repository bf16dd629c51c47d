package dev.supercargo.kube.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of objects through the in-process door.
class ApiServerTest {
    private static final Identity ADMIN = Identity.administrator("admin");
    private static final String WIDGETS = "/apis/demo.example.com/v1/namespaces/default/widgets";

    private Store store;
    private ApiServer server;

    @BeforeEach
    void start() {
        store = Store.inMemory();
        server = ApiServer.over(store, ApiServerOptions.standard().withBootstrap(List.of(definition())));
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    static KubeObject definition() {
        return KubeObject.of(Json.parseObject("""
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                 "metadata":{"name":"widgets.demo.example.com"},
                 "spec":{"group":"demo.example.com","scope":"Namespaced",
                  "names":{"plural":"widgets","kind":"Widget","shortNames":["wd"]},
                  "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
                   "schema":{"openAPIV3Schema":{"type":"object","properties":{
                     "spec":{"type":"object","properties":{"size":{"type":"integer","default":1}}},
                     "status":{"type":"object","properties":{"phase":{"type":"string"}}}}}}}]}}
                """));
    }

    private Map<String, Object> send(int status, String method, String path, String body) {
        return send(status, method, path, body, "application/json");
    }

    private Map<String, Object> send(int status, String method, String path, String body, String type) {
        ApiResponse answer = server.handle(ApiRequest.of(
                method,
                path,
                Map.of("content-type", List.of(type), "user-agent", List.of("test/1")),
                body.getBytes(StandardCharsets.UTF_8),
                ADMIN));
        var complete = (ApiResponse.Complete) answer;
        String text = new String(complete.body(), StandardCharsets.UTF_8);
        assertThat(complete.status()).as(text).isEqualTo(status);
        return Json.parseObject(text);
    }

    private static String widget(String name, String more) {
        return "{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name + "\"}"
                + more + "}";
    }

    @Test
    void labelsNamespacesWithTheNameThatTheyGot() {
        var created = send(201, "POST", "/api/v1/namespaces", "{\"metadata\":{\"generateName\":\"made-\"}}");
        String name = Json.text(created, "metadata", "name").orElseThrow();
        assertThat(Json.at(created, "metadata", "labels", "kubernetes.io/metadata.name"))
                .hasValue(name);
    }

    @Test
    void keepsObjectsOfDefinitions() {
        var created = send(201, "POST", WIDGETS, widget("one", ",\"spec\":{}"));
        assertThat(Json.at(created, "spec", "size")).hasValue(1L);
        assertThat(Json.at(created, "metadata", "generation")).hasValue(1L);

        send(409, "POST", WIDGETS, widget("one", ""));
        var patched = send(200, "PATCH", WIDGETS + "/one", "{\"spec\":{\"size\":5}}", "application/merge-patch+json");
        assertThat(Json.at(patched, "metadata", "generation")).hasValue(2L);

        var status = send(
                200,
                "PATCH",
                WIDGETS + "/one/status",
                "{\"status\":{\"phase\":\"Up\"},\"spec\":{\"size\":7}}",
                "application/merge-patch+json");
        assertThat(Json.at(status, "spec", "size")).hasValue(5L);
        assertThat(Json.text(status, "status", "phase")).hasValue("Up");

        var list = send(200, "GET", WIDGETS, "");
        assertThat(Json.list(list, "items")).hasSize(1);
        send(200, "DELETE", WIDGETS + "/one", "");
        send(404, "GET", WIDGETS + "/one", "");
    }

    @Test
    void streamsChanges() throws Exception {
        var list = send(200, "GET", WIDGETS, "");
        String version = Json.text(list, "metadata", "resourceVersion").orElseThrow();
        var stream = (ApiResponse.Stream)
                server.handle(ApiRequest.get(WIDGETS + "?watch=true&resourceVersion=" + version, ADMIN));
        try (var chunks = stream.chunks()) {
            send(201, "POST", WIDGETS, widget("two", ""));
            send(200, "DELETE", WIDGETS + "/two", "");
            var text = new StringBuilder();
            while (!text.toString().contains("DELETED")) {
                text.append(new String(chunks.next().orElseThrow(), StandardCharsets.UTF_8));
            }
            List<Map<String, Object>> events =
                    text.toString().lines().map(Json::parseObject).toList();
            assertThat(events).extracting(event -> event.get("type")).containsExactly("ADDED", "DELETED");
        }
    }

    @Test
    void ofConcurrentChangesNoneIsLost() throws Exception {
        send(201, "POST", WIDGETS, widget("counter", ",\"spec\":{\"size\":0}"));
        int writers = 20;
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = Collections.<Callable<Integer>>nCopies(writers, this::countUp);
            for (var one : tasks.invokeAll(all)) {
                assertThat(one.get()).isPositive();
            }
        }
        var counter = send(200, "GET", WIDGETS + "/counter", "");
        assertThat(Json.at(counter, "spec", "size")).hasValue((long) writers);
        assertThat(Json.at(counter, "metadata", "generation")).hasValue(writers + 1L);
    }

    /// Reads, adds one, writes back; again where somebody else was faster. How often it took.
    private int countUp() {
        for (int attempt = 1; ; attempt++) {
            var counter = send(200, "GET", WIDGETS + "/counter", "");
            Json.put(counter, ((Long) Json.at(counter, "spec", "size").orElseThrow()) + 1, "spec", "size");
            ApiResponse answer = server.handle(ApiRequest.of(
                    "PUT",
                    WIDGETS + "/counter",
                    Map.of("content-type", List.of("application/json")),
                    Json.bytes(counter),
                    ADMIN));
            if (answer.status() == 200) {
                return attempt;
            }
            assertThat(answer.status()).isEqualTo(409);
        }
    }

    @Test
    void countsWhatItWasAsked() {
        send(201, "POST", WIDGETS, widget("one", ""));
        var answer = (ApiResponse.Complete) server.handle(ApiRequest.get("/metrics", ADMIN));
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("apiserver_request_total{verb=\"CREATE\",group=\"demo.example.com\",version=\"v1\","
                        + "resource=\"widgets\",subresource=\"\",code=\"201\"} 1\n");
    }

    @Test
    void asksWhoAndWhether() {
        ApiResponse answer = server.handle(ApiRequest.get(WIDGETS, Identity.user("jo", List.of())));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(new String(((ApiResponse.Complete) answer).body(), StandardCharsets.UTF_8))
                .contains("widgets.demo.example.com is forbidden: User \\\"jo\\\" cannot list resource");
    }
}
