package dev.supercargo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Door;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Crds;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnalysisControllerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Store store = Store.inMemory();
    private final ApiServer server = ApiServer.over(
            store,
            ApiServerOptions.standard()
                    .withBootstrap(Crds.bundled().stream().map(KubeObject::of).toList()));
    private final Kube kube = KubeClient.through(door());
    private final Controller controller = AnalysisController.over(
            kube, new AnalysisController.Settings(new Whose("supercargo", false), 4, false), InstantSource.system());
    private final AtomicInteger asked = new AtomicInteger();
    private Optional<HttpServer> web = Optional.empty();

    private Door door() {
        Identity admin = Identity.administrator("analysis-runner");
        return request -> switch (server.handle(
                ApiRequest.of(request.method(), request.target(), request.headers(), request.body(), admin))) {
            case ApiResponse.Complete answer -> new Door.Answer.Whole(answer.status(), answer.headers(), answer.body());
            case ApiResponse.Stream answer ->
                new Door.Answer.Streaming(answer.status(), answer.headers(), new Pulled(answer.chunks()));
        };
    }

    private record Pulled(ApiResponse.Chunks chunks) implements Door.Chunks {
        @Override
        public byte @Nullable [] next() throws InterruptedException {
            return chunks.next().orElse(null);
        }

        @Override
        public void close() {
            chunks.close();
        }
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            asked.incrementAndGet();
            boolean known = "s3cret".equals(exchange.getRequestHeaders().getFirst("X-Key"));
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
            exchange.close();
        });
        http.start();
        web = Optional.of(http);
        kube.create(
                Kinds.NAMESPACE,
                KubeObject.of(Json.asObject(Yaml.parse("{apiVersion: v1, kind: Namespace, metadata: {name: p}}"))));
        kube.start();
        controller.start();
    }

    @AfterEach
    void stop() {
        controller.close();
        kube.close();
        server.close();
        store.close();
        web.ifPresent(http -> http.stop(0));
    }

    @Test
    void carriesOutWhatIsItsOwn() {
        kube.create(
                Kinds.SECRET,
                KubeObject.of(
                        Json.asObject(
                                Yaml.parse(
                                        "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: p}, stringData: {key: s3cret}}"))));
        run("mine", "supercargo", "");
        run("foreign", "other", "");
        await("it ends").atMost(PATIENCE).until(() -> phase("mine").equals("Successful"));
        Map<String, Object> status = status("mine");
        assertThat(status).containsKeys("startedAt", "completedAt", "metricResults", "runSummary", "dryRunSummary");
        assertThat(Json.at(status, "runSummary", "successful")).contains(1L);
        assertThat(Json.print(status)).doesNotContain("s3cret");
        assertThat(asked).hasValue(1);
        assertThat(status("foreign")).isEmpty();
        assertThat(kube.list(Kinds.EVENT, "p", LabelSelector.EVERYTHING))
                .extracting(event -> Json.text(event.view(), "reason").orElse(""))
                .containsExactlyInAnyOrder("MetricSuccessful", "AnalysisRunSuccessful");
    }

    @Test
    void aMissingSecretEndsTheRunAndItExpires() {
        run("mine", "supercargo", ", ttlStrategy: {secondsAfterCompletion: 1}");
        await("it is told").atMost(PATIENCE).until(() -> phase("mine").equals("Error"));
        assertThat(Json.text(status("mine"), "message"))
                .contains("Unable to resolve metric arguments: secrets \"s\" not found");
        kube.patch(Kinds.ANALYSIS_RUN, new ObjectKey("p", "mine"), Map.of("spec", Map.of("terminate", true)));
        await("it is gone")
                .atMost(PATIENCE)
                .until(() ->
                        kube.get(Kinds.ANALYSIS_RUN, new ObjectKey("p", "mine")).isEmpty());
    }

    @Test
    void terminationIsHeard() {
        kube.create(
                Kinds.SECRET,
                KubeObject.of(
                        Json.asObject(
                                Yaml.parse(
                                        "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: p}, stringData: {key: s3cret}}"))));
        run("mine", "supercargo", ", terminate: false", "interval: 1h, ");
        await("it runs").atMost(PATIENCE).until(() -> phase("mine").equals("Running"));
        kube.patch(Kinds.ANALYSIS_RUN, new ObjectKey("p", "mine"), Map.of("spec", Map.of("terminate", true)));
        await("it ends").atMost(PATIENCE).until(() -> phase("mine").equals("Successful"));
        assertThat(Json.text(status("mine"), "message")).contains("Run Terminated");
    }

    private void run(String name, String instance, String more) {
        run(name, instance, more, "");
    }

    private void run(String name, String instance, String more, String metric) {
        String url = "http://localhost:" + web.orElseThrow().getAddress().getPort() + "/";
        kube.create(
                Kinds.ANALYSIS_RUN,
                KubeObject.of(Json.asObject(
                        Yaml.parse("{apiVersion: argoproj.io/v1alpha1, kind: AnalysisRun, metadata: {name: " + name
                                + ", namespace: p, labels: {argo-rollouts.argoproj.io/controller-instance-id: "
                                + instance
                                + "}}, spec: {args: [{name: key, valueFrom: {secretKeyRef: {name: s, key: key}}}], metrics: [{name:"
                                + " m, " + metric + "provider: {web: {url: '" + url
                                + "', headers: [{key: X-Key, value: '{{args.key}}'}]}}}]" + more + "}}"))));
    }

    private Map<String, Object> status(String run) {
        return kube.get(Kinds.ANALYSIS_RUN, new ObjectKey("p", run))
                .map(found -> Json.object(found.tree(), "status"))
                .orElse(Map.of());
    }

    private String phase(String run) {
        return Json.text(status(run), "phase").orElse("");
    }
}
