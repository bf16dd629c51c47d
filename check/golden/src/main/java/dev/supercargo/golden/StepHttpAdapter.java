package dev.supercargo.golden;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.promotion.StepRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// `steps-http.json`: the `http` step against a local server.
final class StepHttpAdapter implements Adapter {
    private static final Set<String> UNTOLD =
            Set.of("Content-Length", "Connection", "Host", "Http2-Settings", "Upgrade", "Transfer-Encoding");

    @Override
    public String file() {
        return "steps-http.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        String kind = Json.text(given, "uses").orElse("");
        Optional<StepRunner> runner = StepBench.runner(StepBench.runners(new ObjectsInMemory(List.of())), kind);
        if (runner.isEmpty()) {
            return Verdict.unsupported(kind);
        }
        Map<String, Object> expect = Json.object(testCase, "expect");
        try (var bench = new StepBench();
                var server = new Routes(Json.list(given, "http"))) {
            bench.layOut(Json.object(given, "files"), Map.of());
            Map<String, Object> config = Json.asObject(server.real(Json.copyOf(given.get("config"))));
            StepAnswer answer = bench.run(runner.get(), config, Map.of());
            Optional<String> difference = bench.difference(expect, answer);
            if (difference.isEmpty()) {
                difference = Difference.first(
                        "retryAfter",
                        Json.text(expect, "retryAfter").orElse(""),
                        answer.checkAgain().map(GoDuration::print).orElse(""));
            }
            if (difference.isEmpty() && expect.containsKey("requests")) {
                difference = Difference.first("requests", wanted(expect), server.seen());
            }
            return difference.map(Verdict::failed).orElseGet(Verdict::passed);
        }
    }

    /// The requests that a case expects; empty headers count as none.
    private static List<Object> wanted(Map<String, Object> expect) {
        var requests = new ArrayList<Object>();
        for (Object request : Json.list(expect, "requests")) {
            Map<String, Object> copy = Json.copy(Json.asObject(request));
            if (Json.object(copy, "headers").isEmpty()) {
                copy.remove("headers");
            }
            requests.add(copy);
        }
        return requests;
    }

    /// A server with the routes of a case, plain and with TLS.
    private static final class Routes implements AutoCloseable {
        private final List<Object> routes;
        private final List<Object> requests = Collections.synchronizedList(new ArrayList<>());
        private final HttpServer plain;
        private @Nullable HttpsServer secure;

        Routes(List<Object> routes) throws IOException {
            this.routes = routes;
            this.plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            begin(plain);
        }

        private void begin(HttpServer server) {
            server.createContext("/", this::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        List<Object> seen() {
            return new ArrayList<>(requests);
        }

        Object real(@Nullable Object tree) throws Exception {
            return switch (tree) {
                case String text -> filled(text);
                case Map<?, ?> map -> {
                    var copy = new LinkedHashMap<String, Object>();
                    for (Map.Entry<?, ?> entry : map.entrySet()) {
                        copy.put(String.valueOf(entry.getKey()), real(entry.getValue()));
                    }
                    yield copy;
                }
                case List<?> list -> {
                    var copy = new ArrayList<Object>();
                    for (Object item : list) {
                        copy.add(real(item));
                    }
                    yield copy;
                }
                case null -> "";
                default -> tree;
            };
        }

        private String filled(String text) throws Exception {
            String host = "127.0.0.1:" + plain.getAddress().getPort();
            String out = text.replace("<server>", "http://" + host).replace("<server-host>", host);
            return out.contains("<tls-server>")
                    ? out.replace(
                            "<tls-server>",
                            "https://127.0.0.1:" + secured().getAddress().getPort())
                    : out;
        }

        private HttpsServer secured() throws Exception {
            if (secure == null) {
                HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
                begin(server);
                secure = server;
            }
            return secure;
        }

        /// A certificate that nobody trusts, made by the JDK's own tool.
        private static SSLContext selfSigned() throws Exception {
            Path store = Files.createTempDirectory("golden-tls-").resolve("keys.p12");
            String tool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            new ProcessBuilder(
                            tool,
                            "-genkeypair",
                            "-alias",
                            "a",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=nobody",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "changeit")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
            Files.delete(store);
            Files.delete(store.getParent());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, "changeit".toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        }

        private void answer(HttpExchange exchange) throws IOException {
            requests.add(told(exchange));
            String path = exchange.getRequestURI().getPath();
            Optional<Object> route = routes.stream()
                    .filter(r -> Json.text(r, "path").orElse("").equals(path))
                    .findFirst();
            if (route.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            pause(Json.at(route.get(), "delayMs").orElse(0L) instanceof Long ms ? ms : 0);
            for (Object header : Json.list(route.get(), "headers")) {
                List<Object> pair = Json.asList(header);
                exchange.getResponseHeaders().add(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)));
            }
            Json.text(route.get(), "redirect")
                    .ifPresent(to -> exchange.getResponseHeaders().add("Location", to));
            byte[] body = body(route.get());
            if (Json.at(route.get(), "gzip").isPresent()) {
                body = packed(body);
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            }
            send(exchange, Json.at(route.get(), "status").orElse(200L) instanceof Long s ? s.intValue() : 200, body);
        }

        private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
            }
            exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        }

        private static void pause(long ms) {
            try {
                Thread.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static Map<String, Object> told(HttpExchange exchange) throws IOException {
            var request = new LinkedHashMap<String, Object>();
            request.put("method", exchange.getRequestMethod());
            request.put("path", exchange.getRequestURI().getPath());
            Optional.ofNullable(exchange.getRequestURI().getRawQuery()).ifPresent(q -> request.put("query", q));
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
            if (!host.startsWith("127.0.0.1")) {
                request.put("host", host);
            }
            var headers = new TreeMap<String, Object>();
            exchange.getRequestHeaders().forEach((written, values) -> {
                String name = shown(written);
                boolean own = (name.equals("User-Agent") && values.contains("supercargo"))
                        || (name.equals("Accept-Encoding") && values.contains("gzip"));
                if (!UNTOLD.contains(name) && !own) {
                    headers.put(name, values.size() == 1 ? values.getFirst() : new ArrayList<Object>(values));
                }
            });
            if (!headers.isEmpty()) {
                request.put("headers", headers);
            }
            try (InputStream in = exchange.getRequestBody()) {
                String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (!body.isEmpty()) {
                    request.put("body", body);
                }
            }
            return request;
        }

        private static String shown(String name) {
            var out = new StringBuilder(name.toLowerCase(Locale.ROOT));
            for (int i = 0; i < out.length(); i++) {
                if (i == 0 || out.charAt(i - 1) == '-') {
                    out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
                }
            }
            return out.toString();
        }

        private static byte[] body(Object route) {
            Object body = Json.at(route, "body").orElse("");
            if (body instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            Optional<String> base64 = Json.text(body, "base64");
            if (base64.isPresent()) {
                return Base64.getDecoder().decode(base64.get());
            }
            int times = Json.at(body, "times").orElse(1L) instanceof Long n ? n.intValue() : 1;
            return Json.text(body, "repeat").orElse("").repeat(times).getBytes(StandardCharsets.UTF_8);
        }

        private static byte[] packed(byte[] body) throws IOException {
            var out = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(body);
            }
            return out.toByteArray();
        }

        @Override
        public void close() {
            plain.stop(0);
            if (secure != null) {
                secure.stop(0);
            }
        }
    }
}
