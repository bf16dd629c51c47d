package dev.supercargo.conformance;

import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.app.DataFolder;
import dev.supercargo.app.Laptop;
import dev.supercargo.app.LaptopOptions;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.client.Cluster;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/// A running system, and what its user sees.
final class Desk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static final Map<String, String> ENVIRONMENT = Map.of("ALLOW_CREDENTIALS_OVER_HTTP", "true");

    private final Kube kube;
    private final Function<Component, Kube> components;
    private final AutoCloseable system;
    private final List<PermissionAudit> audits;
    private final String rest;

    /// @param rest URL of the REST API, empty where there is none
    private Desk(
            Kube kube,
            Function<Component, Kube> components,
            AutoCloseable system,
            List<PermissionAudit> audits,
            String rest) {
        this.audits = List.copyOf(audits);
        this.rest = rest;
        this.kube = kube;
        this.components = components;
        this.system = system;
    }

    /// A cluster as its administrator sees it.
    static Desk of(Cluster cluster) {
        Kube administrator = KubeClient.to(cluster, RequestWatch.NONE);
        return new Desk(
                administrator,
                component -> KubeClient.to(cluster.as(component.username()), RequestWatch.NONE),
                administrator,
                List.of(),
                "");
    }

    static Desk start(Path folder) throws InterruptedException {
        return start(folder, (_, _, _) -> {});
    }

    static Desk start(Path folder, AccessListener audit) throws InterruptedException {
        return start(folder, Map.of(), audit);
    }

    static Desk start(Path folder, Map<String, String> environment, AccessListener audit) throws InterruptedException {
        var whole = new HashMap<>(ENVIRONMENT);
        whole.putAll(environment);
        Laptop laptop = Laptop.start(new LaptopOptions(new DataFolder(folder).made(), 0, Map.copyOf(whole), audit));
        return new Desk(laptop.localUser(), laptop::as, laptop, laptop.audits(), laptop.restAddress());
    }

    Kube kube() {
        return kube;
    }

    /// The URL of the REST API.
    String rest() {
        return rest;
    }

    /// A client with the rights of a component, for the caller to close.
    Kube as(Component component) {
        return components.apply(component);
    }

    /// Has a component ask anew what it may.
    void auditAgain(Component component) {
        audits(component).forEach(PermissionAudit::again);
    }

    /// The permissions that a component of this process misses.
    List<Problem> permissionProblems(Component component) {
        return audits(component)
                .flatMap(audit -> audit.problems(Instant.now()).stream())
                .toList();
    }

    private Stream<PermissionAudit> audits(Component component) {
        return audits.stream().filter(audit -> audit.component() == component);
    }

    /// Creates the objects of a YAML stream, as `kubectl create` would.
    void create(String yaml) {
        for (Object document : Yaml.parseAll(yaml)) {
            KubeObject object = KubeObject.of(Json.asObject(document));
            ResourceType type = Stream.concat(
                            Kinds.KARGO.stream(),
                            Stream.of(
                                    Kinds.SECRET,
                                    Kinds.CONFIG_MAP,
                                    Kinds.SERVICE_ACCOUNT,
                                    Kinds.ANALYSIS_TEMPLATE,
                                    Kinds.CLUSTER_ANALYSIS_TEMPLATE,
                                    Kinds.ANALYSIS_RUN))
                    .filter(kind -> kind.kind().equals(object.kind()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("unknown kind " + object.kind()));
            kube().create(type, object);
        }
    }

    /// Creates a Project in which a Stage promotes by itself, and waits until it is ready.
    void project(String name) {
        create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: %1$s}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: %1$s, namespace: %1$s}
                spec: {promotionPolicies: [{stageSelector: {name: dev}, autoPromotionEnabled: true}]}
                """.formatted(name));
        awaitCondition(Kinds.PROJECT, ObjectKey.cluster(name), "Ready", "True");
    }

    /// Asks a Warehouse to look now.
    void refresh(ObjectKey warehouse) {
        Map<String, Object> annotations =
                Map.of("kargo.akuity.io/refresh", Instant.now().toString());
        kube().patch(Kinds.WAREHOUSE, warehouse, Map.of("metadata", Map.of("annotations", annotations)));
    }

    /// A condition as `status/reason: message`, or empty where there is none.
    String condition(ResourceType type, ObjectKey key, String name) {
        return kube().get(type, key)
                .flatMap(object -> Json.list(object.view(), "status", "conditions").stream()
                        .filter(c -> text(c, "type").equals(name))
                        .findFirst())
                .map(c -> text(c, "status") + "/" + text(c, "reason") + ": " + text(c, "message"))
                .orElse("");
    }

    /// Waits until a condition begins with some words, and returns it.
    String awaitCondition(ResourceType type, ObjectKey key, String name, String beginning) {
        return await(type.kind() + " " + key + " " + name + " " + beginning)
                .atMost(PATIENCE)
                .until(() -> condition(type, key, name), condition -> condition.startsWith(beginning));
    }

    /// Waits until the newest Promotion of a Stage is in a phase, and returns it. Where that does not come about, all
    /// that the Project's Promotions and Warehouses say of themselves is told.
    KubeObject awaitPromotion(ObjectKey stage, String phase) {
        try {
            return await("Promotion of " + stage + " in phase " + phase)
                    .atMost(PATIENCE)
                    .until(
                            () -> promotions(stage).reduce((_, later) -> later),
                            promotion -> promotion
                                    .filter(p ->
                                            text(p.view(), "status", "phase").equals(phase))
                                    .isPresent())
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            String found = Stream.of(Kinds.WAREHOUSE, Kinds.FREIGHT, Kinds.PROMOTION, Kinds.STAGE)
                    .flatMap(type -> all(type, stage.namespace()).stream())
                    .map(object -> Json.print(object.view()))
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(e.getMessage() + "\n" + found, e);
        }
    }

    /// The Promotions of a Stage, oldest first.
    Stream<KubeObject> promotions(ObjectKey stage) {
        return all(Kinds.PROMOTION, stage.namespace()).stream()
                .filter(p -> text(p.view(), "spec", "stage").equals(stage.name()))
                .sorted((a, b) -> a.name().compareTo(b.name()));
    }

    List<KubeObject> all(ResourceType type, String namespace) {
        return kube().list(type, namespace, LabelSelector.EVERYTHING);
    }

    /// The Events of a Project with some reason.
    List<KubeObject> events(String project, String reason) {
        return all(Kinds.EVENT, project).stream()
                .filter(event -> text(event.view(), "reason").equals(reason))
                .toList();
    }

    static String text(Object tree, String... path) {
        return Json.text(tree, path).orElse("");
    }

    static Optional<String> message(KubeObject promotion) {
        return Json.text(promotion.view(), "status", "message");
    }

    @Override
    public void close() {
        try {
            system.close();
        } catch (Exception e) {
            throw new AssertionError("the system did not stop", e);
        }
    }
}
