package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Replays requests against the embedded server, through its in-process door.
final class KubernetesRequests implements Adapter {
    private static final Identity ADMIN = new Identity(
            "admin",
            "",
            List.of("system:masters", "system:authenticated"),
            Map.of("authentication.kubernetes.io/credential-id", List.of("X509SHA256=0")));

    private final Random random = new Random();
    private final String token = "replay-" + java.util.UUID.randomUUID();
    private int port;
    private @Nullable Store store;
    private @Nullable ApiServer server;
    private @Nullable Path folder;

    @Override
    public String file() {
        return "kubernetes-requests.json";
    }

    @Override
    public void open(Map<String, Object> file) {
        List<KubeObject> definitions = Json.list(file, "crds").stream()
                .map(tree -> KubeObject.of(Json.asObject(tree)))
                .toList();
        store = Store.inMemory();
        try {
            Path keys = Files.createTempDirectory("golden-keys");
            folder = keys;
            server = ApiServer.over(
                    store,
                    ApiServerOptions.standard()
                            .withPki(Pki.open(keys, Instant.now()))
                            .withAnonymous(true)
                            .withTokens(Map.of(token, ADMIN))
                            .withBootstrap(definitions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port of the TLS door, opened when first asked for.
    private synchronized int port() {
        if (port == 0) {
            port = java.util.Objects.requireNonNull(server).start(0);
        }
        return port;
    }

    @Override
    public void close() {
        if (server != null && store != null) {
            server.close();
            store.close();
            remove(folder);
        }
    }

    private static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        var replay = new Replay(java.util.Objects.requireNonNull(server), this::port, token, random);
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
            int number = 0;
            for (Object step : Json.list(testCase, "steps")) {
                number++;
                Optional<String> difference = replay.step(Json.asObject(step));
                if (difference.isPresent()) {
                    return Verdict.failed(
                            "step " + number + " " + Json.text(step, "method").orElse("") + " "
                                    + Json.text(step, "path").orElse("") + ": " + difference.get());
                }
            }
            return Verdict.passed();
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

    /// One answer, with its body as text.
    record Answer(int status, Map<String, List<String>> headers, String text) {
        @Nullable
        Object body() {
            try {
                return text.isEmpty() ? null : Json.parse(text);
            } catch (dev.supercargo.meta.JsonException _) {
                return null;
            }
        }
    }

    /// The run of one case: its variables and open watches.
    private static final class Replay {
        private final ApiServer server;
        private final IntSupplier port;
        private final String token;
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Map<String, GoldenWatch> watches = new LinkedHashMap<>();

        Replay(ApiServer server, IntSupplier port, String token, Random random) {
            this.server = server;
            this.port = port;
            this.token = token;
            var name = new StringBuilder("t-");
            random.ints(6, 'a', 'z' + 1).forEach(name::appendCodePoint);
            variables.put("ns", name.toString());
        }

        void given(Map<String, Object> given) {
            Answer answer =
                    post(Json.text(given, "path").orElseThrow(), java.util.Objects.requireNonNull(given.get("body")));
            if (answer.status() != 201) {
                throw new IllegalStateException("given was answered with " + answer.status() + ": " + answer.text());
            }
            save(given, answer);
        }

        Answer post(String path, Object body) {
            return send("POST", path, Map.of(), Json.print(filled(body)).getBytes(StandardCharsets.UTF_8), ADMIN);
        }

        void delete(String path) {
            send("DELETE", path, Map.of(), new byte[0], ADMIN);
        }

        Optional<String> step(Map<String, Object> step) throws InterruptedException {
            if (step.containsKey("sleep")) {
                double seconds = ((Number) step.getOrDefault("sleep", 0)).doubleValue();
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
                return Optional.empty();
            }
            if (step.containsKey("open")) {
                return Json.object(step, "headers").containsKey("Upgrade") ? openSocket(step) : open(step);
            }
            if (step.containsKey("events")) {
                GoldenWatch watch = watches.get(Json.text(step, "events").orElse(""));
                return watch == null
                        ? Optional.of("no such watch")
                        : watch.compare(Json.asObject(filled(step.get("expect"))));
            }
            double within = step.get("within") instanceof Number n ? n.doubleValue() : 0;
            long deadline = System.nanoTime() + (long) (within * 1e9);
            while (true) {
                Optional<String> difference = attempt(step);
                if (difference.isEmpty() || System.nanoTime() >= deadline) {
                    return difference;
                }
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        private Optional<String> attempt(Map<String, Object> step) {
            Answer answer = send(
                    Json.text(step, "method").orElse("GET"),
                    Json.text(step, "path").orElseThrow(),
                    Json.object(step, "headers"),
                    body(step),
                    step.get("as"));
            save(step, answer);
            Optional<String> first = Expectation.difference(Json.asObject(filled(step.get("expect"))), answer, true);
            boolean asGood = Json.list(step, "alternatives").stream()
                    .anyMatch(other -> Expectation.difference(Json.asObject(filled(other)), answer, false)
                            .isEmpty());
            return asGood ? Optional.empty() : first;
        }

        private Optional<String> open(Map<String, Object> step) {
            ApiResponse answer = server.handle(
                    request("GET", Json.text(step, "path").orElseThrow(), headers(step), new byte[0], ADMIN));
            if (!(answer instanceof ApiResponse.Stream stream)) {
                return Optional.of("no stream but " + answer.status() + " "
                        + new String(((ApiResponse.Complete) answer).body(), StandardCharsets.UTF_8));
            }
            watches.put(Json.text(step, "open").orElse(""), new GoldenWatch(stream.chunks()));
            return Optional.empty();
        }

        /// Over the TLS door, for the one in process has no sockets.
        private Optional<String> openSocket(Map<String, Object> step) throws InterruptedException {
            try {
                var chunks = SocketChunks.open(
                        port.getAsInt(), filledText(Json.text(step, "path").orElseThrow()), token);
                watches.put(Json.text(step, "open").orElse(""), new GoldenWatch(chunks));
                return Optional.empty();
            } catch (ExecutionException e) {
                return Optional.of("no WebSocket: " + e.getCause());
            }
        }

        private static Map<String, Object> headers(Map<String, Object> step) {
            return Json.object(step, "headers");
        }

        private byte[] body(Map<String, Object> step) {
            if (step.containsKey("body")) {
                return Json.print(filled(step.get("body"))).getBytes(StandardCharsets.UTF_8);
            }
            if (step.get("bodyText") instanceof String text) {
                return filledText(text).getBytes(StandardCharsets.UTF_8);
            }
            if (step.get("bodyBase64") instanceof String text) {
                return Base64.getDecoder().decode(text);
            }
            if (step.containsKey("fill")) {
                Map<String, Object> fill = Json.object(step, "fill");
                int times = ((Number) fill.getOrDefault("times", 0L)).intValue();
                return filledText(Json.text(fill, "prefix").orElse("")
                                + Json.text(fill, "unit").orElse("").repeat(times)
                                + Json.text(fill, "suffix").orElse(""))
                        .getBytes(StandardCharsets.UTF_8);
            }
            return new byte[0];
        }

        private Answer send(String method, String path, Map<String, Object> headers, byte[] body, @Nullable Object as) {
            return switch (server.handle(request(method, path, headers, body, as))) {
                case ApiResponse.Complete complete ->
                    new Answer(
                            complete.status(), complete.headers(), new String(complete.body(), StandardCharsets.UTF_8));
                case ApiResponse.Stream stream -> new Answer(stream.status(), stream.headers(), first(stream.chunks()));
            };
        }

        /// The first line of a stream that is read like a whole answer.
        private static String first(ApiResponse.Chunks chunks) {
            try (chunks) {
                return chunks.next()
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                                .lines()
                                .findFirst()
                                .orElse(""))
                        .orElse("");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private ApiRequest request(
                String method, String path, Map<String, Object> wanted, byte[] body, @Nullable Object as) {
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            headers.put("User-Agent", List.of("replay/1.0"));
            headers.put("Accept", List.of("application/json"));
            if (body.length > 0) {
                headers.put("Content-Type", List.of("application/json"));
            }
            wanted.forEach((name, value) -> {
                switch (value) {
                    case null -> headers.remove(name);
                    case List<?> list ->
                        headers.put(
                                name,
                                list.stream()
                                        .map(v -> filledText(String.valueOf(v)))
                                        .toList());
                    default -> headers.put(name, List.of(filledText(String.valueOf(value))));
                }
            });
            ApiRequest.Caller caller = switch (as) {
                case Map<?, ?> token -> {
                    String text = filledText(String.valueOf(token.get("token")));
                    headers.put("Authorization", List.of("Bearer " + text));
                    yield new ApiRequest.Caller.Peer(List.of());
                }
                case String _ -> new ApiRequest.Caller.Peer(List.of());
                case null, default -> new ApiRequest.Caller.Proven(ADMIN);
            };
            String target = filledText(path);
            int mark = target.indexOf('?');
            return new ApiRequest(
                    method,
                    mark < 0 ? target : target.substring(0, mark),
                    mark < 0 ? "" : target.substring(mark + 1),
                    headers,
                    body,
                    caller);
        }

        private void save(Map<String, Object> step, Answer answer) {
            Json.object(step, "save").forEach((variable, from) -> {
                String pointer = String.valueOf(from);
                if (pointer.startsWith("/")) {
                    Object here = answer.body();
                    for (String key : pointer.substring(1).split("/", -1)) {
                        here = switch (here) {
                            case List<?> list
                            when key.matches("\\d+") && Integer.parseInt(key) < list.size() ->
                                list.get(Integer.parseInt(key));
                            case Map<?, ?> map -> map.get(key.replace("~1", "/").replace("~0", "~"));
                            case null, default -> null;
                        };
                    }
                    if (here != null) {
                        variables.put(variable, here instanceof String text ? text : Json.print(here));
                    }
                } else {
                    answer.headers().forEach((name, values) -> {
                        if (name.equalsIgnoreCase(pointer)) {
                            variables.put(variable, values.getFirst());
                        }
                    });
                }
            });
        }

        private @Nullable Object filled(@Nullable Object tree) {
            return switch (tree) {
                case String text -> filledText(text);
                case Map<?, ?> map -> {
                    var copy = new LinkedHashMap<String, Object>();
                    map.forEach((key, value) -> Json.putNullable(copy, filledText(String.valueOf(key)), filled(value)));
                    yield copy;
                }
                case List<?> list -> {
                    var copy = new ArrayList<@Nullable Object>();
                    list.forEach(item -> copy.add(filled(item)));
                    yield copy;
                }
                case null, default -> tree;
            };
        }

        private String filledText(String text) {
            String filled = text;
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
            }
            return filled;
        }

        void close() {
            watches.values().forEach(GoldenWatch::close);
        }
    }
}
