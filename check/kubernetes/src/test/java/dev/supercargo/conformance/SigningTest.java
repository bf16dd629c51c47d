package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A signing key that is asked for and is not there: no commit is made without it, and the step says what to do.
class SigningTest {
    private static final String SYSTEM = "kargo-system-resources";

    @TempDir
    private Path folder;

    @Test
    void doesNotCommitWithoutTheKeyThatIsAskedFor() throws Exception {
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        String absent = folder.resolve("absent.asc").toString();
        try (DemoSite site = DemoSite.start(repositories, 0);
                Desk desk = Desk.start(
                        folder.resolve("data"), Map.of("GITCLIENT_SIGNING_KEY_PATH", absent), (_, _, _) -> {})) {
            desk.project("signing");
            desk.create("""
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Warehouse
                    metadata: {name: app, namespace: signing}
                    spec:
                      interval: 1h
                      subscriptions: [{git: {repoURL: "%1$s/app.git", branch: main}}]
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Stage
                    metadata: {name: dev, namespace: signing}
                    spec:
                      requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                      promotionTemplate:
                        spec:
                          steps:
                          - uses: git-clone
                            as: clone
                            config: {repoURL: "%1$s/gitops.git", checkout: [{branch: main, path: ./out}]}
                    """.formatted(site.url()));
            assertThat(saidByClone(desk))
                    .contains("cannot read the signing key " + absent, "GITCLIENT_SIGNING_KEY_PATH");

            desk.create("""
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: ClusterConfig
                    metadata: {name: cluster}
                    spec: {gitClient: {name: Ada, email: ada@example.com, signingKeySecret: {name: key}}}
                    """);
            promoteAgain(desk);
            assertThat(saidByClone(desk)).contains("there is no Secret " + SYSTEM + "/key", "signingKeySecret");

            desk.create("""
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: key, namespace: %s}
                    stringData: {other: word}
                    """.formatted(SYSTEM));
            promoteAgain(desk);
            assertThat(saidByClone(desk)).contains("Secret " + SYSTEM + "/key has no key signingKey");
        }
    }

    private static String saidByClone(Desk desk) {
        KubeObject promotion = desk.awaitPromotion(new ObjectKey("signing", "dev"), "Errored");
        return Json.list(promotion.view(), "status", "stepExecutionMetadata").stream()
                .filter(step -> Desk.text(step, "alias").equals("clone"))
                .map(step -> Desk.text(step, "message"))
                .findFirst()
                .orElse("");
    }

    private static void promoteAgain(Desk desk) {
        var stage = new ObjectKey("signing", "dev");
        KubeObject last = desk.awaitPromotion(stage, "Errored");
        Map<String, Object> again = Map.of(
                "apiVersion",
                "kargo.akuity.io/v1alpha1",
                "kind",
                "Promotion",
                "metadata",
                Map.of("generateName", "dev-", "namespace", "signing"),
                "spec",
                Map.of("stage", "dev", "freight", Desk.text(last.view(), "spec", "freight")));
        String name = desk.kube().create(Kinds.PROMOTION, KubeObject.of(again)).name();
        assertThat(name).isNotEqualTo(last.name());
    }
}
