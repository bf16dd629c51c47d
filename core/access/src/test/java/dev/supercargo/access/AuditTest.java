package dev.supercargo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest {
    @Test
    void everyGrantIsAskedAboutWhereItHolds() {
        List<Audit.Question> questions = Audit.questions(Component.CONTROLLER, "elsewhere", List.of("a", "b"));
        assertThat(questions.stream().map(Audit.Question::grant).distinct())
                .containsExactlyInAnyOrderElementsOf(Grants.of(Component.CONTROLLER));
        assertThat(questions)
                .filteredOn(question -> question.grant().scope() instanceof Scope.EachProject)
                .extracting(Audit.Question::namespace)
                .containsOnly("a", "b");
        assertThat(questions)
                .filteredOn(question -> question.grant().scope().equals(Scope.HOME))
                .extracting(Audit.Question::namespace)
                .containsOnly("elsewhere");
    }

    @Test
    void theSentenceNamesWhoWhatWhereAndWhy() {
        Audit.Question finalizers = Audit.questions(Component.CONTROLLER, "kargo", List.of()).stream()
                .filter(question -> question.permission().resource().equals("stages/finalizers"))
                .findFirst()
                .orElseThrow();
        assertThat(finalizers.sentence())
                .isEqualTo("kargo-controller lacks update on stages.kargo.akuity.io/finalizers (cluster-wide):"
                        + " Promotions are owned by their Stage (owner-reference rule)");
    }
}
