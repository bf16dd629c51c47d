package dev.supercargo.testkit;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Door;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Crds;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// An API server in memory that knows our kinds.
public final class TestCluster implements AutoCloseable {
    /// How long tests wait for something before they fail.
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration QUIET = Duration.ofMillis(250);

    private final Store store;
    private final ApiServer server;
    private final List<Kube> clients = new ArrayList<>();
    private final Kube admin;

    private TestCluster(UnaryOperator<ApiServerOptions> more) {
        store = Store.inMemory();
        List<KubeObject> definitions =
                Crds.bundled().stream().map(KubeObject::of).toList();
        server = ApiServer.over(store, more.apply(ApiServerOptions.standard().withBootstrap(definitions)));
        admin = as(Identity.administrator("admin"));
    }

    /// A cluster with the standard controllers of Kubernetes.
    public static TestCluster start() {
        return start(options -> options);
    }

    /// A cluster with other options.
    public static TestCluster start(UnaryOperator<ApiServerOptions> more) {
        return new TestCluster(more);
    }

    /// A client that may do everything.
    public Kube admin() {
        return admin;
    }

    /// A client with the rights of somebody; closed with the cluster.
    public Kube as(Identity identity) {
        Kube client = KubeClient.through(door(identity));
        clients.add(client);
        return client;
    }

    /// Makes an object from JSON, its status included; as an administrator.
    public KubeObject create(Map<String, Object> tree) {
        KubeObject object = KubeObject.of(Json.copy(tree));
        ResourceType type = typeOf(object.kind());
        KubeObject created = admin.create(type, object);
        Object status = tree.get("status");
        return status == null || !type.group().equals(Kinds.GROUP)
                ? created
                : admin.patchStatus(type, created.key(), Map.of("status", status));
    }

    /// Makes an object from JSON text.
    public KubeObject create(String json) {
        return create(Json.parseObject(json));
    }

    /// One of our kinds or of the core kinds, by its name.
    public static ResourceType typeOf(String kind) {
        return Stream.concat(
                        Kinds.KARGO.stream(),
                        Stream.of(
                                Kinds.NAMESPACE,
                                Kinds.SECRET,
                                Kinds.CONFIG_MAP,
                                Kinds.SERVICE_ACCOUNT,
                                Kinds.EVENT,
                                Kinds.ROLE,
                                Kinds.ROLE_BINDING,
                                Kinds.CLUSTER_ROLE,
                                Kinds.CLUSTER_ROLE_BINDING))
                .filter(type -> type.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind " + kind));
    }

    /// The key of an object of a kind; `namespace` is left out for cluster-scoped kinds.
    public static ObjectKey key(String kind, String namespace, String name) {
        return new ObjectKey(typeOf(kind).namespaced() ? namespace : "", name);
    }

    /// Waits until nothing has been written for a moment.
    public void settle() {
        long[] seen = {-1};
        Awaitility.await().atMost(PATIENCE).pollDelay(QUIET).pollInterval(QUIET).until(() -> {
            long before = seen[0];
            seen[0] = store.revision();
            return before == seen[0];
        });
    }

    @Override
    public void close() {
        clients.forEach(Kube::close);
        server.close();
        store.close();
    }

    private Door door(Identity identity) {
        return request -> answer(server.handle(
                ApiRequest.of(request.method(), request.target(), request.headers(), request.body(), identity)));
    }

    private static Door.Answer answer(ApiResponse response) {
        return switch (response) {
            case ApiResponse.Complete complete ->
                new Door.Answer.Whole(complete.status(), complete.headers(), complete.body());
            case ApiResponse.Stream stream ->
                new Door.Answer.Streaming(stream.status(), stream.headers(), new Pulled(stream.chunks()));
        };
    }

    private record Pulled(ApiResponse.Chunks chunks) implements Door.Chunks {
        @Override
        public byte @Nullable [] next() throws InterruptedException {
            return chunks.next().orElse(null);
        }

        @Override
        public void close() {
            chunks.close();
        }
    }
}
