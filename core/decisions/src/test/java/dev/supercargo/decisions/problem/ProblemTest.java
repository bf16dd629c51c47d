package dev.supercargo.decisions.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    private static final Path PAGE = Path.of("../../docs/problems.md");
    private static final String CONTROLLER = "system:serviceaccount:kargo:kargo-controller";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "promotions.kargo.akuity.io is forbidden: User \"system:serviceaccount:kargo:kargo-controller\" cannot"
                        + " create resource \"promotions\" in API group \"kargo.akuity.io\" in the namespace \"p\""
                        + "| create | kargo.akuity.io | promotions | p",
                "secrets is forbidden: User \"system:serviceaccount:kargo:kargo-controller\" cannot list resource"
                        + " \"secrets\" in API group \"\" at the cluster scope| list | '' | secrets | ''",
                "stages \"dev\" is forbidden: User \"system:serviceaccount:kargo:kargo-controller\" cannot patch"
                        + " resource \"stages/status\" in API group \"kargo.akuity.io\" in the namespace \"p\""
                        + "| patch | kargo.akuity.io | stages/status | p",
                "promotions \"x\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource"
                        + " you can't set finalizers on: , <nil>| update | kargo.akuity.io | stages/finalizers | p",
                "subject \"system:serviceaccount:kargo:kargo-controller\" is not permitted to create Promotions for"
                        + " Stage \"dev\"| promote | kargo.akuity.io | stages | p"
            })
    void readsThePermissionOutOfARefusal(String said, String verb, String group, String resource, String namespace) {
        assertThat(MissingPermission.in("cannot go on: " + said, CONTROLLER, "p"))
                .containsExactly(new MissingPermission(CONTROLLER, verb, group, resource, namespace));
    }

    @ParameterizedTest
    @CsvSource({
        "update, kargo.akuity.io, stages/finalizers, ''",
        "list, '', secrets, p",
        "get, rbac.authorization.k8s.io, roles, ''"
    })
    void readsItsOwnSentence(String verb, String group, String resource, String namespace) {
        var missing = new MissingPermission(CONTROLLER, verb, group, resource, namespace);
        assertThat(MissingPermission.in(missing.sentence() + ": because. It stops.", "x", "y"))
                .containsExactly(missing);
    }

    @Test
    void otherDenialsNameNoPermission() {
        assertThat(MissingPermission.in("admission webhook \"x\" denied the request: no", CONTROLLER, "p"))
                .isEmpty();
    }

    @Test
    void theRemedyGrantsExactlyWhatIsMissingWhereItIsMissing() {
        var missing = new MissingPermission(CONTROLLER, "update", "kargo.akuity.io", "stages/finalizers", "");
        List<Object> objects = Yaml.parseAll(Remedy.grant(missing).yaml());
        assertThat(objects).hasSize(2);
        KubeObject role = KubeObject.of(Json.asObject(objects.get(0)));
        KubeObject binding = KubeObject.of(Json.asObject(objects.get(1)));
        assertThat(role.kind()).isEqualTo("ClusterRole");
        assertThat(Json.list(role.view(), "rules"))
                .containsExactly(Map.of(
                        "apiGroups", List.of("kargo.akuity.io"),
                        "resources", List.of("stages/finalizers"),
                        "verbs", List.of("update")));
        assertThat(binding.kind()).isEqualTo("ClusterRoleBinding");
        assertThat(Json.list(binding.view(), "subjects"))
                .containsExactly(Map.of("kind", "ServiceAccount", "name", "kargo-controller", "namespace", "kargo"));
        assertThat(missing.sentence())
                .isEqualTo("kargo-controller lacks update on stages.kargo.akuity.io/finalizers (cluster-wide)");
        var inProject = new MissingPermission("alice", "create", "kargo.akuity.io", "promotions", "p");
        assertThat(inProject.grants()).extracting(KubeObject::kind).containsExactly("Role", "RoleBinding");
        assertThat(inProject.grants()).extracting(KubeObject::namespace).containsOnly("p");
        assertThat(Json.list(inProject.grants().get(1).view(), "subjects").getFirst())
                .isEqualTo(Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "User", "name", "alice"));
    }

    @Test
    void oneEventPerProblemHoweverItIsWorded() {
        Problem first = problem("said so", NOW);
        assertThat(problem("said so again, a bit later", NOW).eventName())
                .isEqualTo(first.eventName())
                .startsWith("dev.");
        assertThat(problem("said so", NOW.plusSeconds(60)).eventName())
                .as("when it comes back it is told again")
                .isNotEqualTo(first.eventName());
    }

    @Test
    void everyCodeHasAWordOfItsOwnAndIsExplained() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::word)).doesNotHaveDuplicates();
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(code.word()).matches("[A-Z][A-Za-z]+");
            assertThat(ProblemCode.of(code.word())).contains(code);
            assertThat(List.of(code.meaning(), code.looks(), code.fix())).doesNotContain("");
        }
    }

    @Test
    void thePageInTheDocumentsIsTheRenderedOne() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, ProblemsPage.markdown());
        }
        assertThat(PAGE).as("rewrite it with -Dgolden.write=true").hasContent(ProblemsPage.markdown());
    }

    private static Problem problem(String obstacle, Instant since) {
        return new Problem(
                ProblemCode.ADMISSION_DENIED,
                new ProblemSubject(Kinds.STAGE, new ObjectKey("p", "dev")),
                "promote",
                obstacle,
                since,
                Optional.empty(),
                Remedy.of("read"));
    }
}
