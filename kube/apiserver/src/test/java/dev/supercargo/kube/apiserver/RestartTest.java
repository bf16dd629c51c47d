package dev.supercargo.kube.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that comes back over the same data goes on where it was.
class RestartTest {
    private static final Identity ADMIN = Identity.administrator("admin");
    private static final String WIDGETS = "/apis/demo.example.com/v1/namespaces/default/widgets";

    @TempDir
    Path folder;

    private static ApiServer over(Store store) {
        return ApiServer.over(store, ApiServerOptions.standard().withBootstrap(List.of(ApiServerTest.definition())));
    }

    private static Map<String, Object> send(ApiServer server, String method, String path, String body) {
        var answer = (ApiResponse.Complete) server.handle(ApiRequest.of(
                method,
                path,
                Map.of("content-type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                ADMIN));
        assertThat(answer.status()).isLessThan(300);
        return Json.parseObject(answer.body());
    }

    @Test
    void aWatchResumesFromARevisionOfBeforeTheRestart() throws Exception {
        String seen;
        try (Store store = Store.open(folder);
                ApiServer server = over(store)) {
            seen = Json.text(send(server, "GET", WIDGETS, ""), "metadata", "resourceVersion")
                    .orElseThrow();
            send(
                    server,
                    "POST",
                    WIDGETS,
                    "{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"one\"}}");
        }
        try (Store store = Store.open(folder);
                ApiServer server = over(store)) {
            var stream = (ApiResponse.Stream)
                    server.handle(ApiRequest.get(WIDGETS + "?watch=1&resourceVersion=" + seen, ADMIN));
            try (var chunks = stream.chunks()) {
                String event = new String(chunks.next().orElseThrow(), StandardCharsets.UTF_8);
                assertThat(event).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"one\"");
            }
            assertThat(Json.text(send(server, "GET", WIDGETS + "/one", ""), "metadata", "name"))
                    .hasValue("one");
        }
    }

    @Test
    void startingAgainChangesNothing() {
        var options =
                ApiServerOptions.standard().withControllers(false).withBootstrap(List.of(ApiServerTest.definition()));
        long revision;
        try (Store store = Store.open(folder)) {
            ApiServer.over(store, options).close();
            revision = store.revision();
        }
        try (Store store = Store.open(folder)) {
            ApiServer.over(store, options).close();
            assertThat(store.revision()).isEqualTo(revision);
        }
    }
}
