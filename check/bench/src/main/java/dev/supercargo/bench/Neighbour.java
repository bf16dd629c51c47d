package dev.supercargo.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// A second Project with one Stage: how long its Promotions wait while the first Project is busy.
final class Neighbour {
    private static final String PROJECT = "neighbour";
    private static final String STAGE = "only";

    private final World world;
    private final FanOut busy;
    private final Deliveries deliveries;

    /// @param busy is prepared and calm
    Neighbour(World world, FanOut busy) {
        this.world = world;
        this.busy = busy;
        this.deliveries = new Deliveries(world, PROJECT);
    }

    /// Waits of the neighbour: alone, while a piece of Freight goes through the first Project, and while the first
    /// Project is being deleted.
    List<Map<String, Object>> measure() throws InterruptedException {
        deliveries.prepare();
        world.create(Deliveries.stage(PROJECT, STAGE, "direct: true"));
        world.calm();
        var lines = new ArrayList<Map<String, Object>>();
        int[] left = {3};
        lines.add(waits("alone", () -> left[0]-- <= 0));
        String freight = busy.beginRound();
        lines.add(waits("while the other Project is in full swing", () -> busy.isEverywhere(freight)));
        world.calm();
        busy.delete();
        lines.add(waits("while the other Project is being deleted", busy::isGone));
        return lines;
    }

    /// Sends one piece of Freight after the other until something is over, at least one.
    private Map<String, Object> waits(String when, BooleanSupplier over) throws InterruptedException {
        long began = System.nanoTime();
        var sent = new ArrayList<String>();
        do {
            String freight = deliveries.send();
            sent.add(freight);
            World.await("Freight of the neighbour", () -> promotion(freight).succeeded() > 0);
        } while (!over.getAsBoolean());
        var tree = new LinkedHashMap<String, Object>();
        tree.put("bench", "neighbour");
        tree.put("when", when);
        tree.put("lasted", Spread.seconds(System.nanoTime() - began));
        tree.put("promotions", (long) sent.size());
        tree.put(
                "secondsToCreated",
                new Spread(sent.stream().mapToLong(f -> promotion(f).created() - appeared(f))).tree());
        tree.put(
                "secondsToSucceeded",
                new Spread(sent.stream().mapToLong(f -> promotion(f).succeeded() - appeared(f))).tree());
        return tree;
    }

    private Sightings.Promoted promotion(String freight) {
        return world.sightings().promotions(freight).stream()
                .findFirst()
                .orElseGet(() -> new Sightings.Promoted(STAGE, 0, 0, 0, ""));
    }

    private long appeared(String freight) {
        OptionalLong at = world.sightings().appeared(freight);
        return at.orElseThrow();
    }
}
