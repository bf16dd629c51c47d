package dev.supercargo.bench;

import dev.supercargo.app.UserError;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Many Warehouses that look at different folders of one repository.
final class ManyWarehouses implements AutoCloseable {
    private static final String PROJECT = "many";
    private static final String REPOSITORY = "monorepo";
    private static final int FILE_BYTES = 256 * 1024;

    private final World world;
    private final int warehouses;
    private final int megabytes;
    private final TrafficMeter meter;
    private final Path clone;
    private int rounds;

    ManyWarehouses(World world, int warehouses, int megabytes) throws IOException {
        this.world = world;
        this.warehouses = warehouses;
        this.megabytes = megabytes;
        this.meter = TrafficMeter.before(world.site().port());
        this.clone = world.folder().resolve("clone");
    }

    private static String name(int warehouse) {
        return "service-%02d".formatted(warehouse);
    }

    /// Makes the repository and the Warehouses; figures of the first look of all of them.
    Map<String, Object> prepare() throws IOException, InterruptedException {
        makeRepository();
        world.project(PROJECT);
        Look look = begin();
        world.create(
                IntStream.rangeClosed(1, warehouses).mapToObj(this::warehouse).collect(Collectors.joining("---\n")));
        Map<String, Object> figures = end(look);
        figures.put("round", "first look, with the clone");
        return figures;
    }

    private String warehouse(int number) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  interval: 24h
                  subscriptions: [{git: {repoURL: "%3$s", branch: main, includePaths: ["%1$s"]}}]
                """.formatted(name(number), PROJECT, meter.url(REPOSITORY));
    }

    /// Random files, for what can be compressed is not large on the wire.
    private void makeRepository() throws IOException, InterruptedException {
        Path bare = world.site().create(REPOSITORY);
        Files.createDirectories(clone);
        git("init", "--quiet", "--initial-branch=main");
        git("remote", "add", "origin", bare.toString());
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        byte[] content = new byte[FILE_BYTES];
        long files = Math.max(warehouses, megabytes * 1024L * 1024L / FILE_BYTES);
        for (int i = 0; i < files; i++) {
            random.nextBytes(content);
            Path folder = Files.createDirectories(clone.resolve(name(i % warehouses + 1)));
            Files.write(folder.resolve("data-" + i), content);
        }
        change("0");
        push("Begin");
    }

    /// One commit that changes a file in each Warehouse's folder; then each Warehouse is asked to look, by its refresh
    /// annotation, as a webhook receiver would do after the push.
    Map<String, Object> round() throws IOException, InterruptedException {
        change(String.valueOf(++rounds));
        push("Change " + rounds);
        Look look = begin();
        String token = Instant.now().toString();
        for (int i = 1; i <= warehouses; i++) {
            world.client()
                    .patch(
                            Kinds.WAREHOUSE,
                            new ObjectKey(PROJECT, name(i)),
                            Map.of("metadata", Map.of("annotations", Map.of("kargo.akuity.io/refresh", token))));
        }
        Map<String, Object> figures = end(look);
        figures.put("round", (long) rounds);
        return figures;
    }

    /// Where things stood when the commit had been pushed.
    private record Look(long began, int freight, TrafficMeter.Reading traffic, WriteCount writes, long processor) {}

    private Look begin() {
        return new Look(
                System.nanoTime(),
                world.sightings().freightCount(),
                meter.read(),
                world.writes(),
                FanOut.processorNanos());
    }

    private Map<String, Object> end(Look look) throws InterruptedException {
        World.await("Freight of all Warehouses", () -> world.sightings().freightCount() >= look.freight() + warehouses);
        long took = world.sightings().newestFreight() - look.began();
        long processor = FanOut.processorNanos() - look.processor();
        WriteCount written = world.calm().since(look.writes());
        TrafficMeter.Reading traffic = meter.read().since(look.traffic());
        var tree = new LinkedHashMap<String, Object>();
        tree.put("bench", "warehouses");
        tree.put("warehouses", (long) warehouses);
        tree.put("megabytes", (long) megabytes);
        tree.put("freight", (long) world.sightings().freightCount() - look.freight());
        tree.put("secondsToLastFreight", Spread.seconds(took));
        tree.put("fetches", traffic.fetches());
        tree.put("listings", traffic.listings());
        tree.put("networkBytes", traffic.bytes());
        tree.put("writes", written.total());
        tree.put("writesBy", written.tree());
        tree.put("processorSeconds", Spread.seconds(processor));
        tree.putAll(FanOut.memory());
        return tree;
    }

    private void change(String content) throws IOException {
        for (int i = 1; i <= warehouses; i++) {
            Files.writeString(Files.createDirectories(clone.resolve(name(i))).resolve("VERSION"), content + "\n");
        }
    }

    private void push(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("commit", "--quiet", "-m", message);
        git("push", "--quiet", "origin", "main");
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                "git",
                                "-c",
                                "user.name=bench",
                                "-c",
                                "user.email=bench@example.com",
                                "-c",
                                "gc.auto=0"),
                        Stream.of(words))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new UserError("git " + words[0] + " failed: " + said);
        }
    }

    @Override
    public void close() {
        meter.close();
    }
}
