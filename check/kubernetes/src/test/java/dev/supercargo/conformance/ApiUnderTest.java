package dev.supercargo.conformance;

import dev.supercargo.access.Component;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.app.ControlSettings;
import dev.supercargo.app.DataFolder;
import dev.supercargo.app.install.Installation;
import dev.supercargo.app.serve.ServeOptions;
import dev.supercargo.conformance.api.RealServer;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.kube.client.Cluster;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import dev.supercargo.testkit.RealApi;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// An API server with RBAC and the owner-reference rule, and nothing in it yet.
interface ApiUnderTest extends AutoCloseable {
    /// A kubeconfig of a cluster administrator.
    Path kubeconfig() throws IOException;

    /// What components of ours were refused so far.
    List<String> refused() throws IOException;

    @Override
    void close();

    /// Which one.
    enum Kind {
        EMBEDDED,
        REAL;

        /// Starts it in a folder; where there is no real one, the test is skipped, and the output says why.
        ApiUnderTest start(Path folder) throws IOException, InterruptedException {
            return switch (this) {
                case EMBEDDED -> EmbeddedApi.start(folder);
                case REAL -> new RealUnderTest(RealServer.start(folder));
            };
        }
    }

    /// The real one, built for conformance.
    record RealUnderTest(RealApi real) implements ApiUnderTest {
        @Override
        public Path kubeconfig() throws IOException {
            return real.kubeconfig();
        }

        @Override
        public List<String> refused() throws IOException {
            return real.refused(Component.NAMESPACE);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    default Cluster cluster() throws IOException {
        return Cluster.of(kubeconfig());
    }

    /// Creates what `supercargo manifests` prints, and waits until the kinds are served.
    static void install(Cluster cluster, Installation installation) {
        try (Kube kube = KubeClient.of(cluster.kubeconfig().orElseThrow())) {
            for (KubeObject object : installation.objects()) {
                kube.create(type(object), object);
            }
            for (ResourceType type : Kinds.KARGO) {
                Awaitility.await(type + " is served")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> kube.serves(type));
            }
        }
    }

    /// Components in this process, each acting as its own account.
    static ServeOptions serving(List<Component> components, Cluster cluster, int webhookPort, Path data) {
        var control =
                new ControlSettings(new DataFolder(data).made(), Desk.ENVIRONMENT, Component.NAMESPACE, Shard.ONLY);
        return new ServeOptions(
                components, cluster, true, control, new ServeOptions.Ports(webhookPort, 0), Duration.ofSeconds(15));
    }

    /// Waits until the API server asks the webhook: it was told whom to trust, and looks at that anew.
    static void awaitWebhook(Desk desk) {
        Awaitility.await("the webhook is trusted")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    desk.create("""
                            apiVersion: kargo.akuity.io/v1alpha1
                            kind: ClusterPromotionTask
                            metadata: {name: first}
                            spec: {steps: [{uses: compose-output}]}
                            """);
                    return true;
                });
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ResourceType type(KubeObject object) {
        return Stream.of(
                        Kinds.NAMESPACE,
                        Kinds.CUSTOM_RESOURCE_DEFINITION,
                        Kinds.SERVICE_ACCOUNT,
                        Kinds.ROLE,
                        Kinds.ROLE_BINDING,
                        Kinds.CLUSTER_ROLE,
                        Kinds.CLUSTER_ROLE_BINDING,
                        Kinds.SECRET,
                        WebhookConfigurations.MUTATING,
                        WebhookConfigurations.VALIDATING)
                .filter(type -> type.kind().equals(object.kind()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("unknown kind " + Json.print(object.view())));
    }

    /// Whether a user name is that of a component.
    static boolean isComponent(String username) {
        return Stream.of(Component.values()).anyMatch(one -> one.username().equals(username));
    }
}
