package dev.supercargo.app.demo;

import dev.supercargo.app.Laptop;
import dev.supercargo.app.UserError;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Runs the main job once: manifests, a commit, Freight through every Stage that promotes by itself.
final class Demo {
    /// How long nothing may happen before the demo gives up.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// What the demo is asked for; `examples` is the folder of the manifests, `exit` whether nobody will look at it
    /// afterwards.
    record Options(Path examples, boolean autoProd, Breakage.Wish breaking, boolean exit) {}

    private final Laptop laptop;
    private final DemoRepositories repositories;
    private final DemoSite site;
    private final Options options;
    private final Report report;
    private final InstantSource clock;

    /// A demo on a running laptop whose repositories are served by `site`.
    Demo(
            Laptop laptop,
            DemoRepositories repositories,
            DemoSite site,
            Options options,
            Report report,
            InstantSource clock) {
        this.laptop = laptop;
        this.repositories = repositories;
        this.site = site;
        this.options = options;
        this.report = report;
        this.clock = clock;
    }

    /// Applies, commits, follows; whether every expected Stage holds the commit in the end.
    boolean run() throws InterruptedException {
        Kube kube = laptop.localUser();
        var pipeline = new Pipeline(
                kube.cache(Kinds.STAGE, Function.identity()),
                kube.cache(Kinds.PROMOTION, Function.identity()),
                kube.cache(Kinds.FREIGHT, Function.identity()));
        var changes = new Semaphore(0);
        kube.cache(Kinds.STAGE, Function.<KubeObject>identity()).onChange((_, _, _) -> changes.release());
        kube.cache(Kinds.PROMOTION, Function.<KubeObject>identity()).onChange((_, _, _) -> changes.release());
        kube.cache(Kinds.FREIGHT, Function.<KubeObject>identity()).onChange((_, _, _) -> changes.release());
        laptop.onProblems(changes::release);
        kube.start();
        var breakage = new Breakage(options.breaking(), laptop, report);
        breakage.prepare();
        applyManifests(kube);
        awaitFirstFreight(pipeline);
        Instant start = clock.instant();
        String commit = repositories.commitChange();
        report.say("commit", "committed " + commit.substring(0, 7) + " to " + site.url() + "/app.git");
        refresh(kube);
        return follow(pipeline, breakage, changes, commit, start);
    }

    private void applyManifests(Kube kube) throws InterruptedException {
        new Manifests(options.examples(), "localhost:" + site.port()).apply(kube);
        policyForProduction(kube);
        report.say("applied", "applied the manifests of " + options.examples());
        awaitReady(kube);
    }

    /// Waits until the Freight of what was there before is a second old: of two pieces that are found in the same
    /// second, the name decides which counts as newer.
    private void awaitFirstFreight(Pipeline pipeline) throws InterruptedException {
        Optional<String> head = repositories.branch("app", "main");
        Instant limit = clock.instant().plus(PATIENCE);
        while (head.flatMap(pipeline::freightOf).isEmpty() && clock.instant().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.MILLISECONDS.sleep(1_100);
    }

    /// Production promotes by itself only when asked; a later run without the option takes the policy back.
    private void policyForProduction(Kube kube) {
        if (!options.autoProd()) {
            return;
        }
        var key = new ObjectKey(Pipeline.PROJECT, Pipeline.PROJECT);
        KubeObject config = kube.get(Kinds.PROJECT_CONFIG, key)
                .orElseThrow(() -> new UserError("ProjectConfig " + key + " is missing"));
        var policies = new ArrayList<>(Json.list(config.view(), "spec", "promotionPolicies"));
        policies.add(Map.of("stageSelector", Map.of("name", "production"), "autoPromotionEnabled", true));
        kube.patch(Kinds.PROJECT_CONFIG, key, Map.of("spec", Map.of("promotionPolicies", policies)));
    }

    private void awaitReady(Kube kube) throws InterruptedException {
        Instant limit = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(limit)) {
            Optional<KubeObject> project = kube.get(Kinds.PROJECT, ObjectKey.cluster(Pipeline.PROJECT));
            if (project.filter(Demo::isReady).isPresent()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new UserError("Project " + Pipeline.PROJECT + " did not become ready; look at: kubectl --kubeconfig "
                + laptop.data().kubeconfig() + " describe project " + Pipeline.PROJECT);
    }

    private static boolean isReady(KubeObject object) {
        return Json.list(object.view(), "status", "conditions").stream()
                .anyMatch(c -> Json.text(c, "type").equals(Optional.of("Ready"))
                        && Json.text(c, "status").equals(Optional.of("True")));
    }

    /// Asks the Warehouse to look now, as a webhook receiver would after a push.
    private void refresh(Kube kube) {
        kube.patch(
                Kinds.WAREHOUSE,
                new ObjectKey(Pipeline.PROJECT, "app"),
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(
                                        "kargo.akuity.io/refresh",
                                        clock.instant().toString()))));
    }

    private boolean follow(Pipeline pipeline, Breakage breakage, Semaphore changes, String commit, Instant start)
            throws InterruptedException {
        List<String> expected = Pipeline.STAGES.stream()
                .filter(stage -> options.autoProd() || !stage.equals("production"))
                .toList();
        while (true) {
            report.stages(pipeline.rows());
            Optional<String> freight = pipeline.freightOf(commit);
            breakage.look(pipeline, freight);
            boolean done =
                    freight.isPresent() && expected.stream().allMatch(stage -> pipeline.settled(stage, freight.get()));
            boolean left = breakage.state() == Breakage.State.TOLD;
            Optional<String> failure = freight.flatMap(pipeline::failure)
                    .or(() -> left && options.exit() ? Optional.of("blocked, as asked for") : Optional.empty());
            if (done || failure.isPresent()) {
                return concluded(expected, commit, Duration.between(start, clock.instant()), failure);
            }
            if (!changes.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS) && !left) {
                Optional<String> silence = Optional.of("nothing happened for " + PATIENCE.toSeconds() + " s");
                return concluded(expected, commit, Duration.between(start, clock.instant()), silence);
            }
            changes.drainPermits();
        }
    }

    private boolean concluded(List<String> expected, String commit, Duration took, Optional<String> failure) {
        var lines = new ArrayList<String>();
        failure.ifPresent(why -> lines.add("Stopped: " + why));
        lines.add("What the branches of " + site.url() + "/gitops.git hold (read back from git):");
        boolean ok = failure.isEmpty();
        for (String stage : Pipeline.STAGES) {
            Optional<String> held = repositories.held(stage);
            boolean wanted = expected.contains(stage);
            boolean right = held.equals(Optional.of(commit));
            ok &= !wanted || right;
            String note = right ? "the new version" : wanted ? "NOT the new version" : "waits for a hand";
            lines.add(String.format(
                    Locale.ROOT,
                    "  stage/%-12s %s  %s",
                    stage,
                    held.map(Pipeline::shortened).orElse("-      "),
                    note));
        }
        lines.add(String.format(Locale.ROOT, "%.1f s from the commit to the last Stage.", took.toMillis() / 1_000.0));
        if (!options.autoProd()) {
            lines.add("Production needs a hand: kubectl --kubeconfig "
                    + laptop.data().kubeconfig() + " create -f examples/fan-out/by-hand/production.yaml");
        }
        report.finished(ok, lines);
        return ok;
    }
}
