package dev.supercargo.controllers;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.admission.AdmissionAnswer;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest;
import dev.supercargo.kube.client.Door;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Crds;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An API server in memory with the kinds of Kargo and a namespace `p`. Promotions are named and filled on creation as
/// admission does it.
public final class TestApi implements AutoCloseable {
    private final AtomicInteger promotions = new AtomicInteger();
    private final Store store = Store.inMemory();
    private final ApiServer server;
    private final List<Kube> clients = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final Kube admin;

    public TestApi() {
        server = ApiServer.over(
                store,
                ApiServerOptions.standard()
                        .withBootstrap(
                                Crds.bundled().stream().map(KubeObject::of).toList())
                        .withMutating(this::filled));
        admin = as(Identity.administrator("admin"));
        apply("{apiVersion: v1, kind: Namespace, metadata: {name: p}}", Kinds.NAMESPACE);
    }

    private AdmissionAnswer filled(AdmissionRequest request) {
        if (!request.target().type().equals(Kinds.PROMOTION)
                || !(request.change() instanceof AdmissionRequest.Change.Create(var wanted))) {
            return AdmissionAnswer.allowed();
        }
        Map<String, Object> promotion = Json.copy(wanted);
        String stage = Json.text(promotion, "spec", "stage").orElse("");
        String freight = Json.text(promotion, "spec", "freight").orElse("");
        String name = "%s.%026d.%s".formatted(stage, promotions.incrementAndGet(), freight);
        Json.put(promotion, name, "metadata", "name");
        Json.put(promotion, stage, "metadata", "labels", Labels.STAGE);
        Json.put(promotion, Json.parse("[{\"uses\":\"x\"}]"), "spec", "steps");
        return AdmissionAnswer.changed(promotion);
    }

    /// A client under an identity. It is closed with the server.
    public Kube as(Identity identity) {
        Kube client = KubeClient.through(door(identity));
        clients.add(client);
        return client;
    }

    /// The client of an administrator.
    public Kube admin() {
        return admin;
    }

    /// The requests so far that contain a text, as `METHOD target`.
    public long requests(String text) {
        return requests.stream().filter(request -> request.contains(text)).count();
    }

    private Door door(Identity identity) {
        return request -> {
            requests.add(request.method() + " " + request.target());
            return switch (server.handle(
                    ApiRequest.of(request.method(), request.target(), request.headers(), request.body(), identity))) {
                case ApiResponse.Complete answer ->
                    new Door.Answer.Whole(answer.status(), answer.headers(), answer.body());
                case ApiResponse.Stream answer ->
                    new Door.Answer.Streaming(answer.status(), answer.headers(), chunks(answer.chunks()));
            };
        };
    }

    private static Door.Chunks chunks(ApiResponse.Chunks chunks) {
        return new Door.Chunks() {
            @Override
            public byte @Nullable [] next() throws InterruptedException {
                return chunks.next().orElse(null);
            }

            @Override
            public void close() {
                chunks.close();
            }
        };
    }

    /// Creates an object from YAML.
    public KubeObject apply(String yaml, ResourceType type) {
        return admin.create(type, KubeObject.of(Json.asObject(Yaml.parse(yaml))));
    }

    /// Creates an object of a Kargo kind in namespace `p` from the YAML of what it has besides its name.
    public KubeObject create(ResourceType type, String name, String yaml) {
        Map<String, Object> tree =
                KubeObject.named(type, new ObjectKey("p", name)).tree();
        Json.asObject(Yaml.parse(yaml)).forEach((key, value) -> Json.putNullable(tree, key, value));
        return admin.create(type, KubeObject.of(tree));
    }

    /// Merges YAML into an object's status.
    public void status(ResourceType type, String name, String yaml) {
        admin.patchStatus(type, new ObjectKey("p", name), Map.of("status", Json.asObject(Yaml.parse(yaml))));
    }

    /// An object of namespace `p` as stored; an empty one where it is absent.
    public Map<String, Object> stored(ResourceType type, String name) {
        return admin.get(type, new ObjectKey("p", name)).map(KubeObject::tree).orElse(Map.of());
    }

    /// All objects of a kind in namespace `p`.
    public List<KubeObject> all(ResourceType type) {
        return admin.list(type, "p", dev.supercargo.meta.LabelSelector.EVERYTHING);
    }

    @Override
    public void close() {
        clients.forEach(Kube::close);
        server.close();
        store.close();
    }
}
