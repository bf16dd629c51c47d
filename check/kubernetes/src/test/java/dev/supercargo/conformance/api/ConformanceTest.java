package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import dev.supercargo.testkit.RealApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The same cases against both servers. Where one behaves otherwise than a case says, the table in
/// `docs/embedded-api-server.md` must say so; where it says so, it must be true.
@Order(RealServer.LATE)
class ConformanceTest {
    private static final int AT_ONCE = 12;

    @TempDir
    private Path folder;

    @Test
    void everyNameIsThereOnce() {
        assertThat(Cases.ALL).extracting(Case::name).doesNotHaveDuplicates();
        assertThat(Cases.ALL).extracting(Case::name).containsAll(Differences.names());
    }

    @TestFactory
    Stream<DynamicTest> embedded() throws Exception {
        Pki pki = Pki.open(folder.resolve("pki"), Instant.now());
        try (Store store = Store.open(folder.resolve("data"));
                ApiServer server =
                        ApiServer.over(store, ApiServerOptions.standard().withPki(pki));
                Api api = Api.at("https://127.0.0.1:" + server.start(0), pki.administrator(Instant.now()))) {
            return judged("embedded", outcomes(api));
        }
    }

    @TestFactory
    Stream<DynamicTest> real() throws Exception {
        try (RealApi real = RealServer.start(folder);
                Api api = Api.at(real.address(), real.administrator())) {
            return judged("real", outcomes(api));
        }
    }

    /// Runs all cases, some at a time: most of their time is waiting.
    private static Map<Case, Optional<Throwable>> outcomes(Api api) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        prepare(api, random);
        var turn = new Semaphore(AT_ONCE);
        Map<Case, Future<Optional<Throwable>>> running = new LinkedHashMap<>();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Case each : Cases.ALL) {
                var own = new Random(random.nextLong());
                running.put(each, tasks.submit(() -> {
                    turn.acquire();
                    try {
                        return outcome(api, each, own);
                    } finally {
                        turn.release();
                    }
                }));
            }
        }
        Map<Case, Optional<Throwable>> outcomes = new LinkedHashMap<>();
        for (var entry : running.entrySet()) {
            outcomes.put(entry.getKey(), result(entry.getValue()));
        }
        return outcomes;
    }

    private static Optional<Throwable> result(Future<Optional<Throwable>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            return Optional.of(java.util.Objects.requireNonNull(e.getCause()));
        }
    }

    private static Optional<Throwable> outcome(Api api, Case each, Random random) throws Exception {
        var room = new Room(api, random);
        try {
            each.body().run(room);
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of(e);
        } finally {
            room.leave();
        }
    }

    private static void prepare(Api api, Random random) throws IOException, InterruptedException {
        var room = new Room(api, random);
        for (String definition : List.of(Definitions.WIDGET, Definitions.GADGET, Definitions.BLOB)) {
            room.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)
                    .is(201);
        }
        for (String plural : List.of("widgets", "blobs")) {
            room.eventually(
                    () -> room.get(Room.GROUP + "/namespaces/{ns}/" + plural).is(200));
        }
        room.eventually(() -> room.get(Room.GROUP + "/gadgets").is(200));
        room.eventually(() -> room.get("/openapi/v3").is(200).contains("apis/conformance.example.test/v1"));
        room.leave();
    }

    private static Stream<DynamicTest> judged(String server, Map<Case, Optional<Throwable>> outcomes) {
        return outcomes.entrySet().stream().map(entry -> {
            String name = entry.getKey().name();
            Optional<Throwable> failure = entry.getValue();
            return DynamicTest.dynamicTest(server + ": " + name, () -> {
                if (Differences.of(server).contains(name)) {
                    assertThat(failure)
                            .as(
                                    "docs/embedded-api-server.md says that the %s server differs in %s; it does not",
                                    server, name)
                            .isPresent();
                } else if (failure.isPresent()) {
                    throw failure.get();
                }
            });
        });
    }
}
