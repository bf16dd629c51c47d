package dev.supercargo.bench;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A world in which everything has settled: what is written while nothing happens?
final class Quiet {
    private final World world;
    private final FanOut settled;

    /// @param settled is prepared
    Quiet(World world, FanOut settled) {
        this.world = world;
        this.settled = settled;
    }

    /// Lets one piece of Freight settle everywhere, then looks for so long.
    Map<String, Object> watch(Duration duration) throws InterruptedException {
        settled.round();
        boolean ready = world.isReady(Kinds.PROJECT, ObjectKey.cluster(FanOut.PROJECT));
        WriteCount before = world.writes();
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        WriteCount written = world.writes().since(before);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("bench", "quiet");
        tree.put("seconds", duration.toSeconds());
        tree.put("ready", ready);
        tree.put("writes", written.total());
        tree.put("writesBy", written.tree());
        tree.put("leases", written.leases());
        tree.put("revisions", written.revision());
        tree.putAll(FanOut.memory());
        return tree;
    }
}
