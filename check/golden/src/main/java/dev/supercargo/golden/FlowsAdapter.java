package dev.supercargo.golden;

import dev.supercargo.app.DataFolder;
import dev.supercargo.app.Laptop;
import dev.supercargo.app.LaptopOptions;
import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Plays whole flows on laptop mode with real git repositories. Most cases are played at the same time, each in a
/// Project of
/// its own; those that take permissions away from everybody are played alone, at the end.
final class FlowsAdapter implements Adapter {
    /// As the flows were observed: AnalysisRuns are somebody else's business, and commits carry the identity of the
    /// original's installation.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("ANALYSIS_RUNNER", "rollouts", "GITCLIENT_NAME", "Kargo", "GITCLIENT_EMAIL", "no-reply@kargo.io");

    private static final int AT_ONE_TIME = 8;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<String, Future<Verdict>> verdicts = new HashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private Optional<FlowWorld> world = Optional.empty();
    private int number;

    @Override
    public String file() {
        return "flows.json";
    }

    @Override
    public void open(Map<String, Object> file) {
        try {
            Path folder = Files.createTempDirectory("flows");
            running.push(() -> deleted(folder));
            GitHttpServer git =
                    GitHttpServer.start(Files.createDirectories(folder.resolve("git")), 0, Optional.empty(), _ -> {});
            running.push(git);
            git.route("/gate", exchange -> {
                String gate = exchange.getRequestURI().getPath().replaceFirst("^.*/gate/", "");
                boolean passed = open.contains(gate);
                String name = gate.substring(gate.indexOf('/') + 1);
                byte[] body = ("{\"open\":" + passed + ",\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(passed ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            Laptop laptop = Laptop.start(new LaptopOptions(
                    new DataFolder(Files.createDirectories(folder.resolve("data"))), 0, ENVIRONMENT, (_, _, _) -> {}));
            running.push(laptop);
            world = Optional.of(new FlowWorld(laptop.localUser(), git, open));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONE_TIME);
        running.push(threads::shutdownNow);
        for (Object item : Json.list(file, "cases")) {
            if (!takesAway(item)) {
                verdicts.put(Json.text(item, "id").orElse(""), threads.submit(() -> play(Json.asObject(item))));
            }
        }
    }

    private static boolean takesAway(Object testCase) {
        return Json.list(testCase, "given", "actions").stream()
                .anyMatch(action -> Json.at(action, "withdraw").isPresent());
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        String id = Json.text(testCase, "id").orElse("");
        if (!takesAway(testCase)) {
            return verdict(verdicts.get(id));
        }
        for (Future<Verdict> other : verdicts.values()) {
            verdict(other);
        }
        return play(testCase);
    }

    private static Verdict verdict(@org.jspecify.annotations.Nullable Future<Verdict> future)
            throws InterruptedException {
        if (future == null) {
            return Verdict.failed("was not played");
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Verdict.failed(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    private Verdict play(Map<String, Object> testCase) throws Exception {
        String project;
        synchronized (open) {
            project = "f%02d".formatted(++number);
        }
        var flow = new FlowCase(world.orElseThrow(), project, testCase);
        Optional<String> difference = flow.play();
        flow.clear();
        return difference.map(Verdict::failed).orElseGet(Verdict::passed);
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                // The next part is stopped all the same.
                System.err.println("while stopping: " + e);
            }
        }
    }

    private static void deleted(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
