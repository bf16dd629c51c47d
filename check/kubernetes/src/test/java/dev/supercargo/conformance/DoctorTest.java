package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Component;
import dev.supercargo.access.Roles;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.app.doctor.Doctor;
import dev.supercargo.app.doctor.Report;
import dev.supercargo.app.install.Installation;
import dev.supercargo.conformance.api.RealServer;
import dev.supercargo.kube.client.Cluster;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The doctor finds what was withdrawn, and what it prints makes the next examination green.
@Order(RealServer.LATE)
class DoctorTest {
    /// With a webhook that nobody serves.
    private static final Installation INSTALLATION =
            new Installation(Component.NAMESPACE, new WebhookConfigurations.Place.Url("https://127.0.0.1:1"));

    private static final ObjectKey CONTROLLER = ObjectKey.cluster(Component.CONTROLLER.account());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ApiUnderTest.Kind.class)
    void whatItPrintsMendsWhatItFinds(ApiUnderTest.Kind kind) throws Exception {
        try (ApiUnderTest api = kind.start(folder);
                Desk desk = Desk.of(api.cluster())) {
            ApiUnderTest.install(api.cluster(), INSTALLATION);
            String project = project(desk);
            Report before = Doctor.examine(api.cluster(), Component.NAMESPACE);
            assertThat(lacking(before)).as("after the installation").isEmpty();
            assertThat(check(before, "owner-reference rule").found()).startsWith("on");
            assertThat(check(before, "platform").found()).contains("not OpenShift");
            assertThat(check(before, "blocking references").found()).isEqualTo("none");
            assertThat(check(before, "clock here").state()).isEqualTo(Report.State.OK);
            assertThat(check(before, "admission webhook").state())
                    .as("nobody serves it here")
                    .isEqualTo(Report.State.MISSING);

            withdraw(desk, project);
            Report after = Doctor.examine(api.cluster(), Component.NAMESPACE);
            assertThat(after.exitStatus()).isEqualTo(1);
            assertThat(lacking(after))
                    .contains(
                            "kargo-controller lacks update on stages.kargo.akuity.io/finalizers (cluster-wide):"
                                    + " Promotions are owned by their Stage (owner-reference rule)",
                            "kargo-controller lacks create on promotions.kargo.akuity.io (cluster-wide): auto-promotion",
                            "kargo-controller lacks list on secrets (in namespace kargo-shared-resources): shared"
                                    + " repository credentials, sharedSecret()",
                            "kargo-analysis-runner lacks get on secrets (in namespace some): arguments taken from"
                                    + " Secrets");
            assertThat(after.fix())
                    .extracting(KubeObject::toString)
                    .as("exactly what was touched")
                    .hasSize(3);

            apply(api.kubeconfig(), after.fixYaml());
            Report mended = Doctor.examine(api.cluster(), Component.NAMESPACE);
            assertThat(lacking(mended)).as("after kubectl apply").isEmpty();
            assertThat(mended.fixYaml()).isEmpty();
        }
    }

    @Test
    void whoMayNotAskLearnsThatItIsUnknown() throws Exception {
        try (ApiUnderTest api = EmbeddedApi.start(folder)) {
            ApiUnderTest.install(api.cluster(), INSTALLATION);
            Cluster collector = api.cluster().as(Component.GARBAGE_COLLECTOR.username());
            Report report = Doctor.examine(collector, Component.NAMESPACE);
            assertThat(report.permissions())
                    .allSatisfy(answer -> assertThat(answer.state()).isEqualTo(Report.State.UNKNOWN));
            assertThat(report.exitStatus()).isNotZero();
        }
    }

    /// A Project as far as permissions go: its namespace, and the bindings that the management controller would make.
    private static String project(Desk desk) {
        desk.kube()
                .create(
                        Kinds.NAMESPACE,
                        KubeObject.named(Kinds.NAMESPACE, ObjectKey.cluster("some"))
                                .with("true", "metadata", "labels", "kargo.akuity.io/project"));
        Roles.boundIn("some", Component.NAMESPACE)
                .forEach(binding -> desk.kube().create(Kinds.ROLE_BINDING, binding));
        return "some";
    }

    private static void withdraw(Desk desk, String project) {
        List<Object> rules = Json.list(
                desk.kube().get(Kinds.CLUSTER_ROLE, CONTROLLER).orElseThrow().view(), "rules");
        List<Object> fewer = rules.stream()
                .filter(rule -> !Json.list(rule, "resources").contains("stages/finalizers")
                        && !(Json.list(rule, "resources").contains("promotions")
                                && Json.list(rule, "verbs").contains("create")))
                .toList();
        desk.kube().patch(Kinds.CLUSTER_ROLE, CONTROLLER, Map.of("rules", fewer));
        desk.kube().delete(Kinds.ROLE, new ObjectKey("kargo-shared-resources", CONTROLLER.name()));
        desk.kube().delete(Kinds.ROLE_BINDING, new ObjectKey(project, "kargo-analysis-runner-read-secrets"));
    }

    private static List<String> lacking(Report report) {
        return report.permissions().stream()
                .filter(answer -> answer.state() != Report.State.OK)
                .map(answer -> answer.question().sentence())
                .toList();
    }

    private static Report.Check check(Report report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void apply(Path kubeconfig, String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("fix.yaml"), yaml);
        Process kubectl = new ProcessBuilder(
                        "kubectl", "--kubeconfig", kubeconfig.toString(), "apply", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(kubectl.exitValue()).as(said).isZero();
    }
}
