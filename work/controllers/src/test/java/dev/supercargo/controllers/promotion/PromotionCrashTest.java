package dev.supercargo.controllers.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.controllers.TestApi;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.git.Git;
import dev.supercargo.git.GitSettings;
import dev.supercargo.git.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import dev.supercargo.promotion.BuiltinSteps;
import dev.supercargo.promotion.StepEngine;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.Workspaces;
import dev.supercargo.promotion.git.GitAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever moment the process is killed at: after a restart the Promotion finishes, once, and the repository holds one
/// commit of it.
class PromotionCrashTest {
    /// An edit that would show if it were made twice, and refusals that a second run would meet.
    private static final String ONCE = """
            - {uses: json-update, as: append, config: {path: src/list.json, updates: [{key: "l.-1", value: 2}]}}
            - {uses: file-write, as: write, config: {path: src/new.txt, contents: "new"}}
            - {uses: delete, as: delete, config: {path: src/old.txt, strict: true}}
            """;

    @TempDir
    Path folder;

    private final TestApi api = new TestApi();
    private Kube kube;
    private Path repository;
    private int number;

    @BeforeEach
    void makeRepository() throws Exception {
        kube = api.admin();
        repository = folder.resolve("app.git");
        git(folder, "init", "-q", "--bare", "--initial-branch=main", "app.git");
        Path seed = folder.resolve("seed");
        git(folder, "clone", "-q", repository.toString(), "seed");
        Files.writeString(seed.resolve("values.yaml"), "tag: v1 # keep\n");
        Files.writeString(seed.resolve("list.json"), "{\"l\":[1]}\n");
        Files.writeString(seed.resolve("old.txt"), "old\n");
        git(seed, "checkout", "-q", "-B", "main");
        git(seed, "add", "-A");
        git(seed, "commit", "-q", "-m", "seed");
        git(seed, "push", "-q", "origin", "main");
        kube.create(Kinds.STAGE, object("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: Stage
                        metadata: {name: s, namespace: p}
                        spec:
                          requestedFreight: [{origin: {kind: Warehouse, name: w}, sources: {direct: true}}]
                          promotionTemplate: {spec: {steps: [{uses: fail}]}}
                        """));
        kube.create(Kinds.FREIGHT, object("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: Freight
                        metadata: {name: f, namespace: p}
                        origin: {kind: Warehouse, name: w}
                        commits: [{repoURL: "https://example.com/x", id: abc}]
                        """));
        kube.cache(Kinds.PROMOTION, dev.supercargo.model.Promotion::read);
        kube.cache(Kinds.STAGE, dev.supercargo.model.Stage::read);
        kube.cache(Kinds.FREIGHT, dev.supercargo.model.Freight::read);
        kube.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /// What happens to the world between the kill and the restart.
    private enum Meanwhile {
        NOTHING,
        SOMEBODY_PUSHES,
        THE_DISK_IS_LOST
    }

    @Test
    void aPromotionKilledAnywhereFinishesOnce() throws Exception {
        killEverywhere(ONCE, Meanwhile.NOTHING, 2);
    }

    @Test
    void othersMayPushMeanwhile() throws Exception {
        killEverywhere("", Meanwhile.SOMEBODY_PUSHES, 5);
    }

    @Test
    void theDiskMayBeLost() throws Exception {
        killEverywhere("", Meanwhile.THE_DISK_IS_LOST, 5);
    }

    private void killEverywhere(String more, Meanwhile meanwhile, int stride) throws Exception {
        int fatal = 1;
        boolean killed = true;
        while (killed) {
            reset();
            killed = promote(more, meanwhile, fatal);
            fatal += stride;
        }
        assertThat(fatal).as("moments at which it was killed").isGreaterThan(20);
    }

    /// Promotes once, killed at a moment; whether that moment came.
    private boolean promote(String more, Meanwhile meanwhile, int fatal) throws Exception {
        number++;
        ObjectKey key = create(steps(more));
        Path work = folder.resolve("work-" + number);
        var points = new CrashPoints(fatal);
        String where = "not killed";
        try {
            run(key, work, points);
        } catch (CrashPoints.Killed e) {
            where = e.getMessage();
            happen(meanwhile, work);
            run(key, work, new CrashPoints(Integer.MAX_VALUE));
        }
        Map<String, Object> status =
                Json.object(kube.get(Kinds.PROMOTION, key).orElseThrow().view(), "status");
        String about = "killed at moment %d, %s: %s".formatted(fatal, where, Json.print(status));
        assertThat(Json.text(status, "phase")).as(about).contains("Succeeded");
        List<String> own = git(repository, "log", "--format=%H", "--author=Supercargo", "main")
                .lines()
                .toList();
        assertThat(own).as(about).hasSize(1);
        assertThat(git(repository, "show", "main:values.yaml")).as(about).isEqualTo("tag: v2 # keep\n");
        if (more.equals(ONCE)) {
            assertThat(git(repository, "show", "main:list.json")).as(about).isEqualTo("{\"l\":[1,2]}\n");
            assertThat(Json.text(status, "state", "commit", "commit")).as(about).contains(own.getFirst());
        }
        assertThat(Json.text(status, "state", "push", "commit")).as(about).isPresent();
        assertThat(git(repository, "tag", "-l", "r-" + number)).as(about).isNotBlank();
        new Workspaces(work).keepOnly(Set.of()); // as the controller does when it starts
        try (var left = Files.list(work)) {
            assertThat(left).as(about).isEmpty();
        }
        return points.killed();
    }

    private void happen(Meanwhile meanwhile, Path work) throws Exception {
        switch (meanwhile) {
            case NOTHING -> {}
            case SOMEBODY_PUSHES -> {
                Path seed = folder.resolve("seed");
                git(seed, "pull", "-q", "--rebase", "origin", "main");
                Files.writeString(seed.resolve("else-" + number + ".txt"), "else\n");
                git(seed, "add", "-A");
                git(seed, "commit", "-q", "-m", "else");
                git(seed, "push", "-q", "origin", "main");
            }
            case THE_DISK_IS_LOST -> {
                var workspaces = new Workspaces(work);
                workspaces.uids().forEach(workspaces::remove);
            }
        }
    }

    /// What one process does: looks at the Promotion until it has ended.
    private void run(ObjectKey key, Path work, CrashPoints points) {
        Kube killable = points.in(kube);
        var git = new Git(GitSettings.with(folder.resolve("cache")).withLocalRepositories());
        List<StepRunner> runners = BuiltinSteps.list(killable, git, new Anonymous(), Map.of()).stream()
                .map(points::in)
                .toList();
        var turn = new PromotionTurn(
                killable,
                new StepEngine(runners, InstantSource.system()),
                new Workspaces(work),
                PromotionFunctions.NONE,
                new Announcer(kube, PromotionController.NAME, InstantSource.system()),
                PromotionSettings.usual(),
                InstantSource.system());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .pollInSameThread()
                .until(() -> {
                    turn.take(key);
                    return kube.get(Kinds.PROMOTION, key)
                            .flatMap(p -> Json.at(p.view(), "status", "finishedAt"))
                            .isPresent();
                });
    }

    private String steps(String more) {
        return """
                - {uses: git-clone, as: clone, config: {repoURL: "%1$s", checkout: [{path: src, branch: main}]}}
                - {uses: yaml-update, as: update, config: {path: src/values.yaml, updates: [{key: tag, value: v2}]}}
                %2$s
                - {uses: git-commit, as: commit, config: {path: src, message: "promote v2"}}
                - {uses: git-tag, as: tag, config: {path: src, tag: "r-%3$d", message: "release"}}
                - {uses: git-push, as: push, config: {path: src}}
                - {uses: git-push, as: push-tag, config: {path: src, tag: "r-%3$d"}}
                """.formatted("file://" + repository, more, number);
    }

    private ObjectKey create(String steps) {
        KubeObject made = kube.create(Kinds.PROMOTION, object("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: Promotion
                        metadata: {name: x, namespace: p}
                        spec: {stage: s, freight: f, steps: [{uses: x}]}
                        """));
        kube.update(Kinds.PROMOTION, made.with(Yaml.parse(steps), "spec", "steps"));
        kube.patchStatus(
                Kinds.STAGE,
                new ObjectKey("p", "s"),
                Map.of("status", Map.of("currentPromotion", Map.of("name", made.name()))));
        return made.key();
    }

    /// The repository as it was at the beginning.
    private void reset() throws Exception {
        Path seed = folder.resolve("seed");
        String first = git(seed, "rev-list", "--max-parents=0", "HEAD").strip();
        git(seed, "reset", "-q", "--hard", first);
        git(seed, "push", "-q", "--force", "origin", "main");
    }

    private static KubeObject object(String yaml) {
        return KubeObject.of(Json.asObject(Yaml.parse(yaml)));
    }

    private static String git(Path in, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=Else", "-c", "user.email=else@example.com"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("git %s", command).isZero();
        return output;
    }

    /// Repositories that ask nobody, and commits by Supercargo.
    private static final class Anonymous implements GitAccess {
        @Override
        public Optional<Credentials> credentials(String project, String repoUrl) {
            return Optional.empty();
        }

        @Override
        public Identity identity() {
            return Identity.of("Supercargo", "no-reply@supercargo.dev");
        }
    }
}
