package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Projects with every kind of bad input beside a healthy one: each is told what is wrong and what to do next, none
/// stops the others, and no secret is told to anybody.
class BadInputTest {
    private static final String PASSWORD = "pw-7f3a-right";
    private static final String WRONG = "pw-9c1e-wrong";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();

    /// The manifests of one Project: a Warehouse, a Stage with steps.
    private static String pipeline(String project, String warehouseUrl, String steps) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: %1$s}
                spec:
                  interval: 1h
                  subscriptions: [{git: {repoURL: "%2$s", branch: main}}]
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: %1$s}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate:
                    spec:
                      steps:
                """.formatted(project, warehouseUrl) + steps.indent(8);
    }

    /// Every Promotion begins at main and pushes to the same branch: the second one must conflict with the first.
    private static String conflicting(String app, String gitops) {
        return """
                - uses: git-clone
                  config: {repoURL: "%2$s", checkout: [{branch: main, path: ./out}]}
                - uses: yaml-update
                  config:
                    path: ./out/app/values.yaml
                    updates: [{key: image.tag, value: '${{ commitFrom("%1$s").ID }}'}]
                - uses: git-commit
                  config: {path: ./out, message: promote}
                - uses: git-push
                  as: push
                  config: {path: ./out, targetBranch: stage/conflict}
                """.formatted(app, gitops);
    }

    /// Every Promotion goes on from what the branch holds.
    private static String healthy(String app, String gitops) {
        return """
                - uses: git-clone
                  config:
                    repoURL: "%2$s"
                    checkout: [{branch: main, path: ./main}, {branch: stage/healthy, create: true, path: ./out}]
                - uses: git-clear
                  config: {path: ./out}
                - uses: copy
                  config: {inPath: ./main/app, outPath: ./out}
                - uses: yaml-update
                  config:
                    path: ./out/values.yaml
                    updates: [{key: image.tag, value: '${{ commitFrom("%1$s").ID }}'}]
                - uses: git-commit
                  config: {path: ./out, message: promote}
                - uses: git-push
                  config: {path: ./out}
                """.formatted(app, gitops);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void everyBadInputIsToldAndTheHealthyPipelineGoesOn() throws Exception {
        Logger root = Logger.getLogger("");
        Handler recorder = recorder();
        root.addHandler(recorder);
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        var login = Optional.of(new GitHttpServer.Login("ada", PASSWORD));
        try (DemoSite site = DemoSite.start(repositories, 0);
                GitHttpServer locked = GitHttpServer.start(repositories.folder(), 0, login, _ -> {});
                Desk desk = Desk.start(folder.resolve("data"))) {
            var projects = new ArrayList<>(List.of("unreachable", "anonymous", "refused", "conflict", "expression"));
            projects.add("malformed");
            projects.add("healthy");
            projects.forEach(desk::project);
            String app = site.url() + "/app.git";
            String gitops = site.url() + "/gitops.git";
            String compose = "- {uses: compose-output, as: out, config: {a: b}}";

            int closed = closedPort();
            desk.create(pipeline("unreachable", "http://127.0.0.1:" + closed + "/app.git", compose));
            desk.create(pipeline("anonymous", locked.url("app").toString(), compose));
            desk.create(secret("refused", locked.url("app").toString()));
            desk.create(pipeline("refused", locked.url("app").toString(), compose));
            desk.create(pipeline("conflict", app, conflicting(app, gitops)));
            desk.create(pipeline(
                    "expression", app, "- {uses: compose-output, as: naming, config: {a: '${{ vars.x + }}'}}"));
            desk.create(pipeline("malformed", app, "- {uses: compose-output, as: out, config: 42}"));
            malformed(desk);
            desk.create(pipeline("healthy", app, healthy(app, gitops)));

            unreachable(desk, closed);
            anonymous(desk);
            refused(desk);
            expression(desk);
            desk.awaitPromotion(dev("conflict"), "Succeeded");
            desk.awaitPromotion(dev("healthy"), "Succeeded");
            String commit = repositories.commitChange();
            desk.refresh(app("conflict"));
            conflict(desk);
            desk.refresh(app("healthy"));
            healthy(desk, repositories, commit);
            corrected(desk);
            assertThat(told(desk, projects))
                    .noneSatisfy(text -> assertThat(text).containsAnyOf(PASSWORD, WRONG));
        } finally {
            root.removeHandler(recorder);
        }
    }

    private Handler recorder() {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                log.add(entry.getMessage() + " " + entry.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static String secret(String project, String url) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: git, namespace: %s, labels: {kargo.akuity.io/cred-type: git}}
                stringData: {repoURL: "%s", username: ada, password: %s}
                """.formatted(project, url, WRONG);
    }

    private static ObjectKey app(String project) {
        return new ObjectKey(project, "app");
    }

    private static ObjectKey dev(String project) {
        return new ObjectKey(project, "dev");
    }

    /// What the schema and admission let through although nobody can make sense of it.
    private static void malformed(Desk desk) {
        assertThatThrownBy(() -> desk.create(pipeline("malformed", "https://example.com/a.git", "- {uses: fail}")
                        .replace("interval: 1h", "interval: 99999999999999999h")))
                .hasMessageContaining("invalid duration \"99999999999999999h\"");
        Map<String, Object> annotations = Map.of(
                "kargo.akuity.io/reverify", "{\"id\": [", "kargo.akuity.io/abort", "{{", "kargo.akuity.io/hold", "");
        desk.kube().patch(Kinds.STAGE, dev("malformed"), Map.of("metadata", Map.of("annotations", annotations)));
    }

    private static void unreachable(Desk desk, int port) {
        String said = desk.awaitCondition(Kinds.WAREHOUSE, app("unreachable"), "Healthy", "False");
        assertThat(said)
                .as("thing, wish, next step")
                .contains("http://127.0.0.1:" + port + "/app.git", "commits", "check");
    }

    private static void anonymous(Desk desk) {
        String said = desk.awaitCondition(Kinds.WAREHOUSE, app("anonymous"), "Healthy", "False");
        assertThat(said).contains("/app.git", "create a Secret", "kargo.akuity.io/cred-type=git");
    }

    private static void refused(Desk desk) {
        String said = desk.awaitCondition(Kinds.WAREHOUSE, app("refused"), "Healthy", "False");
        assertThat(said).contains("/app.git", "credentials", "refused", "correct the Secret");
    }

    private static void conflict(Desk desk) {
        KubeObject promotion = desk.awaitPromotion(dev("conflict"), "Failed");
        assertThat(Desk.message(promotion).orElse(""))
                .contains("push", "merge conflict")
                .contains("stage/conflict", "values.yaml", "promote again");
    }

    private static void expression(Desk desk) {
        KubeObject promotion = desk.awaitPromotion(dev("expression"), "Errored");
        assertThat(Desk.message(promotion).orElse(""))
                .as("what is wrong, where, and what was expected")
                .contains("unexpected token EOF (1:10)", "vars.x +", "^")
                .contains("step \"naming\": expected a value", "at 1:10");
        assertThat(Json.list(promotion.view(), "status", "stepExecutionMetadata"))
                .as("which step")
                .anySatisfy(step -> {
                    assertThat(Desk.text(step, "alias")).isEqualTo("naming");
                    assertThat(Desk.text(step, "status")).isEqualTo("Errored");
                    assertThat(Desk.text(step, "message")).contains("(1:10)");
                });
    }

    /// The second version arrives although all others have failed by now.
    private static void healthy(Desk desk, DemoRepositories repositories, String commit) {
        await("the second version")
                .atMost(PATIENCE)
                .until(() -> repositories.held("healthy").equals(Optional.of(commit)));
        desk.awaitPromotion(dev("healthy"), "Succeeded");
        desk.awaitCondition(Kinds.STAGE, dev("healthy"), "Ready", "True");
    }

    /// The Secret is corrected, as the message says: the Warehouse goes on without a restart.
    private static void corrected(Desk desk) {
        desk.kube()
                .patch(
                        Kinds.SECRET,
                        new ObjectKey("refused", "git"),
                        Map.of("stringData", Map.of("password", PASSWORD)));
        desk.refresh(app("refused"));
        desk.awaitCondition(Kinds.WAREHOUSE, app("refused"), "Healthy", "True");
        desk.awaitPromotion(dev("refused"), "Succeeded");
    }

    private List<String> told(Desk desk, List<String> projects) {
        var told = new ArrayList<>(log);
        for (String project : projects) {
            for (var kind : List.of(Kinds.WAREHOUSE, Kinds.STAGE, Kinds.PROMOTION, Kinds.FREIGHT, Kinds.EVENT)) {
                desk.all(kind, project).forEach(object -> told.add(object.view().toString()));
            }
        }
        return told;
    }
}
