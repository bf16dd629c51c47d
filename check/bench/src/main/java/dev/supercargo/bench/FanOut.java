package dev.supercargo.bench;

import dev.supercargo.app.UserError;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One upstream Stage, many Stages that take from it, one piece of Freight after the other.
final class FanOut {
    static final String PROJECT = "fan-out";
    private static final String UPSTREAM = "upstream";

    private final World world;
    private final int stages;
    private final Deliveries deliveries;
    private int rounds;

    FanOut(World world, int stages) {
        this.world = world;
        this.stages = stages;
        this.deliveries = new Deliveries(world, PROJECT);
    }

    /// Creates the Project, its Warehouse and its Stages, and waits until all is calm.
    void prepare() throws InterruptedException {
        deliveries.prepare();
        world.create(Deliveries.stage(PROJECT, UPSTREAM, "direct: true"));
        String manifests = IntStream.rangeClosed(1, stages)
                .mapToObj(i -> Deliveries.stage(PROJECT, name(i), "stages: [" + UPSTREAM + "]"))
                .collect(Collectors.joining("---\n"));
        world.create(manifests);
        world.calm();
    }

    private static String name(int stage) {
        return "stage-%04d".formatted(stage);
    }

    /// Sends one piece of Freight through all Stages, and waits until all is calm.
    Map<String, Object> round() throws InterruptedException {
        WriteCount before = world.writes();
        long processor = processorNanos();
        String freight = deliveries.send();
        awaitEverywhere(freight);
        long spent = processorNanos() - processor;
        WriteCount written = world.calm().since(before);
        return figures(freight, written, spent);
    }

    /// Sends one piece of Freight, and returns its name once the first Stages have got their Promotions.
    String beginRound() throws InterruptedException {
        String freight = deliveries.send();
        World.await(
                "first Promotions", () -> world.sightings().promotions(freight).size() > stages / 10);
        return freight;
    }

    /// Whether a piece of Freight has arrived in all Stages.
    boolean isEverywhere(String freight) {
        List<Sightings.Promoted> promotions = world.sightings().promotions(freight);
        promotions.stream()
                .filter(promotion ->
                        promotion.phase().equals("Failed") || promotion.phase().equals("Errored"))
                .findFirst()
                .ifPresent(promotion -> {
                    throw new UserError("a Promotion to " + promotion.stage() + " is " + promotion.phase());
                });
        return promotions.size() > stages && promotions.stream().allMatch(promotion -> promotion.succeeded() > 0);
    }

    private void awaitEverywhere(String freight) throws InterruptedException {
        World.await("Freight " + freight + " in all Stages", () -> isEverywhere(freight));
    }

    private Map<String, Object> figures(String freight, WriteCount written, long processor) {
        long event = world.sightings().verified(freight, UPSTREAM).orElseThrow();
        List<Sightings.Promoted> reached = world.sightings().promotions(freight).stream()
                .filter(promotion -> !promotion.stage().equals(UPSTREAM))
                .toList();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("bench", "fanout");
        tree.put("round", (long) ++rounds);
        tree.put("stages", (long) stages);
        tree.put(
                "stagesReached",
                reached.stream().map(Sightings.Promoted::stage).distinct().count());
        tree.put("promotions", (long) reached.size() + 1);
        tree.put("secondsToCreated", new Spread(reached.stream().mapToLong(p -> p.created() - event)).tree());
        tree.put("secondsToSucceeded", new Spread(reached.stream().mapToLong(p -> p.succeeded() - event)).tree());
        tree.put("writes", written.total());
        tree.put("writesPerPromotion", Math.round(100.0 * written.total() / (reached.size() + 1)) / 100.0);
        tree.put("revisions", written.revision());
        tree.put("writesBy", written.tree());
        long created =
                reached.stream().mapToLong(Sightings.Promoted::processor).max().orElse(0);
        tree.put(
                "processorSecondsToCreated",
                Spread.seconds(created - world.sightings().processorWhenVerified(freight, UPSTREAM)));
        tree.put("processorSeconds", Spread.seconds(processor));
        tree.putAll(memory());
        return tree;
    }

    /// The heap after a collection, and the threads (of the platform: turns are virtual ones).
    static Map<String, Object> memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("heapMb", Math.round(heap / 1e5) / 10.0);
        tree.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        return tree;
    }

    static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /// Asks for the deletion of the Project.
    void delete() {
        world.client().delete(Kinds.PROJECT, ObjectKey.cluster(PROJECT));
    }

    /// Whether nothing of the Project is left.
    boolean isGone() {
        return world.client().get(Kinds.NAMESPACE, ObjectKey.cluster(PROJECT)).isEmpty();
    }
}
