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
import dev.supercargo.decisions.inspection.PermissionsCondition;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Minus one: each grant is withdrawn from a running system, alone, and a user does what needs it
/// ([Drives]). Within 5 s of the first refused request, as the API server sees it (or of an audit, for
/// grants that only open watches use), a problem that names the grant, who lacks it, and the remedy shows
/// in every channel that does not itself need it ([Channels]); the object whose turn is refused says so
/// in its condition; pipelines that do not need it go on; and within 5 s after it was given back the
/// problem is gone from all channels, and what was driven goes on without a restart.
///
/// The list comes from the code. `supercargo verify --full` (`-Dminus.one=all`) takes all of it, else a
/// sample is drawn, by a seed that the name of each case shows (`-Dminus.one.seed=N` repeats it;
/// `-Dminus.one=WORDS` takes those whose name contains the words). The longest times are printed at the
/// end.
class MinusOneTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLE = 40;
    private static final String PROJECT = "minus-one";
    /// Another Project, whose pipeline goes on.
    private static final String OTHER = "bystander";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Desk desk;

    @SuppressWarnings("NullAway.Init") // set before all
    private static DemoSite site;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Showing shown;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Drives drives;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Deadline deadline;

    private static final Refusals REFUSALS = new Refusals();
    private static final Map<String, Longest> LONGEST = new TreeMap<>();

    private record Longest(Duration took, String when) {}

    @BeforeAll
    static void start() throws Exception {
        site = DemoSite.start(DemoRepositories.in(folder.resolve("repositories")), 0);
        desk = Desk.start(folder.resolve("data"), REFUSALS);
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterConfig
                metadata: {name: cluster}
                spec: {gitClient: {name: Committer, email: committer@example.com}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterPromotionTask
                metadata: {name: nothing}
                spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}
                """);
        desk.project(PROJECT);
        desk.create(pipeline(PROJECT));
        desk.create("""
                apiVersion: v1
                kind: Secret
                metadata: {name: words, namespace: minus-one}
                stringData: {word: spoken}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: quick, namespace: minus-one}
                spec:
                  metrics: [{name: any, successCondition: "true", provider: {web: {url: "%1$s/check", jsonPath: "{$}"}}}]
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: slow, namespace: minus-one}
                spec:
                  metrics:
                    - name: any
                      interval: 1h
                      count: 2
                      successCondition: "true"
                      provider: {web: {url: "%1$s/check", jsonPath: "{$}"}}
                """.formatted(site.url()));
        desk.kube()
                .patch(
                        Kinds.PROJECT_CONFIG,
                        new ObjectKey(PROJECT, PROJECT),
                        Map.of("spec", Map.of("promotionPolicies", List.of(policy("dev"), policy("glob:driven-*")))));
        desk.project(OTHER);
        desk.create(pipeline(OTHER));
        for (String project : List.of(PROJECT, OTHER)) {
            desk.awaitPromotion(new ObjectKey(project, "dev"), "Succeeded");
        }
        shown = new Showing(desk);
        drives = new Drives(desk, PROJECT, site.url());
        deadline = new Deadline(SOON);
    }

    private static Map<String, Object> policy(String stages) {
        return Map.of("stageSelector", Map.of("name", stages), "autoPromotionEnabled", true);
    }

    private static String pipeline(String project) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: %1$s}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: %1$s}
                spec: {interval: 1h, subscriptions: [{git: {repoURL: "%2$s/app.git", branch: main}}]}
                """.formatted(project, site.url());
    }

    @AfterAll
    static void stop() {
        LONGEST.forEach((what, longest) -> System.out.println("MinusOneTest: longest until " + what + ": "
                + longest.took().toMillis() + " ms (" + longest.when() + ")"));
        deadline.close();
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
        String which = System.getProperty("minus.one", "");
        if (!which.isEmpty()) {
            return all.stream()
                    .map(grant -> new Row(grant, 0))
                    .filter(row -> which.equals("all") || row.toString().contains(which));
        }
        Collections.shuffle(all, new Random(seed));
        return all.stream().limit(SAMPLE).map(grant -> new Row(grant, seed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grants")
    void withoutItThereIsAProblemAndWithItAgainThereIsNone(Row row) throws Exception {
        Grant grant = row.grant();
        Optional<Drives.Drive> drive = drives.prepare(grant);
        REFUSALS.forget();
        List<Problem> problems;
        Withdrawal withdrawal = Withdrawal.of(desk, grant);
        try {
            Deadline.From refused = refused(grant, drive);
            problems = new ArrayList<>();
            longest(
                    "the audit has found it",
                    row,
                    deadline.await("what the audit found", refused, () -> found(grant), found -> {
                        problems.addAll(found);
                        return !found.isEmpty();
                    }));
            problems.forEach(problem -> isWhole(grant, problem));
            for (Channel channel : Channels.of(grant, Channels.Place.LAPTOP)) {
                Duration took = deadline.await(
                        channel + " shows it", refused, () -> isIn(channel, grant, problems), Boolean::booleanValue);
                longest(channel + " shows it", row, took);
            }
            if (drive.flatMap(Drives.Drive::told).isPresent()) {
                Drives.Told told = drive.flatMap(Drives.Drive::told).get();
                Duration took = deadline.await(told + " tells it", refused, () -> says(told), MinusOneTest::isRefusal);
                longest("the object concerned says it", row, took);
            }
            if (!isNeededToPromote(grant)) {
                ObjectKey other = drives.promote(new ObjectKey(OTHER, "dev"));
                drives.awaitSuccess("a Promotion in another Project goes on", other);
            }
        } finally {
            withdrawal.giveBack();
        }
        Deadline.From back = deadline.from(System.nanoTime());
        longest(
                "all channels are clear again",
                row,
                deadline.await("all channels are clear", back, () -> shown.remaining(grant), List::isEmpty));
        drive.ifPresent(driven -> driven.after().run());
        drives.awaitSuccess("a Promotion runs without a restart", drives.promote(new ObjectKey(PROJECT, "dev")));
        if (Channels.of(grant, Channels.Place.LAPTOP).contains(Channel.EVENT)) {
            toldOnce(problems);
        }
    }

    /// The moment of the first refused request; where no user's doing makes one, that of an audit.
    private static Deadline.From refused(Grant grant, Optional<Drives.Drive> drive) {
        if (drive.isEmpty()) {
            Deadline.From now = deadline.from(System.nanoTime());
            desk.auditAgain(grant.component());
            return now;
        }
        drive.get().act().run();
        long nanos = await("a request of " + grant.component().account() + " is refused")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> REFUSALS.first(grant), OptionalLong::isPresent)
                .getAsLong();
        return deadline.from(nanos);
    }

    private static void longest(String what, Row row, Duration took) {
        LONGEST.merge(
                what, new Longest(took, row.toString()), (a, b) -> a.took().compareTo(b.took()) < 0 ? b : a);
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
    private static boolean isIn(Channel channel, Grant grant, List<Problem> problems) {
        return switch (channel) {
            case CONDITION -> problems.stream().allMatch(problem -> isInCondition(grant, problem));
            case HEALTH -> true; // a laptop has no health port
            case EVENT ->
                problems.stream().allMatch(problem -> !shown.events(problem).isEmpty());
            case REST -> problems.stream().allMatch(shown::isInRest);
            case COMMAND ->
                problems.stream().allMatch(problem -> shown.command().contains(problem.obstacle()));
            case METRIC -> problems.stream().allMatch(problem -> shown.metric(problem) >= 1);
        };
    }

    /// The first that can be written of those that the table names.
    private static boolean isInCondition(Grant grant, Problem problem) {
        String plural = Channels.conditions(grant).stream()
                .filter(where -> where.type().equals(PermissionsCondition.TYPE)
                        && !where.plural().equals(Kinds.STAGE.plural()))
                .findFirst()
                .orElseThrow()
                .plural();
        boolean onCluster = plural.equals(Kinds.CLUSTER_CONFIG.plural());
        String project = problem.subject().project().isEmpty()
                ? PROJECT
                : problem.subject().project();
        return desk.condition(
                        onCluster ? Kinds.CLUSTER_CONFIG : Kinds.PROJECT,
                        ObjectKey.cluster(onCluster ? "cluster" : project),
                        PermissionsCondition.TYPE)
                .contains(problem.obstacle());
    }

    private static String says(Drives.Told told) {
        return desk.condition(told.type(), told.key(), told.condition());
    }

    private static boolean isRefusal(String words) {
        return words.contains(Component.CONTROLLER.account())
                && (words.contains("cannot ") || words.contains("is not permitted") || words.contains(" lacks "));
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

    /// Whether a Promotion that somebody asks for may need it: for the controller Promotions, Freight,
    /// their statuses and that of the Stage, for admission Kargo's kinds, namespaces and who may do what.
    private static boolean isNeededToPromote(Grant grant) {
        return switch (grant.component()) {
            case CONTROLLER ->
                grant.group().equals(Kinds.GROUP)
                        && grant.resources().stream()
                                .anyMatch(one -> one.startsWith("promotions")
                                        || one.startsWith("freights")
                                        || one.equals("stages/status"))
                        && !grant.verbs().contains("create");
            case ADMISSION ->
                grant.group().equals(Kinds.GROUP)
                        || grant.group().equals("authorization.k8s.io")
                        || grant.resources().contains("namespaces");
            case MANAGEMENT, ANALYSIS, GARBAGE_COLLECTOR, API -> false;
        };
    }
}
