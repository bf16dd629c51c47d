package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import dev.supercargo.testkit.RealApi;
import dev.supercargo.testkit.RealKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Replays requests against an API server: the embedded one through either of its doors, or a real one.
final class KubernetesRequests implements Adapter {
    static final String FILE = "kubernetes-requests.json";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// A real server keeps its own pace (its garbage collector learns of new kinds twice a minute, and backs off): what
    /// was recorded of it is so if one of a few tries shows it.
    private static final int TRIES_OF_REAL = 3;

    private final String label;
    private final int tries;
    private final Start start;
    private final Random random = new Random();
    private @Nullable Exchange exchange;

    private KubernetesRequests(String label, int tries, Start start) {
        this.label = label;
        this.tries = tries;
        this.start = start;
    }

    /// How a server is started and reached; closing the exchange ends it.
    private interface Start {
        Exchange exchange() throws IOException, InterruptedException;
    }

    /// The embedded server's door in process.
    static KubernetesRequests inProcess() {
        return new KubernetesRequests(FILE, 1, () -> new InProcessExchange(EmbeddedServer.start()));
    }

    /// The embedded server's door for other processes.
    static KubernetesRequests overTls() {
        return new KubernetesRequests(
                FILE + " (TLS)", 1, () -> EmbeddedServer.start().overTls());
    }

    /// A real kube-apiserver: whether what was recorded is so.
    static KubernetesRequests real(RealKubernetes.Found binaries) {
        return new KubernetesRequests(FILE + " (kube-apiserver)", TRIES_OF_REAL, () -> {
            Path folder = Files.createTempDirectory("golden-kubernetes");
            RealApi api = RealApi.start(binaries.folder(), folder);
            return new TlsExchange(api.address(), api.administrator(), () -> {
                api.close();
                EmbeddedServer.remove(folder);
            });
        });
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public int atOnce() {
        return 8;
    }

    @Override
    public void open(Map<String, Object> file) {
        try {
            exchange = start.exchange();
            var replay = new Replay(exchange, random);
            for (Object definition : Json.list(file, "crds")) {
                define(replay, Json.asObject(definition));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Creates a definition and waits until it is established, served and described.
    private static void define(Replay replay, Map<String, Object> definition) throws InterruptedException {
        String definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        replay.post(definitions, definition);
        String group = Json.text(definition, "spec", "group").orElseThrow();
        String plural = Json.text(definition, "spec", "names", "plural").orElseThrow();
        for (Object version : Json.list(definition, "spec", "versions")) {
            if (!Boolean.TRUE.equals(Json.asObject(version).get("served"))) {
                continue;
            }
            String path = "apis/" + group + "/" + Json.text(version, "name").orElseThrow();
            await(replay, "/" + path + "/" + plural, "\"items\"");
            await(replay, "/openapi/v3/" + path, "/" + plural);
        }
    }

    private static void await(Replay replay, String path, String text) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = replay.get(path);
        while (answer.status() != 200 || !answer.text().contains(text)) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(path + " was answered with " + answer.status() + ": " + answer.text());
            }
            TimeUnit.MILLISECONDS.sleep(50);
            answer = replay.get(path);
        }
    }

    @Override
    public void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Verdict verdict = tried(testCase);
        for (int i = 1; i < tries && verdict instanceof Verdict.Failed; i++) {
            verdict = tried(testCase);
        }
        return verdict;
    }

    private Verdict tried(Map<String, Object> testCase) throws InterruptedException {
        var replay = new Replay(Objects.requireNonNull(exchange), random);
        boolean namespaced = !Boolean.FALSE.equals(testCase.get("namespace"));
        try {
            if (namespaced) {
                replay.post(
                        "/api/v1/namespaces",
                        Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "${ns}")));
            }
            for (Object given : Json.list(testCase, "given")) {
                replay.given(Json.asObject(given));
            }
            return steps(replay, Json.list(testCase, "steps"));
        } finally {
            for (Object path : Json.list(testCase, "cleanup")) {
                replay.delete(String.valueOf(path));
            }
            if (namespaced) {
                replay.delete("/api/v1/namespaces/${ns}");
            }
            replay.close();
        }
    }

    private static Verdict steps(Replay replay, List<Object> steps) throws InterruptedException {
        int number = 0;
        for (Object step : steps) {
            number++;
            Optional<String> difference = replay.step(Json.asObject(step));
            if (difference.isPresent()) {
                return Verdict.failed(
                        "step " + number + " " + Json.text(step, "method").orElse("") + " "
                                + Json.text(step, "path").orElse("") + ": " + difference.get());
            }
        }
        return Verdict.passed();
    }
}
