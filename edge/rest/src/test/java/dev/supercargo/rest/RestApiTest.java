package dev.supercargo.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.controllers.problems.PictureSource;
import dev.supercargo.controllers.problems.ProblemWatch;
import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Door;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.client.TurnLoop;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Crds;
import dev.supercargo.model.Kinds;
import dev.supercargo.rest.metrics.Meters;
import dev.supercargo.rest.metrics.Metric;
import dev.supercargo.rest.metrics.MetricsPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestApiTest {
    private static final Path PAGE = Path.of("../../docs/metrics.md");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EXPLANATION = "/v1beta1/projects/p/stages/s/explanation";

    private final List<AutoCloseable> running = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Machinery machinery = new Machinery(Component.CONTROLLER);
    private ApiServer server = start();
    private Kube admin = client(Identity.administrator("admin"));

    private ApiServer start() {
        Store store = Store.inMemory();
        running.add(store);
        ApiServer api = ApiServer.over(
                store,
                ApiServerOptions.standard()
                        .withBootstrap(
                                Crds.bundled().stream().map(KubeObject::of).toList()));
        running.add(api);
        return api;
    }

    @BeforeEach
    void objects() {
        apply(Kinds.PROJECT, "{metadata: {name: p}}");
        apply(Kinds.NAMESPACE, "{metadata: {name: p}}");
        apply(Kinds.NAMESPACE, "{metadata: {name: kargo}}");
        apply(
                Kinds.PROJECT_CONFIG,
                "{metadata: {name: p, namespace: p}, spec: {promotionPolicies: [{stage: s, autoPromotionEnabled: true}]}}");
        apply(
                Kinds.WAREHOUSE,
                "{metadata: {name: w, namespace: p}, spec: {interval: 5m, subscriptions: [{git: {repoURL:"
                        + " 'https://example.com/a.git'}}]}}");
        apply(
                Kinds.FREIGHT,
                "{metadata: {name: f1, namespace: p}, origin: {kind: Warehouse, name: w}, discoveredAt:"
                        + " '2026-01-01T00:00:00Z'}");
        apply(
                Kinds.STAGE,
                "{metadata: {name: s, namespace: p}, spec: {requestedFreight: [{origin: {kind: Warehouse, name: w},"
                        + " sources: {direct: true}}], promotionTemplate: {spec: {steps: [{uses: x}]}}}}");
        refuse("kargo-controller");
    }

    /// The Stage tells of a refusal, as its controller writes it.
    private void refuse(String account) {
        admin.patchStatus(
                Kinds.STAGE,
                new ObjectKey("p", "s"),
                Map.of(
                        "status",
                        Map.of(
                                "conditions",
                                List.of(Map.of(
                                        "type", "AutoPromotion",
                                        "status", "False",
                                        "reason", "PermissionMissing",
                                        "lastTransitionTime", "2026-01-01T00:00:00Z",
                                        "message",
                                                "Freight \"f1\" from origin \"Warehouse/w\" cannot be promoted: promotions is"
                                                        + " forbidden: User \"system:serviceaccount:kargo:" + account
                                                        + "\" cannot create resource \"promotions\" in API group"
                                                        + " \"kargo.akuity.io\" in the namespace \"p\"")))));
    }

    @AfterEach
    void stop() throws Exception {
        http.shutdownNow();
        for (AutoCloseable part : running.reversed()) {
            part.close();
        }
    }

    @Test
    void theLocalUserSeesProblemsAndExplanations() throws Exception {
        String url = serve(Authentication.local());
        await("the problem is listed")
                .atMost(PATIENCE)
                .until(() -> problems(url, "").size() == 1);
        Object problem = problems(url, "").getFirst();
        assertThat(Json.text(problem, "code")).contains("PermissionMissing");
        assertThat(Json.text(problem, "subject", "kind")).contains("Stage");
        assertThat(Json.text(problem, "remedy", "missing"))
                .contains("kargo-controller lacks create on promotions.kargo.akuity.io (in namespace p)");
        assertThat(Json.text(problem, "remedy", "yaml").orElse("")).contains("RoleBinding", "promotions");
        assertThat(Json.list(body(url, "/v1beta1/projects/p/problems", "", 200), "problems"))
                .containsExactly(problem);

        Map<String, Object> explained = body(url, EXPLANATION, "", 200);
        assertThat(Json.text(explained, "autoPromotion", "reason")).contains("PermissionMissing");
        Object freight =
                Json.list(Json.list(explained, "origins").getFirst(), "freight").getFirst();
        assertThat(Json.text(freight, "name")).contains("f1");
        assertThat(Json.text(freight, "verdict")).contains("Blocked");
        assertThat(Json.text(freight, "since")).contains("2026-01-01T00:00:00Z");

        assertThat(Json.text(body(url, "/v1beta1/projects/p/stages/x/explanation", "", 404), "error"))
                .contains("Stage.kargo.akuity.io \"x\" not found");
        assertThat(Json.text(body(url, "/v1beta1/projects/x/problems", "", 404), "error"))
                .contains("Project.kargo.akuity.io \"x\" not found");
        assertThat(get(url, "/v1beta1/nothing", "").statusCode()).isEqualTo(404);
        await("nobody has granted the controller anything, and of others nothing is known")
                .atMost(PATIENCE)
                .until(() -> states(url).equals(List.of("missing", "unknown")));
        Object first = Json.list(body(url, "/v1beta1/permissions", "", 200), "permissions")
                .getFirst();
        Object grant = Json.list(first, "grants").getFirst();
        assertThat(Json.list(grant, "missing"))
                .extracting(missing -> Json.text(missing, "permission").orElse(""))
                .containsExactlyInAnyOrder("list on stages.kargo.akuity.io", "watch on stages.kargo.akuity.io");
        assertThat(Json.text(Json.list(grant, "missing").getFirst(), "since")).isPresent();

        admin.delete(Kinds.FREIGHT, new ObjectKey("p", "f1"));
        await("what is resolved is gone")
                .atMost(PATIENCE)
                .until(() -> problems(url, "").isEmpty());
    }

    @Test
    void silenceIsSeenWhereNoControllerRuns() throws Exception {
        admin.patchStatus(Kinds.STAGE, new ObjectKey("p", "s"), Map.of("status", Map.of("conditions", List.of())));
        InstantSource later = () -> java.time.Instant.now().plusSeconds(60);
        String url = serve(Authentication.local(), later);
        await("nobody promotes, nobody looks")
                .atMost(PATIENCE)
                .until(() ->
                        codes(url).containsAll(List.of("Overdue Stage", "NotHandled Stage", "NotHandled Warehouse")));
        Map<String, Object> explained = body(url, EXPLANATION, "", 200);
        assertThat(Json.text(explained, "autoPromotion", "reason")).contains("Overdue");
        await("it is told once").atMost(PATIENCE).until(() -> warnings("Overdue") == 1);
    }

    private List<String> codes(String url) throws IOException, InterruptedException {
        return problems(url, "").stream()
                .map(problem -> Json.text(problem, "code").orElse("") + " "
                        + Json.text(problem, "subject", "kind").orElse(""))
                .toList();
    }

    private long warnings(String reason) {
        return admin.list(Kinds.EVENT, "p", dev.supercargo.meta.LabelSelector.EVERYTHING).stream()
                .filter(event -> Json.text(event.view(), "type").equals(Optional.of("Warning"))
                        && Json.text(event.view(), "reason").equals(Optional.of(reason)))
                .count();
    }

    @Test
    void aTokenIsReviewedAndItsOwnerSeesOnlyWhatHeMaySee() throws Exception {
        String url = serve(Authentication.tokens(admin));
        assertThat(Json.text(body(url, EXPLANATION, "", 401), "error")).contains("no token provided");
        assertThat(Json.text(body(url, EXPLANATION, "secret", 401), "error")).contains("invalid token");
        assertThat(Json.text(body(url, EXPLANATION, "a.b.c", 401), "error")).contains("invalid token");
        assertThat(get(url, "/v1beta1/nothing", "").statusCode())
                .as("who asks comes first")
                .isEqualTo(401);

        String token = token("jo");
        assertThat(Json.text(body(url, EXPLANATION, token, 403), "error").orElse(""))
                .contains("stages.kargo.akuity.io \"s\" is forbidden: get is not permitted");
        assertThat(problems(url, token)).isEmpty();
        role("[get, list]");
        await("the role counts")
                .atMost(PATIENCE)
                .until(() -> problems(url, token).size() == 1);
        assertThat(get(url, EXPLANATION, token).statusCode()).isEqualTo(200);
        assertThat(get(url, "/livez", "").statusCode()).as("needs no token").isEqualTo(200);
        assertThat(get(url, "/metrics", "").statusCode()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteIsNotAnswered() throws Exception {
        String url = serve(Authentication.local());
        int port = URI.create(url).getPort();
        try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /v1beta1/problems HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer = new String(
                    socket.getInputStream().readNBytes("HTTP/1.1 403".length()),
                    java.nio.charset.StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void aRefusedTurnIsNotReady() throws Exception {
        var refused = new Failure.Forbidden(
                "stages \"s\" is forbidden: User \"c\" cannot patch resource \"stages/status\" in API group"
                        + " \"kargo.akuity.io\" in the namespace \"p\"",
                "");
        Controller loop = machinery.with(Kinds.STAGE, new TurnLoop("stages", 1, InstantSource.system(), key -> {
            throw new WorldException(refused);
        }));
        running.add(loop);
        String url = serve(Authentication.local());
        assertThat(get(url, "/readyz", "").body()).isEqualTo("ok");
        loop.start();
        loop.wake(new ObjectKey("p", "s"));
        await("it is told").atMost(PATIENCE).until(() -> get(url, "/readyz", "").statusCode() == 500);
        assertThat(get(url, "/readyz?verbose", "").body())
                .contains("[+]ping ok", "[-]turns failed: cannot finish a turn over Stage p/s", "readyz check failed");
        assertThat(get(url, "/livez?verbose", "").body()).isEqualTo("[+]ping ok\nlivez check passed\n");
        await("it is a problem")
                .atMost(PATIENCE)
                .until(() -> problems(url, "").stream()
                        .anyMatch(problem -> Json.text(problem, "remedy", "missing")
                                .orElse("")
                                .contains("stages.kargo.akuity.io/status")));
        assertThat(get(url, "/metrics", "").body()).contains("supercargo_turn_failures_total{controller=\"stages\"}");
    }

    @Test
    void everyMetricIsServedUnderItsNameAndListed() throws Exception {
        Controller loop = machinery.with(
                Kinds.STAGE,
                new TurnLoop("stages", 1, InstantSource.system(), _ -> dev.supercargo.kube.client.Turn.Next.rest()));
        running.add(loop);
        String url = serve(Authentication.local());
        admin.patchStatus(
                Kinds.WAREHOUSE,
                new ObjectKey("p", "w"),
                Map.of("status", Map.of("discoveredArtifacts", Map.of("discoveredAt", "2026-01-01T00:00:00Z"))));
        apply(
                Kinds.PROMOTION,
                "{metadata: {name: s.1, namespace: p}, spec: {stage: s, freight: f1, steps: [{uses: git-clone}]}}");
        String ended = java.time.Instant.now().plusSeconds(60).toString();
        admin.patchStatus(
                Kinds.PROMOTION,
                new ObjectKey("p", "s.1"),
                Map.of(
                        "status",
                        Map.of(
                                "phase",
                                "Running",
                                "stepExecutionMetadata",
                                List.of(Map.of(
                                        "alias", "a",
                                        "status", "Succeeded",
                                        "startedAt", "2026-01-01T00:00:00Z",
                                        "finishedAt", ended)))));
        await("all are there").atMost(PATIENCE).untilAsserted(() -> {
            String text = get(url, "/metrics", "").body();
            for (Metric metric : Metric.values()) {
                assertThat(text)
                        .contains(
                                "# TYPE " + metric.word() + " " + metric.kind().word());
                assertThat(text)
                        .containsPattern(metric.word() + "[a-z_]*\\{[^}]*"
                                + metric.labels().getFirst() + "=");
            }
        });
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, MetricsPage.markdown());
        }
        assertThat(PAGE).as("rewrite it with -Dgolden.write=true").hasContent(MetricsPage.markdown());
    }

    /// The states of grants that are not answered about each Project, of which there is none here.
    private List<String> states(String url) throws Exception {
        return Json.list(body(url, "/v1beta1/permissions", "", 200), "permissions").stream()
                .flatMap(component -> Json.list(component, "grants").stream())
                .filter(grant -> !Json.text(grant, "scope").orElse("").equals("each Project"))
                .map(grant -> Json.text(grant, "state").orElse(""))
                .distinct()
                .toList();
    }

    private String serve(Authentication authentication) throws InterruptedException {
        return serve(authentication, InstantSource.system());
    }

    private String serve(Authentication authentication, InstantSource clock) throws InterruptedException {
        Kube kube = client(Identity.administrator("api"));
        machinery.over(kube);
        var announcer = new Announcer(kube, "kargo-api", clock);
        var watch = new ProblemWatch(kube, PictureSource.View.ALL, true, List.of(machinery), announcer, clock);
        running.add(watch);
        var meters = new Meters(watch, List.of(machinery), clock);
        var controllerAudit = PermissionAudit.onBehalf(Component.CONTROLLER, "kargo", clock);
        running.add(controllerAudit);
        kube.start();
        watch.start();
        controllerAudit.start(kube, List::of);
        var live = new HealthChecks().with("ping", Optional::empty);
        var ready = new HealthChecks()
                .with("ping", Optional::empty)
                .with(
                        "turns",
                        () -> machinery.troubles().stream()
                                .map(problem -> problem.sentence())
                                .findFirst());
        var api = new RestApi(
                watch,
                authentication,
                new Access(kube),
                new RestApi.Health(live, ready),
                meters::text,
                List.of(controllerAudit),
                clock);
        RestServer rest = RestServer.onThisMachine(api, 0);
        running.add(rest);
        return "http://127.0.0.1:" + rest.port();
    }

    private String token(String account) {
        apply(Kinds.SERVICE_ACCOUNT, "{metadata: {name: " + account + ", namespace: p}}");
        apply(
                Kinds.SECRET,
                "{metadata: {name: token, namespace: p, annotations: {kubernetes.io/service-account.name: " + account
                        + "}}, type: kubernetes.io/service-account-token}");
        await("a token is made")
                .atMost(PATIENCE)
                .until(() -> Json.text(secret(), "data", "token").isPresent());
        return new String(
                java.util.Base64.getDecoder()
                        .decode(Json.text(secret(), "data", "token").orElseThrow()),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private Map<String, Object> secret() {
        return admin.get(Kinds.SECRET, new ObjectKey("p", "token"))
                .orElseThrow()
                .view();
    }

    private void role(String verbs) {
        apply(
                Kinds.ROLE,
                "{metadata: {name: see, namespace: p}, rules: [{apiGroups: [kargo.akuity.io], resources: [stages], verbs: "
                        + verbs + "}]}");
        apply(
                Kinds.ROLE_BINDING,
                "{metadata: {name: see, namespace: p}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name:"
                        + " see}, subjects: [{kind: ServiceAccount, name: jo, namespace: p}]}");
    }

    private List<Object> problems(String url, String token) throws IOException, InterruptedException {
        return Json.list(body(url, "/v1beta1/problems", token, 200), "problems");
    }

    private Map<String, Object> body(String url, String path, String token, int status)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(url, path, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        return Json.parseObject(response.body());
    }

    private HttpResponse<String> get(String url, String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void apply(ResourceType type, String yaml) {
        Map<String, Object> tree = Json.asObject(Yaml.parse(yaml));
        tree.put("apiVersion", type.apiVersion());
        tree.put("kind", type.kind());
        admin.create(type, KubeObject.of(tree));
    }

    private Kube client(Identity identity) {
        Kube kube = KubeClient.through(request -> switch (server.handle(
                ApiRequest.of(request.method(), request.target(), request.headers(), request.body(), identity))) {
            case ApiResponse.Complete answer -> new Door.Answer.Whole(answer.status(), answer.headers(), answer.body());
            case ApiResponse.Stream answer ->
                new Door.Answer.Streaming(answer.status(), answer.headers(), chunks(answer.chunks()));
        });
        running.add(kube);
        return kube;
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
}
