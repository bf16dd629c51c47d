package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at more than fifty moments: nothing acknowledged is lost, every Promotion under way is finished, once.
///
/// Two kinds of moments: seeded random ones, and, by a hook in the GitOps repository, the one between a push and the
/// write that records it.
class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 52);
    private static final int KILLS_BEHIND_A_PUSH = 4;
    private static final int STAGES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int kills;
    private int behindAPush;

    @Test
    void everyPromotionFinishesOnceWhateverTheMoment() throws Exception {
        System.out.println("crash.seed=" + seed);
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        try (DemoSite site = DemoSite.start(repositories, 0)) {
            Path pidFile = hook(repositories);
            Child child = started(pidFile);
            try {
                Example.applied(client(), site.port());
                awaitFirstFreight();
                int round = 0;
                while (kills < KILLS) {
                    round++;
                    child = killedUntilSettled(child, repositories, pidFile, round);
                }
                finished(repositories, round);
            } finally {
                child.close();
            }
        }
        System.out.println(kills + " kills, of which " + behindAPush + " between a push and its record");
        assertThat(behindAPush).isGreaterThanOrEqualTo(KILLS_BEHIND_A_PUSH);
    }

    /// Of two pieces of Freight that are found in the same second, the name decides which counts as newer.
    private void awaitFirstFreight() throws InterruptedException {
        try (KubeClient kube = client()) {
            while (kube.list(Kinds.FREIGHT, "fan-out", LabelSelector.EVERYTHING).isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        TimeUnit.MILLISECONDS.sleep(1_100);
    }

    private Child started(Path pidFile) throws IOException, InterruptedException {
        Child child = Child.start("up", "--data", folder.resolve("data").toString(), "--kube-port", "0");
        child.awaitReady();
        Files.writeString(pidFile, Long.toString(child.pid()));
        return child;
    }

    private KubeClient client() {
        return KubeClient.of(folder.resolve("data/kubeconfig"));
    }

    /// A hook that kills the process named in a file as soon as a push has changed a branch: the push has happened, and
    /// nobody has recorded it.
    private static Path hook(DemoRepositories repositories) throws IOException {
        Path pidFile = repositories.folder().resolve("pid");
        Path armed = repositories.folder().resolve("armed");
        Path hook = repositories.folder().resolve("gitops.git/hooks/post-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(
                hook,
                "#!/bin/sh\nif [ -f '" + armed + "' ]; then rm -f '" + armed + "'; kill -9 \"$(cat '" + pidFile
                        + "')\"; fi\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        return pidFile;
    }

    private Child killedUntilSettled(Child first, DemoRepositories repositories, Path pidFile, int round)
            throws Exception {
        String commit = repositories.commitChange();
        refresh();
        Child child = first;
        Path armed = repositories.folder().resolve("armed");
        for (int kill = 0; kill < STAGES + 2 && kills < KILLS; kill++) {
            boolean behind = kill % 3 == 1;
            if (behind) {
                Files.writeString(armed, "");
                if (awaitDeath(child, armed)) {
                    behindAPush++;
                } else {
                    child.kill();
                }
            } else {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                child.kill();
            }
            kills++;
            child = started(pidFile);
        }
        awaitSettled(child, repositories, commit, round);
        return child;
    }

    /// Whether the hook killed the process; otherwise all pushes of this round are done and the hook is disarmed.
    private static boolean awaitDeath(Child child, Path armed) throws Exception {
        Instant limit = Instant.now().plusSeconds(4);
        while (Instant.now().isBefore(limit)) {
            if (!child.alive()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return !Files.deleteIfExists(armed);
    }

    private void refresh() {
        try (KubeClient kube = client()) {
            kube.patch(
                    Kinds.WAREHOUSE,
                    new ObjectKey("fan-out", "app"),
                    Map.of(
                            "metadata",
                            Map.of(
                                    "annotations",
                                    Map.of(
                                            "kargo.akuity.io/refresh",
                                            Instant.now().toString()))));
        }
    }

    private void awaitSettled(Child child, DemoRepositories repositories, String commit, int round) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        String state = "";
        while (Instant.now().isBefore(limit)) {
            if (!child.alive()) {
                throw new AssertionError("the process ended by itself:\n" + child.output());
            }
            state = state(repositories, commit);
            if (state.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("round " + round + " (seed " + seed + ", " + kills + " kills) did not settle: " + state
                + "\n" + child.output());
    }

    /// What is still missing; empty when every Stage but production is done with a commit.
    private String state(DemoRepositories repositories, String commit) {
        try (KubeClient kube = client()) {
            List<KubeObject> promotions = kube.list(Kinds.PROMOTION, "fan-out", LabelSelector.EVERYTHING);
            for (KubeObject promotion : promotions) {
                String phase = Json.text(promotion.view(), "status", "phase").orElse("");
                if (List.of("Failed", "Errored", "Aborted").contains(phase)) {
                    throw new AssertionError("Promotion " + promotion.name() + " " + phase + ": "
                            + Json.text(promotion.view(), "status", "message").orElse(""));
                }
                if (!phase.equals("Succeeded")) {
                    return promotion.name() + " is " + phase;
                }
            }
            Optional<KubeObject> freight = kube.list(Kinds.FREIGHT, "fan-out", LabelSelector.EVERYTHING).stream()
                    .filter(f -> Json.print(f.view()).contains(commit))
                    .findFirst();
            if (freight.isEmpty()) {
                return "no Freight of " + commit;
            }
            for (String stage : List.of("dev-sandbox", "dev-uat", "dev", "management", "staging")) {
                if (!repositories.held(stage).equals(Optional.of(commit))) {
                    return stage + " does not hold " + commit;
                }
                if (Json.at(freight.get().view(), "status", "verifiedIn", stage).isEmpty()) {
                    return stage + " has not verified " + commit;
                }
            }
            return "";
        } catch (WorldException e) {
            if (e.failure() instanceof Failure.Transient) {
                return e.failure().what();
            }
            throw e;
        }
    }

    /// One commit for each Promotion, one Promotion for each Stage and Freight.
    private void finished(DemoRepositories repositories, int rounds) {
        try (KubeClient kube = client()) {
            List<KubeObject> promotions = kube.list(Kinds.PROMOTION, "fan-out", LabelSelector.EVERYTHING);
            for (String stage : List.of("dev-sandbox", "dev-uat", "dev", "management", "staging")) {
                List<String> freight = promotions.stream()
                        .filter(p -> Json.text(p.view(), "spec", "stage").equals(Optional.of(stage)))
                        .map(p -> Json.text(p.view(), "spec", "freight").orElse(""))
                        .toList();
                int made = freight.size();
                assertThat(repositories.commits(stage))
                        .as("commits on stage/%s after %s Promotions (seed %s)", stage, made, seed)
                        .isEqualTo(made);
                assertThat(freight)
                        .as("Freight promoted to %s (seed %s)", stage, seed)
                        .doesNotHaveDuplicates();
                assertThat(made).as("Promotions to %s (seed %s)", stage, seed).isGreaterThanOrEqualTo(rounds);
            }
        }
    }
}
