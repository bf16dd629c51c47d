package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.app.install.Installation;
import dev.supercargo.app.serve.Served;
import dev.supercargo.conformance.api.RealServer;
import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two controllers as processes: one works, the other waits; when the first is killed, the second goes on.
@Order(RealServer.LATE)
class ReplicasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> READS = Set.of("get", "list", "watch");
    private static final ObjectKey LEASE = new ObjectKey(Component.NAMESPACE, "kargo-controller-unnamed");
    private static final ObjectKey STAGE = new ObjectKey("replicas", "dev");

    @TempDir
    private Path folder;

    /// Which replica wrote, in the order of the writes. Replicas are told apart by a group of their user.
    private final List<String> writes = new CopyOnWriteArrayList<>();

    private final AccessListener listener = (who, question, _) -> {
        if (question instanceof AccessQuestion.OnResource on
                && !READS.contains(on.verb())
                && !on.resource().equals("leases")
                && !on.group().startsWith("authorization")) {
            who.groups().stream().filter(group -> group.startsWith("replica:")).forEach(writes::add);
        }
    };

    @Test
    void oneWorksAtATimeAndTheSecondTakesOver() throws Exception {
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        int webhookPort = ApiUnderTest.freePort();
        try (DemoSite site = DemoSite.start(repositories, 0);
                EmbeddedApi api = EmbeddedApi.start(folder, listener)) {
            ApiUnderTest.install(
                    api.cluster(),
                    new Installation(
                            Component.NAMESPACE,
                            new WebhookConfigurations.Place.Url("https://127.0.0.1:" + webhookPort)));
            try (Served _ = Served.start(ApiUnderTest.serving(
                            List.of(Component.ADMISSION, Component.MANAGEMENT),
                            api.cluster(),
                            webhookPort,
                            folder.resolve("data")));
                    Desk desk = Desk.of(api.cluster());
                    Child first = replica(api, 1)) {
                ApiUnderTest.awaitWebhook(desk);
                await("the first holds the Lease")
                        .atMost(PATIENCE)
                        .until(() -> !holder(desk).isEmpty());
                String holder = holder(desk);
                try (Child _ = replica(api, 2).awaitReady()) {
                    desk.project(STAGE.namespace());
                    desk.create(pipeline(site.url()));
                    desk.awaitPromotion(STAGE, "Succeeded");
                    assertThat(holder(desk)).isEqualTo(holder);
                    assertThat(writes).as("the second waits").isNotEmpty().containsOnly("replica:1");
                    first.kill();
                    repositories.commitChange();
                    desk.refresh(new ObjectKey(STAGE.namespace(), "app"));
                    await("the second has promoted the next Freight")
                            .atMost(PATIENCE)
                            .until(() -> desk.promotions(STAGE).count() == 2);
                    desk.awaitPromotion(STAGE, "Succeeded");
                    assertThat(holder(desk)).isNotEqualTo(holder);
                    assertThat(writes.subList(writes.indexOf("replica:2"), writes.size()))
                            .as("nothing of the first after the second began")
                            .containsOnly("replica:2");
                }
            }
        }
    }

    private Child replica(EmbeddedApi api, int number) throws Exception {
        Path kubeconfig = api.kubeconfig(
                "replica-" + number,
                Component.CONTROLLER.username(),
                List.of("system:serviceaccounts", "system:serviceaccounts:kargo", "replica:" + number));
        return Child.start(
                "serve",
                "controller",
                "--kubeconfig",
                kubeconfig.toString(),
                "--data",
                folder.resolve("data-" + number).toString(),
                "--health-port",
                "0",
                "--lease-seconds",
                "4");
    }

    private static String holder(Desk desk) {
        return desk.kube()
                .get(Kinds.LEASE, LEASE)
                .map(lease -> Desk.text(lease.view(), "spec", "holderIdentity"))
                .orElse("");
    }

    private static String pipeline(String url) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: replicas}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: replicas}
                spec: {interval: 1h, subscriptions: [{git: {repoURL: "%s/app.git", branch: main}}]}
                """.formatted(url);
    }
}
