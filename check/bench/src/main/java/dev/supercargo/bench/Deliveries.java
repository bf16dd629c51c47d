package dev.supercargo.bench;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A Project with a Warehouse into which Freight is put by hand.
final class Deliveries {
    private static final String WAREHOUSE = "source";

    private final World world;
    private final String project;
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    /// When the newest piece is said to have been found: each a second after the one before, for the newest is taken.
    private Instant found = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);

    Deliveries(World world, String project) {
        this.world = world;
        this.project = project;
    }

    /// Creates the Project and its Warehouse.
    void prepare() throws InterruptedException {
        world.project(project);
        world.site().create(project);
        world.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: %s, namespace: %s}
                spec:
                  freightCreationPolicy: Manual
                  interval: 24h
                  subscriptions: [{git: {repoURL: "%s", commitSelectionStrategy: SemVer}}]
                """.formatted(WAREHOUSE, project, url()));
    }

    private String url() {
        return world.site().url(project).toString();
    }

    /// A Stage with one step that does nothing outside.
    static String stage(String project, String name, String sources) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %s, namespace: %s}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: %s}, sources: {%s}}]
                  promotionTemplate:
                    spec:
                      steps:
                        - uses: compose-output
                          as: note
                          config: {freight: "${{ ctx.targetFreight.name }}"}
                """.formatted(name, project, WAREHOUSE, sources);
    }

    /// Puts a new piece of Freight into the Warehouse; returns its name.
    String send() {
        byte[] id = new byte[20];
        random.nextBytes(id);
        found = found.plusSeconds(1);
        String manifest =
                """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Freight
                metadata: {name: any, namespace: %s}
                discoveredAt: "%s"
                origin: {kind: Warehouse, name: %s}
                commits: [{repoURL: "%s", id: "%s"}]
                """.formatted(project, found, WAREHOUSE, url(), HexFormat.of().formatHex(id));
        Map<String, Object> tree = Json.asObject(Yaml.parse(manifest));
        return world.client().create(Kinds.FREIGHT, KubeObject.of(tree)).name();
    }
}
