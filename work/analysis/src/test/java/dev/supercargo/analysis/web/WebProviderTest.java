package dev.supercargo.analysis.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.supercargo.decisions.analysis.AnalysisPhase;
import dev.supercargo.decisions.analysis.Measurement;
import dev.supercargo.decisions.analysis.MetricSpec;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebProviderTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        seen.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("X-Test") + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        switch (path) {
            case "/json" -> reply(exchange, 200, "{\"data\":{\"ok\":true,\"n\":0.95}}");
            case "/text" -> reply(exchange, 200, "fine");
            case "/gone" -> reply(exchange, 404, "");
            case "/token" -> reply(exchange, 200, "{\"access_token\":\"t0ken\",\"expires_in\":3600}");
            case "/moved" -> {
                exchange.getResponseHeaders().set("Location", "/json");
                reply(exchange, 302, "");
            }
            case "/slow" -> {
                try {
                    Thread.sleep(30_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            default -> reply(exchange, 500, "");
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void takesTheValueAtThePathAndJudgesIt() throws InterruptedException {
        Measurement seenValue = measure("{jsonPath: '{$.data.n}', url: URL/json}", "result >= 0.9");
        assertThat(seenValue.phase()).isEqualTo(AnalysisPhase.SUCCESSFUL);
        assertThat(seenValue.value()).isEqualTo("0.95");
        assertThat(measure("{jsonPath: '{$.data.n}', url: URL/json}", "result > 1")
                        .phase())
                .isEqualTo(AnalysisPhase.FAILED);
        assertThat(measure("{url: URL/moved}", "result.data.ok").phase()).isEqualTo(AnalysisPhase.SUCCESSFUL);
    }

    @Test
    void aBodyThatIsNoJsonIsText() throws InterruptedException {
        Measurement text = measure("{url: URL/text, jsonPath: '{$.x}'}", "result == 'fine'");
        assertThat(text.phase()).isEqualTo(AnalysisPhase.SUCCESSFUL);
        assertThat(text.value()).isEqualTo("fine");
    }

    @Test
    void sendsWhatItIsToldTo() throws InterruptedException {
        measure(
                "{url: URL/json, method: POST, jsonBody: {a: 1}, headers: [{key: X-Test, value: yes}, {key: Content-Type,"
                        + " value: text/plain}, {key: Host, value: elsewhere}]}",
                "");
        assertThat(seen).containsExactly("POST /json yes application/json null {\"a\":1}");
    }

    @Test
    void asksForATokenOnce() throws InterruptedException {
        String settings =
                "{url: URL/json, authentication: {oauth2: {tokenUrl: URL/token, clientId: me, clientSecret: pst,"
                        + " scopes: [a, b]}}}";
        var provider = new WebProvider(false, InstantSource.system());
        measure(provider, settings, "");
        measure(provider, settings, "");
        assertThat(seen.stream().filter(line -> line.startsWith("POST /token"))).hasSize(1);
        assertThat(seen.getFirst()).endsWith("grant_type=client_credentials&scope=a+b");
        assertThat(seen.getLast()).startsWith("GET /json").contains("Bearer t0ken");
    }

    @Test
    void problemsAreErrorsOfTheMeasurement() throws InterruptedException {
        assertThat(error("{url: URL/gone}")).isEqualTo("received non 2xx response code: 404");
        assertThat(error("{url: URL/json, jsonPath: '{$.nope}'}"))
                .isEqualTo("Could not find JSONPath in body: nope is not found");
        assertThat(error("{url: URL/json, body: x}"))
                .isEqualTo("Body/JSONBody can only be used with POST or PUT WebMetric Method types");
        assertThat(error("{url: URL/json, method: PUT, body: x, jsonBody: {}}"))
                .isEqualTo("use either Body or JSONBody; both cannot exists for WebMetric payload");
        assertThat(error("{url: URL/slow, timeoutSeconds: 1}")).contains("within 1 s");
        assertThat(error("{url: 'http://169.254.169.254/latest'}")).contains("link-local");
        assertThat(error("{url: URL/json, authentication: {oauth2: {tokenUrl: URL/token}}}"))
                .isEqualTo("missing mandatory parameter in metric for OAuth2 setup");
    }

    private String error(String settings) throws InterruptedException {
        Measurement measurement = measure(settings, "");
        assertThat(measurement.phase()).isEqualTo(AnalysisPhase.ERROR);
        return measurement.message();
    }

    private Measurement measure(String settings, String success) throws InterruptedException {
        return measure(new WebProvider(false, InstantSource.system()), settings, success);
    }

    private Measurement measure(WebProvider provider, String settings, String success) throws InterruptedException {
        String url = "http://localhost:" + server.getAddress().getPort();
        Map<String, Object> tree = Json.asObject(Yaml.parse(settings.replace("URL", url)));
        Map<String, Object> metric = success.isEmpty() ? Map.of() : Map.of("successCondition", success);
        return provider.measure(new MetricSpec(metric), tree);
    }
}
