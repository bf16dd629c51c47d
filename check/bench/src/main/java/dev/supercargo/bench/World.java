package dev.supercargo.bench;

import dev.supercargo.app.DataFolder;
import dev.supercargo.app.Laptop;
import dev.supercargo.app.LaptopOptions;
import dev.supercargo.app.UserError;
import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A laptop in this process on a folder of its own, a repository server beside it, and a client over TLS that sees
/// what a user would see.
final class World implements AutoCloseable {
    /// How long anything may take before the bench gives up.
    static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final Duration CALM = Duration.ofMillis(1_500);
    private static final Map<String, String> ENVIRONMENT = Map.of("ALLOW_CREDENTIALS_OVER_HTTP", "true");

    private final Path folder;
    private final GitHttpServer site;
    private final Laptop laptop;
    private final Kube client;
    private final Sightings sightings;
    private final Metrics metrics;

    private World(Path folder, GitHttpServer site, Laptop laptop) throws InterruptedException {
        this.folder = folder;
        this.site = site;
        this.laptop = laptop;
        this.client = KubeClient.of(laptop.data().kubeconfig());
        this.sightings = new Sightings(client);
        this.metrics = Metrics.of(laptop.data().kubeconfig());
        client.start();
    }

    /// Starts everything; whoever starts it closes it.
    static World start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("supercargo-bench-");
        GitHttpServer site = GitHttpServer.start(folder.resolve("site"), 0, Optional.empty(), _ -> {});
        Laptop laptop = Laptop.start(
                new LaptopOptions(new DataFolder(folder.resolve("data")).made(), 0, ENVIRONMENT, (_, _, _) -> {}));
        return new World(folder, site, laptop);
    }

    /// The client over TLS.
    Kube client() {
        return client;
    }

    Sightings sightings() {
        return sightings;
    }

    GitHttpServer site() {
        return site;
    }

    Path folder() {
        return folder;
    }

    /// What the API server has been asked to write since it began.
    WriteCount writes() {
        return metrics.writes();
    }

    /// Creates the objects of a YAML stream, as the local user.
    void create(String yaml) {
        for (Object document : Yaml.parseAll(yaml)) {
            KubeObject object = KubeObject.of(Json.asObject(document));
            laptop.localUser().create(type(object), object);
        }
    }

    private static ResourceType type(KubeObject object) {
        return Kinds.KARGO.stream()
                .filter(kind -> kind.kind().equals(object.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown kind " + object.kind()));
    }

    /// Creates a Project whose Stages all promote by themselves, and waits until it is ready.
    void project(String name) throws InterruptedException {
        create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: %1$s}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: %1$s, namespace: %1$s}
                spec: {promotionPolicies: [{stageSelector: {name: "glob:*"}, autoPromotionEnabled: true}]}
                """.formatted(name));
        await("Project " + name, () -> isReady(Kinds.PROJECT, ObjectKey.cluster(name)));
    }

    /// Whether the object's condition `Ready` is true.
    boolean isReady(ResourceType type, ObjectKey key) {
        return laptop.localUser().get(type, key).stream()
                .flatMap(object -> Json.list(object.view(), "status", "conditions").stream())
                .anyMatch(c -> Json.text(c, "type").equals(Optional.of("Ready"))
                        && Json.text(c, "status").equals(Optional.of("True")));
    }

    /// Waits until something is so.
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new UserError("gave up after " + PATIENCE + ", waiting for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// Waits until nothing has been written for a while, and returns what was written until then.
    WriteCount calm() throws InterruptedException {
        WriteCount before = writes();
        while (true) {
            TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
            WriteCount now = writes();
            if (now.since(before).total() == 0) {
                return now;
            }
            before = now;
        }
    }

    @Override
    public void close() throws IOException {
        metrics.close();
        client.close();
        laptop.close();
        site.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
