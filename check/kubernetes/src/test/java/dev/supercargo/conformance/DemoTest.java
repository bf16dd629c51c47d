package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.meta.Json;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job, as somebody runs it from a shell.
class DemoTest {
    private static final long PATIENCE_SECONDS = 180;
    private static final List<String> AUTOMATIC = List.of("dev-sandbox", "dev-uat", "dev", "management", "staging");

    @TempDir
    private Path folder;

    private String demo(int expected, String... more) throws Exception {
        var words = new java.util.ArrayList<>(
                List.of("demo", "--exit", "--data", folder.toString(), "--kube-port", "0", "--git-port", "0"));
        words.addAll(Arrays.asList(more));
        try (Child child = Child.start(words.toArray(String[]::new))) {
            assertThat(child.awaitEnd(PATIENCE_SECONDS)).as(child::output).isEqualTo(expected);
            return child.output();
        }
    }

    @Test
    void freightTravelsTwiceOnTheSameDataFolder() throws Exception {
        String first = demo(0);
        assertThat(first).contains("s from the commit to the last Stage");
        var repositories = DemoRepositories.in(folder.resolve("repositories"));
        Optional<String> before = repositories.branch("app", "main");
        for (String stage : AUTOMATIC) {
            assertThat(repositories.held(stage)).as(stage).isEqualTo(before);
        }
        assertThat(repositories.held("production")).as("needs a hand").isEmpty();

        String second = demo(0, "--json", "--auto-prod");
        Optional<String> after = repositories.branch("app", "main");
        assertThat(after).isNotEqualTo(before);
        assertThat(repositories.held("production")).isEqualTo(after);
        List<String> lines = second.lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).allSatisfy(line -> assertThat(Json.parseObject(line)).containsKeys("time", "event"));
        assertThat(Json.parseObject(lines.getLast()))
                .containsEntry("event", "finished")
                .containsEntry("ok", true);
    }

    @Test
    void aWithdrawnPermissionIsShownAndMendedAsItsRemedySays() throws Exception {
        String blocked = demo(1, "--break-rbac");
        assertThat(blocked)
                .contains("withdrew create on promotions")
                .containsPattern("Stage fan-out/dev\\S* is blocked since \\S+: PermissionMissing")
                .contains("kargo-controller lacks create on promotions.kargo.akuity.io (in namespace fan-out)")
                .contains("kind: RoleBinding")
                .contains("Stopped: blocked, as asked for");
        String mended = demo(0, "--break-rbac", "--then-fix");
        assertThat(mended).contains("is blocked since", "applied that YAML", "stage/staging");
        assertThat(demo(1, "--break-rbac"))
                .as("what was mended in this data folder does not keep it from being broken again")
                .contains("is blocked since");
    }

    @Test
    void commitsCarryTheProductsOwnIdentityAndKeepComments() throws Exception {
        demo(0);
        var repositories = DemoRepositories.in(folder.resolve("repositories"));
        assertThat(repositories.show("gitops", "--format=%an|%cn|%ae", "--no-patch", "stage/dev"))
                .startsWith("Supercargo|Supercargo|");
        assertThat(repositories.show("gitops", "stage/dev:values.yaml"))
                .contains("# Values of the demo application; a Promotion edits them and leaves comments alone.")
                .contains("stage: dev # set by the Promotion")
                .contains("# the commit of the application that this Stage runs")
                .contains("replicas: 2 # not touched by Promotions");
    }
}
