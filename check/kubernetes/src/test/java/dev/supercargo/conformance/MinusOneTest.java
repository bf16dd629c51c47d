package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Channel;
import dev.supercargo.access.Channels;
import dev.supercargo.access.Component;
import dev.supercargo.access.Grant;
import dev.supercargo.access.Grants;
import dev.supercargo.access.Scope;
import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Minus one: each grant is withdrawn from a running system, alone. Within seconds a problem that names it, who lacks
/// it, and the remedy shows in every channel that does not itself need the grant ([Channels]); pipelines that do not
/// need it go on; and within seconds after it was given back the problem is gone from all channels, and a Promotion
/// runs without a restart.
///
/// The list comes from the code. `supercargo verify --full` (`-Dminus.one=all`) takes all of it, else a sample is
/// drawn, by a seed that the name of each case shows (`-Dminus.one.seed=N` repeats it).
class MinusOneTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SAMPLE = 40;
    private static final String PROJECT = "minus-one";
    /// Another Project, whose pipeline goes on.
    private static final String OTHER = "bystander";

    private static int serial;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Desk desk;

    @SuppressWarnings("NullAway.Init") // set before all
    private static DemoSite site;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Showing shown;

    @BeforeAll
    static void start() throws Exception {
        site = DemoSite.start(DemoRepositories.in(folder.resolve("repositories")), 0);
        desk = Desk.start(folder.resolve("data"));
        desk.project(PROJECT);
        desk.create(pipeline(PROJECT, "dev"));
        desk.create(warehouse(PROJECT, "app"));
        desk.create("""
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisRun
                metadata: {name: slow, namespace: minus-one}
                spec:
                  metrics:
                    - name: any
                      interval: 1h
                      count: 2
                      provider: {web: {url: "%s/check", jsonPath: "{$}"}}
                """.formatted(site.url()));
        desk.kube()
                .patch(
                        Kinds.PROJECT_CONFIG,
                        new ObjectKey(PROJECT, PROJECT),
                        Map.of("spec", Map.of("promotionPolicies", List.of(policy("dev"), policy("glob:driven-*")))));
        desk.project(OTHER);
        desk.create(pipeline(OTHER, "dev"));
        desk.create(warehouse(OTHER, "app"));
        for (String project : List.of(PROJECT, OTHER)) {
            desk.awaitPromotion(new ObjectKey(project, "dev"), "Succeeded");
        }
        shown = new Showing(desk);
    }

    private static Map<String, Object> policy(String stages) {
        return Map.of("stageSelector", Map.of("name", stages), "autoPromotionEnabled", true);
    }

    private static String pipeline(String project, String stage) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %s, namespace: %s}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}}
                """.formatted(stage, project);
    }

    private static String warehouse(String project, String name) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: %s, namespace: %s}
                spec: {interval: 1h, subscriptions: [{git: {repoURL: "%s/app.git", branch: main}}]}
                """.formatted(name, project, site.url());
    }

    @AfterAll
    static void stop() {
        shown.close();
        desk.close();
        site.close();
    }

    record Row(Grant grant, long seed) {
        @Override
        public String toString() {
            return grant.component().word() + ": " + String.join(",", grant.verbs()) + " on "
                    + String.join(",", grant.resources()) + " (seed " + seed + ")";
        }
    }

    static Stream<Row> grants() {
        long seed = Long.getLong("minus.one.seed", System.nanoTime());
        List<Grant> all = new ArrayList<>(Grants.all());
        if ("all".equals(System.getProperty("minus.one"))) {
            return all.stream().map(grant -> new Row(grant, 0));
        }
        Collections.shuffle(all, new Random(seed));
        return all.stream().limit(SAMPLE).map(grant -> new Row(grant, seed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grants")
    void withoutItThereIsAProblemAndWithItAgainThereIsNone(Row row) {
        Grant grant = row.grant();
        Set<Channel> channels = Channels.of(grant, Channels.Place.LAPTOP);
        Optional<Driven> driven;
        List<Problem> problems;
        Withdrawal withdrawal = Withdrawal.of(desk, grant);
        try {
            desk.auditAgain(grant.component());
            Optional<ObjectKey> bystander = isNeededToPromote(grant) ? Optional.empty() : Optional.of(promotion(OTHER));
            driven = Channels.condition(grant).map(MinusOneTest::drive);
            problems = await("what the audit found").atMost(SOON).until(() -> found(grant), found -> !found.isEmpty());
            problems.forEach(problem -> isWhole(grant, problem));
            for (Channel channel : channels) {
                await(channel + " shows it").atMost(SOON).until(() -> isIn(channel, problems));
            }
            driven.ifPresent(Driven::awaitRefusal);
            bystander.ifPresent(key -> awaitSuccess("a Promotion in another Project goes on", key));
        } finally {
            withdrawal.giveBack();
        }
        ObjectKey next = promotion(PROJECT);
        await("all channels are clear")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(shown.remaining(grant)).isEmpty());
        driven.ifPresent(Driven::awaitTheEnd);
        awaitSuccess("a Promotion runs without a restart", next);
        if (channels.contains(Channel.EVENT)) {
            toldOnce(problems);
        }
    }

    private static void isWhole(Grant grant, Problem problem) {
        assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
        assertThat(problem.obstacle())
                .startsWith(grant.component().account() + " lacks ")
                .contains(grant.reason().because());
        boolean inProject = grant.scope() instanceof Scope.EachProject;
        assertThat(problem.subject().type()).isEqualTo(inProject ? Kinds.PROJECT : Kinds.CLUSTER_CONFIG);
        assertThat(problem.remedy().yaml())
                .contains("name: " + grant.component().account())
                .contains(problem.remedy().permission().orElseThrow().verb());
    }

    /// Each channel tells each of the problems.
    private static boolean isIn(Channel channel, List<Problem> problems) {
        return switch (channel) {
            case CONDITION, HEALTH -> true; // the object that is driven tells it; a laptop has no health port
            case EVENT ->
                problems.stream().allMatch(problem -> !shown.events(problem).isEmpty());
            case REST -> problems.stream().allMatch(shown::isInRest);
            case COMMAND ->
                problems.stream().allMatch(problem -> shown.command().contains(problem.obstacle()));
            case METRIC -> problems.stream().allMatch(problem -> shown.metric(problem) >= 1);
        };
    }

    private static void toldOnce(List<Problem> problems) {
        for (Problem problem : problems) {
            assertThat(shown.events(problem))
                    .as("told once: %s", problem.obstacle())
                    .hasSize(1);
        }
    }

    private static List<Problem> found(Grant grant) {
        return desk.permissionProblems(grant.component()).stream()
                .filter(problem -> problem.remedy()
                        .permission()
                        .filter(missing -> missing.group().equals(grant.group())
                                && grant.verbs().contains(missing.verb())
                                && grant.resources().contains(missing.resource()))
                        .isPresent())
                .toList();
    }

    /// Whether a Promotion that somebody asks for may need it: Kargo's kinds, namespaces and who may do what, for the
    /// controller and for admission.
    private static boolean isNeededToPromote(Grant grant) {
        return switch (grant.component()) {
            case CONTROLLER -> grant.group().equals(Kinds.GROUP);
            case ADMISSION ->
                grant.group().equals(Kinds.GROUP)
                        || grant.group().equals("authorization.k8s.io")
                        || grant.resources().contains("namespaces");
            case MANAGEMENT, ANALYSIS, GARBAGE_COLLECTOR, API -> false;
        };
    }

    /// An object whose first turn needs the grant, and its condition that says so.
    private record Driven(ResourceType type, ObjectKey key, String condition) {
        void awaitRefusal() {
            await(condition + " of " + key + " tells of it")
                    .atMost(SOON)
                    .until(() -> desk.condition(type, key, condition), Driven::isRefusal);
        }

        void awaitTheEnd() {
            await(condition + " of " + key + " is clear")
                    .atMost(SOON)
                    .until(() -> desk.condition(type, key, condition), words -> words.startsWith("True/"));
            assertThat(desk.events(key.namespace(), ProblemCode.PERMISSION_MISSING.word()))
                    .filteredOn(event ->
                            Desk.text(event.view(), "involvedObject", "name").equals(key.name()))
                    .as("told once about %s", key)
                    .hasSize(1);
            desk.kube().delete(type, key);
        }

        private static boolean isRefusal(String words) {
            return words.startsWith("False/")
                    && (words.contains(Component.CONTROLLER.account()) || words.contains("is not permitted"));
        }
    }

    private static Driven drive(Channels.Shown where) {
        String name = "driven-" + ++serial;
        boolean isStage = where.plural().equals(Kinds.STAGE.plural());
        desk.create(isStage ? pipeline(PROJECT, name) : warehouse(PROJECT, name));
        return new Driven(isStage ? Kinds.STAGE : Kinds.WAREHOUSE, new ObjectKey(PROJECT, name), where.type());
    }

    private static ObjectKey promotion(String project) {
        String freight = desk.all(Kinds.FREIGHT, project).stream()
                .filter(one -> Desk.text(one.view(), "origin", "name").equals("app"))
                .findFirst()
                .orElseThrow()
                .name();
        return desk.kube()
                .create(
                        Kinds.PROMOTION,
                        KubeObject.named(Kinds.PROMOTION, new ObjectKey(project, "any"))
                                .with(Map.of("stage", "dev", "freight", freight), "spec"))
                .key();
    }

    private static void awaitSuccess(String what, ObjectKey key) {
        await(what)
                .atMost(PATIENCE)
                .until(() -> desk.kube()
                        .get(Kinds.PROMOTION, key)
                        .filter(promotion ->
                                Desk.text(promotion.view(), "status", "phase").equals("Succeeded"))
                        .isPresent());
    }
}
