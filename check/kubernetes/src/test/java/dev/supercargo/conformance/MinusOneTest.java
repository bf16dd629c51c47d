package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Grant;
import dev.supercargo.access.Grants;
import dev.supercargo.access.Scope;
import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Minus one: each grant is withdrawn from a running system, alone. Within seconds there is a problem that names it,
/// who
/// lacks it, and the remedy, told by exactly one Event; within seconds after it was given back the problem is gone, and
/// a
/// Promotion runs without a restart.
///
/// The list comes from the code. `supercargo verify --full` (`-Dminus.one=all`) takes all of it, else a sample is
/// drawn, by a seed that the name of each case shows (`-Dminus.one.seed=N` repeats it).
class MinusOneTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SAMPLE = 40;
    private static final String PROJECT = "minus-one";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Desk desk;

    @SuppressWarnings("NullAway.Init") // set before all
    private static DemoSite site;

    @BeforeAll
    static void start() throws Exception {
        site = DemoSite.start(DemoRepositories.in(folder.resolve("repositories")), 0);
        desk = Desk.start(folder.resolve("data"));
        desk.project(PROJECT);
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: dev, namespace: minus-one}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [{uses: compose-output, as: out, config: {a: b}}]}}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: minus-one}
                spec: {interval: 1h, subscriptions: [{git: {repoURL: "%s/app.git", branch: main}}]}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisRun
                metadata: {name: slow, namespace: minus-one}
                spec:
                  metrics:
                    - name: any
                      interval: 1h
                      count: 2
                      provider: {web: {url: "%s/check", jsonPath: "{$}"}}
                """.formatted(site.url(), site.url()));
        desk.awaitPromotion(new ObjectKey(PROJECT, "dev"), "Succeeded");
    }

    @AfterAll
    static void stop() {
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
        Grant.Permission first = grant.permissions().getFirst();
        Withdrawal withdrawal = Withdrawal.of(desk, grant);
        Problem problem;
        try {
            desk.auditAgain(grant.component());
            problem = await("a problem of " + first)
                    .atMost(SOON)
                    .until(() -> problems(grant), found -> !found.isEmpty())
                    .getFirst();
            assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
            assertThat(problem.obstacle())
                    .startsWith(grant.component().account() + " lacks ")
                    .contains(grant.reason().because());
            boolean inProject = grant.scope() instanceof Scope.EachProject;
            assertThat(problem.subject().type()).isEqualTo(inProject ? Kinds.PROJECT : Kinds.CLUSTER_CONFIG);
            assertThat(problem.remedy().yaml())
                    .contains("name: " + grant.component().account())
                    .contains(problem.remedy().permission().orElseThrow().verb());
            await("its Event, which another component tells where this one may not")
                    .atMost(SOON)
                    .until(() -> isEventsOwn(grant) || events(problem).size() == 1);
        } finally {
            withdrawal.giveBack();
        }
        await("the problem is gone").atMost(SOON).until(() -> problems(grant).isEmpty());
        if (!isEventsOwn(grant)) {
            assertThat(events(problem)).as("told once").hasSize(1);
        }
        promotesAgain();
    }

    /// Where somebody may not create Events, theirs wait until they may.
    private static boolean isEventsOwn(Grant grant) {
        return grant.resources().contains("events");
    }

    private static List<Problem> problems(Grant grant) {
        return desk.permissionProblems(grant.component()).stream()
                .filter(problem -> problem.remedy()
                        .permission()
                        .filter(missing -> missing.group().equals(grant.group())
                                && grant.verbs().contains(missing.verb())
                                && grant.resources().contains(missing.resource()))
                        .isPresent())
                .toList();
    }

    private static List<KubeObject> events(Problem problem) {
        return desk.events("", ProblemCode.PERMISSION_MISSING.word()).stream()
                .filter(event -> event.name().equals(problem.eventName()))
                .filter(event -> Desk.text(event.view(), "type").equals("Warning"))
                .toList();
    }

    private static void promotesAgain() {
        String freight = desk.all(Kinds.FREIGHT, PROJECT).getFirst().name();
        ObjectKey key = desk.kube()
                .create(
                        Kinds.PROMOTION,
                        KubeObject.named(Kinds.PROMOTION, new ObjectKey(PROJECT, "any"))
                                .with(Map.of("stage", "dev", "freight", freight), "spec"))
                .key();
        await("a Promotion runs without a restart")
                .atMost(PATIENCE)
                .until(() -> desk.kube()
                        .get(Kinds.PROMOTION, key)
                        .filter(promotion ->
                                Desk.text(promotion.view(), "status", "phase").equals("Succeeded"))
                        .isPresent());
    }
}
