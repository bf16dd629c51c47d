package dev.supercargo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each bench, tiny, on one laptop: what its figures say that does not depend on the clock.
class BenchTest {
    private static final int STAGES = 25;
    private static final int WAREHOUSES = 3;
    /// Eight, the share of what is written once, and two that only a slow machine sees: that a Promotion is pending
    /// (after two seconds) and that it runs (after 0.3 s).
    private static final double MOST_WRITES = 10.5;

    private static World world;
    private static FanOut fanOut;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        world = World.start();
        fanOut = new FanOut(world, STAGES);
        fanOut.prepare();
    }

    @AfterAll
    static void stop() throws IOException {
        world.close();
    }

    @Test
    void everyStageIsReachedInEachRoundAndThenNothingIsWritten() throws InterruptedException {
        for (long round = 1; round <= 2; round++) {
            Map<String, Object> figures = fanOut.round();
            assertThat(figures.get("round")).isEqualTo(round);
            assertThat(figures.get("stagesReached")).isEqualTo((long) STAGES);
            assertThat(figures.get("promotions")).isEqualTo(STAGES + 1L);
            assertThat(number(figures, "writesPerPromotion")).isBetween(1.0, MOST_WRITES);
            assertThat(Json.same(Json.parseObject(Json.print(figures)), figures))
                    .as("means the same as JSON, where 51.0 is 51: %s", figures)
                    .isTrue();
            assertThat(figures)
                    .containsKeys("secondsToCreated", "secondsToSucceeded", "writes", "writesBy", "heapMb", "threads");
        }
        Map<String, Object> quiet = new Quiet(world, fanOut).watch(Duration.ofSeconds(3));
        assertThat(quiet).containsEntry("writes", 0L).containsEntry("revisions", 0L);
    }

    @Test
    void oneFetchServesAllWarehouses() throws IOException, InterruptedException {
        try (var bench = new ManyWarehouses(world, WAREHOUSES, 1)) {
            List<Map<String, Object>> looks = List.of(bench.prepare(), bench.round());
            for (Map<String, Object> figures : looks) {
                assertThat(figures).containsEntry("freight", (long) WAREHOUSES).containsEntry("fetches", 1L);
                assertThat(number(figures, "networkBytes")).isGreaterThan(0);
            }
            assertThat(number(looks.get(1), "networkBytes")).isLessThan(100_000);
        }
    }

    @Test
    void theApiServerIsMeasuredInEveryWay() throws IOException, InterruptedException {
        List<String> supercargo = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.supercargo.app.Main");
        var lines = new ArrayList<Map<String, Object>>();
        var scale = new ApiServerBench.Scale(200, 1_000, List.of(1, 4), 8, 3, 5);
        new ApiServerBench(supercargo, Duration.ofSeconds(1), scale, lines::add).measureEmbedded();
        assertThat(lines)
                .map(line -> line.get("measure"))
                .containsExactly(
                        "startFirst",
                        "startEmpty",
                        "memoryIdle",
                        "memoryFilled",
                        "list",
                        "creates",
                        "updates",
                        "creates",
                        "updates",
                        "creates",
                        "watchLag",
                        "watchLagUnderLoad",
                        "watchLag",
                        "memoryAfterLoad",
                        "memoryFull",
                        "startFilled",
                        "memoryAfterStart");
        for (Map<String, Object> line : lines) {
            assertThat(line).containsEntry("server", "embedded");
            assertThat(Json.same(Json.parseObject(Json.print(line)), line)).isTrue();
            switch (String.valueOf(line.get("measure"))) {
                case "creates", "updates" -> {
                    assertThat(line).containsEntry("failed", 0L).containsKeys("writers", "p50Ms", "p99Ms");
                    assertThat(number(line, "perSecond")).isPositive();
                }
                case "watchLag", "watchLagUnderLoad" ->
                    assertThat(line).containsEntry("missed", 0L).containsKeys("watchers", "writesPerSecond", "p99Ms");
                case "list" -> assertThat(number(line, "bytes")).isGreaterThan(200 * 1_800.0);
                case "startFirst", "startEmpty", "startFilled" ->
                    assertThat(number(line, "seconds")).isPositive();
                default -> assertThat(number(line, "residentMb")).isPositive();
            }
        }
    }

    private static double number(Map<String, Object> figures, String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
