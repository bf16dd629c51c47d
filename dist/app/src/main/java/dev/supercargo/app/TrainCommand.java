package dev.supercargo.app;

import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `supercargo train`: walks the hot paths, in a folder of its own, so that the JVM can record what start-up needs, and
/// which methods a busy pipeline runs most: a few pieces of Freight go through a small fan-out.
@Command(name = "train", hidden = true, description = "Walks the hot paths once, for the start-up cache.")
final class TrainCommand implements Callable<Integer> {
    private static final String PROJECT = "train";
    private static final int STAGES = 15;
    private static final int ROUNDS = 4;
    /// What was not reached by then is not recorded; that only costs speed.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("supercargo-train-");
        try (GitHttpServer site = GitHttpServer.start(folder.resolve("site"), 0, Optional.empty(), _ -> {});
                Laptop laptop = Laptop.start(new LaptopOptions(new DataFolder(folder.resolve("data")).made(), 0, 0));
                Kube overTls = KubeClient.of(laptop.data().kubeconfig())) {
            site.create(PROJECT);
            walk(laptop.localUser(), site.url(PROJECT).toString());
            overTls.list(Kinds.STAGE, "", LabelSelector.EVERYTHING);
            overTls.delete(Kinds.PROJECT, ObjectKey.cluster(PROJECT));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        return 0;
    }

    private static void walk(Kube kube, String repository) throws InterruptedException {
        create(kube, "kind: Project", "metadata: {name: train}");
        await(() -> kube.get(Kinds.PROJECT, ObjectKey.cluster(PROJECT))
                .filter(project -> Json.print(project.view()).contains("Synced"))
                .isPresent());
        String policies = "[{stageSelector: {name: \"glob:*\"}, autoPromotionEnabled: true}]";
        create(
                kube,
                "kind: ProjectConfig",
                "metadata: {name: train, namespace: train}",
                "spec: {promotionPolicies: " + policies + "}");
        String subscription = "[{git: {repoURL: \"" + repository + "\", commitSelectionStrategy: SemVer}}]";
        create(
                kube,
                "kind: Warehouse",
                "metadata: {name: source, namespace: train}",
                "spec: {freightCreationPolicy: Manual, interval: 24h, subscriptions: " + subscription + "}");
        for (int i = 0; i <= STAGES; i++) {
            stage(kube, i == 0 ? "upstream" : "stage-" + i, i == 0 ? "direct: true" : "stages: [upstream]");
        }
        for (int round = 1; round <= ROUNDS; round++) {
            create(
                    kube,
                    "kind: Freight",
                    "metadata: {name: any, namespace: train}",
                    "origin: {kind: Warehouse, name: source}",
                    "discoveredAt: " + Instant.parse("2026-01-01T00:00:00Z").plusSeconds(round),
                    "commits: [{repoURL: \"" + repository + "\", id: \""
                            + String.valueOf(round).repeat(40) + "\"}]");
            long wanted = (STAGES + 1L) * round;
            await(() -> kube.list(Kinds.PROMOTION, PROJECT, LabelSelector.EVERYTHING).stream()
                            .filter(promotion -> Json.text(promotion.view(), "status", "phase")
                                    .equals(Optional.of("Succeeded")))
                            .count()
                    >= wanted);
        }
    }

    private static void stage(Kube kube, String name, String sources) {
        create(
                kube,
                "kind: Stage",
                "metadata: {name: " + name + ", namespace: train}",
                "spec:",
                "  requestedFreight: [{origin: {kind: Warehouse, name: source}, sources: {" + sources + "}}]",
                "  promotionTemplate:",
                "    spec: {steps: [{uses: compose-output, config: {freight: \"${{ ctx.targetFreight.name }}\"}}]}");
    }

    private static void create(Kube kube, String... lines) {
        String manifest = "apiVersion: kargo.akuity.io/v1alpha1\n" + String.join("\n", lines);
        Map<String, Object> tree = Json.asObject(Yaml.parse(manifest));
        KubeObject object = KubeObject.of(tree);
        Kinds.KARGO.stream()
                .filter(kind -> kind.kind().equals(object.kind()))
                .forEach(kind -> kube.create(kind, object));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
