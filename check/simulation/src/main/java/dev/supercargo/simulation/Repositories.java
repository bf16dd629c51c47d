package dev.supercargo.simulation;

import dev.supercargo.controllers.warehouse.Sources;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The git repositories of the world, one for each Warehouse. They can be asked as the real ones are; in
/// a storm they sometimes do not answer.
final class Repositories {
    private static final int SHOWN = 5;

    private final Timeline timeline;
    private final Weather weather;
    private final Chance chance;
    private final Map<String, List<DiscoveredCommit>> commits = new HashMap<>();
    private int count;

    Repositories(Timeline timeline, Weather weather, Chance chance) {
        this.timeline = timeline;
        this.weather = weather;
        this.chance = chance;
    }

    static String url(String warehouse) {
        return "https://git.example.com/" + warehouse + ".git";
    }

    void push(String warehouse) {
        var commit = new DiscoveredCommit(
                Names.sha1("commit " + ++count), "main", "", "change " + count, "", "", timeline.instant());
        commits.computeIfAbsent(url(warehouse), _ -> new ArrayList<>()).addFirst(commit);
    }

    /// The newest commit of a Warehouse's repository.
    Optional<String> newest(String warehouse) {
        return commits.getOrDefault(url(warehouse), List.of()).stream()
                .findFirst()
                .map(DiscoveredCommit::id);
    }

    Sources sources() {
        return new Sources(
                (_, subscription, _) -> {
                    if (weather.storm() && chance.oneIn(10)) {
                        throw new WorldException(new Failure.Transient("git: connection timed out (simulated)"));
                    }
                    String url = subscription.spec().repoURL();
                    List<DiscoveredCommit> all = commits.getOrDefault(url, List.of());
                    return new GitDiscovery(url, all.subList(0, Math.min(SHOWN, all.size())), "", null);
                },
                Optional.empty(),
                Optional.empty());
    }
}
