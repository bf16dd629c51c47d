package dev.supercargo.decisions.stage;

import static dev.supercargo.decisions.stage.StageBuilder.NOW;
import static dev.supercargo.decisions.stage.StageBuilder.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageExplanationTest {
    private static final String REFUSED =
            "[{type: AutoPromotion, status: \"False\", reason: PermissionMissing, message: 'Freight \"f1\" from origin"
                    + " \"Warehouse/w\" cannot be promoted: promotions is forbidden: User \"c\" cannot create resource"
                    + " \"promotions\" in API group \"kargo.akuity.io\" in the namespace \"p\"; grant c the rule {}',"
                    + " lastTransitionTime: 2026-03-01T11:59:00Z}]";

    /// @param freight each piece, newest first, as `name:reason`
    record Row(String rule, StageBuilder given, String origin, List<String> freight) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row(
                        "what could go on for hours is overdue; older Freight gives way",
                        stage().available("f1", "f2"),
                        "Overdue",
                        "f2:Overdue",
                        "f1:Superseded"),
                row(
                        "what has only just become available is about to go on",
                        stage().freight("f1", "{verifiedIn: {u: {verifiedAt: 2026-03-01T11:59:45Z}}}"),
                        "Promoting",
                        "f1:Promoting"),
                row(
                        "the end of a soak is when it became available",
                        stage().sources("{stages: [u], requiredSoakTime: 1h}")
                                .freight(
                                        "f1",
                                        "{verifiedIn: {u: {verifiedAt: 2026-03-01T10:00:00Z}}, currentlyIn: {u:"
                                                + " {since: 2026-03-01T10:59:50Z}}}"),
                        "Promoting",
                        "f1:Promoting"),
                row(
                        "nothing is overdue right after a Promotion has ended",
                        stage().available("f1", "f2")
                                .promotion(
                                        "s.01.f1", "f1", "{phase: Succeeded, finishedAt: 2026-03-01T11:59:40Z}", "{}"),
                        "Promoting",
                        "f2:Promoting",
                        "f1:PromotionInFlight"),
                row(
                        "a refusal is read back from the Stage",
                        stage().available("f1").with(REFUSED, "status", "conditions"),
                        "PermissionMissing",
                        "f1:PermissionMissing"),
                row(
                        "newer Freight that waits does not hide what is held",
                        stage().available("f1").freight("f2", "{}").holds("f1", "Successful"),
                        "UpstreamNotVerified",
                        "f2:UpstreamNotVerified",
                        "f1:AlreadyCurrent"),
                row(
                        "a hold is about the origin; what could not come anyway says so",
                        stage().available("f1")
                                .freight("f2", "{}")
                                .with(
                                        "{Warehouse/w: {freightName: f0, origin: {kind: Warehouse, name: w}}}",
                                        "status",
                                        "autoPromotionHolds"),
                        "HeldByUser",
                        "f2:UpstreamNotVerified",
                        "f1:HeldByUser"),
                row(
                        "a failed attempt",
                        stage().available("f1", "f2").promotion("s.01.f2", "f2", "Failed"),
                        "LastAttemptFailed",
                        "f2:LastAttemptFailed",
                        "f1:Superseded"),
                row(
                        "without a policy Freight still tells whether it could come",
                        stage().available("f1")
                                .freight("f2", "{}")
                                .policy(new AutoPromotionPolicy.Off(AutoPromotionPolicy.Because.NO_POLICY_FITS)),
                        "PolicyOff",
                        "f2:UpstreamNotVerified",
                        "f1:PolicyOff"),
                row(
                        "only what upstream holds is matched",
                        stage().sources("{stages: [u], autoPromotionOptions: {selectionPolicy: MatchUpstream}}")
                                .available("f1"),
                        "NothingUpstream",
                        "f1:NotUpstream"),
                row(
                        "a policy that cannot be read leaves everything undecided",
                        stage().available("f1").policy(new AutoPromotionPolicy.Unusable("bad pattern")),
                        "NotDecided",
                        "f1:NotDecided"),
                row(
                        "a Stage without steps passes Freight on",
                        stage().controlFlow()
                                .freight("f1", "{verifiedIn: {u: {}, s: {}}}")
                                .freight("f2", "{}"),
                        "UpstreamNotVerified",
                        "f2:UpstreamNotVerified",
                        "f1:PassedOn"),
                row("no Freight at all", stage(), "NoFreight"));
    }

    private static Row row(String rule, StageBuilder given, String origin, String... freight) {
        return new Row(rule, given, origin, List.of(freight));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersForEveryPiece(Row row) {
        StageExplanation.OfOrigin origin =
                StageExplanation.of(row.given().view(), NOW).origins().getFirst();
        assertThat(origin.answered().answer().reason()).isEqualTo(row.origin());
        assertThat(origin.freight().stream()
                        .map(piece ->
                                piece.name() + ":" + piece.answered().answer().reason()))
                .containsExactlyElementsOf(row.freight());
        assertThat(origin.freight())
                .allSatisfy(piece ->
                        assertThat(piece.answered().answer().sentence()).isNotEmpty());
    }

    @Test
    void tellsSinceWhenAndUntilWhen() {
        StageExplanation soaking = StageExplanation.of(
                stage().sources("{stages: [u], requiredSoakTime: 62m}")
                        .freight("f1", "{verifiedIn: {u: {}}, currentlyIn: {u: {since: 2026-03-01T11:00:00Z}}}")
                        .view(),
                NOW);
        StageExplanation.Answered piece =
                soaking.origins().getFirst().freight().getFirst().answered();
        assertThat(piece.since()).contains(NOW.minusSeconds(3600));
        assertThat(piece.next()).contains(NOW.plusSeconds(120));
        assertThat(soaking.origins().getFirst().answered().next()).contains(NOW.plusSeconds(120));
        StageExplanation refused = StageExplanation.of(
                stage().available("f1").with(REFUSED, "status", "conditions").view(), NOW);
        StageExplanation.Answered answered = refused.origins().getFirst().answered();
        assertThat(answered.since()).contains(NOW.minusSeconds(60));
        assertThat(answered.next())
                .as("the next try")
                .hasValueSatisfying(at -> assertThat(at).isBetween(NOW, NOW.plusSeconds(15)));
    }

    @Test
    void saysWhatTheConditionSays() {
        for (Row row : rows().filter(row -> row.given().view().policy() instanceof AutoPromotionPolicy.On)
                .filter(row -> !row.given().view().stage().spec().isControlFlow())
                .toList()) {
            Conclusion end = row.given().conclude();
            AutoPromotionCondition overall =
                    StageExplanation.of(row.given().view(), NOW).overall().orElseThrow();
            Condition condition =
                    Condition.find(end.status().conditions(), "AutoPromotion").orElseThrow();
            boolean moves = condition.reason().equals("Promoting");
            if (!moves) {
                assertThat(overall)
                        .as(row.rule())
                        .isEqualTo(new AutoPromotionCondition(
                                condition.status(), condition.reason(), condition.message()));
            }
        }
    }

    @Test
    void explainsOldFreightOnlyWhereItMatters() {
        StageBuilder given = stage();
        for (int i = 0; i < 40; i++) {
            given.available("f" + i);
        }
        given.holds("f3", "Successful");
        List<String> explained = StageExplanation.of(given.view(), NOW).origins().getFirst().freight().stream()
                .map(StageExplanation.OfFreight::name)
                .toList();
        assertThat(explained)
                .hasSize(StageExplanation.RECENT + 1)
                .startsWith("f39")
                .endsWith("f3");
    }
}
