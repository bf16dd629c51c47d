package dev.supercargo.decisions.stage;

import static dev.supercargo.decisions.stage.StageBuilder.NOW;
import static dev.supercargo.decisions.stage.StageBuilder.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Failure;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AutoPromotionTest {
    private static final Failure.Forbidden NO_CREATE = new Failure.Forbidden(
            "promotions.kargo.akuity.io is forbidden: User \"c\" cannot create resource \"promotions\"",
            "create promotions.kargo.akuity.io");

    record Row(String rule, StageBuilder given, String condition, boolean promotes) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("promotes the newest available Freight", stage().available("f1", "f2"), "True/Promoting", true),
                row(
                        "leaves current Freight alone",
                        stage().available("f1").holds("f1", "Successful"),
                        "True/AlreadyCurrent",
                        false),
                row(
                        "tells that newer Freight is not verified upstream",
                        stage().available("f1").freight("f2", "{}").holds("f1", "Successful"),
                        "False/UpstreamNotVerified",
                        false),
                row(
                        "waits while a Promotion is under way",
                        stage().available("f2").promotion("s.01.f2", "f2", "Running"),
                        "True/PromotionInFlight",
                        false),
                row(
                        "does not repeat a failed Promotion",
                        stage().available("f2").promotion("s.01.f2", "f2", "Failed"),
                        "False/LastAttemptFailed",
                        false),
                row("has nothing to promote", stage(), "Unknown/NoFreight", false),
                row("waits for upstream", stage().freight("f1", "{}"), "False/UpstreamNotVerified", false),
                row(
                        "waits for the soak",
                        stage().sources("{stages: [u], requiredSoakTime: 2h}")
                                .freight(
                                        "f1", "{verifiedIn: {u: {}}, currentlyIn: {u: {since: 2026-03-01T11:00:00Z}}}"),
                        "False/Soaking",
                        false),
                row(
                        "a soak that was interrupted has no end",
                        stage().sources("{stages: [u], requiredSoakTime: 2h}")
                                .freight("f1", "{verifiedIn: {u: {longestSoak: 1h59m}}}"),
                        "False/Soaking",
                        false),
                row(
                        "a longer stay in the past counts",
                        stage().sources("{stages: [u], requiredSoakTime: 2h}")
                                .freight("f1", "{verifiedIn: {u: {longestSoak: 2h0m0s}}}"),
                        "True/Promoting",
                        true),
                row(
                        "an approval overrides the soak",
                        stage().sources("{stages: [u], requiredSoakTime: 2h}").freight("f1", "{approvedFor: {s: {}}}"),
                        "True/Promoting",
                        true),
                row(
                        "respects a hold",
                        stage().available("f1")
                                .with(
                                        "{Warehouse/w: {freightName: f0, origin: {kind: Warehouse, name: w}}}",
                                        "status",
                                        "autoPromotionHolds"),
                        "False/HeldByUser",
                        false),
                row(
                        "no policy",
                        stage().available("f1")
                                .policy(new AutoPromotionPolicy.Off(AutoPromotionPolicy.Because.NO_POLICY_FITS)),
                        "False/PolicyOff",
                        false),
                row(
                        "an upstream Stage without Freight gives nothing to match",
                        stage().sources("{stages: [u], autoPromotionOptions: {selectionPolicy: MatchUpstream}}")
                                .available("f1"),
                        "Unknown/NothingUpstream",
                        false));
    }

    private static Row row(String rule, StageBuilder given, String condition, boolean promotes) {
        return new Row(rule, given, condition, promotes);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decidesAndTells(Row row) {
        assertThat(row.given().decide().effects().stream().anyMatch(StageEffect.CreatePromotion.class::isInstance))
                .isEqualTo(row.promotes());
        Condition condition = condition(row.given().conclude());
        assertThat(condition.status() + "/" + condition.reason()).isEqualTo(row.condition());
        assertThat(condition.message()).isNotEmpty();
    }

    @Test
    void looksAgainWhenTheSoakEnds() {
        Conclusion end = stage().sources("{stages: [u], requiredSoakTime: 62m}")
                .freight("f1", "{verifiedIn: {u: {}}, currentlyIn: {u: {since: 2026-03-01T11:00:00Z}}}")
                .conclude();
        assertThat(end.next()).contains(NOW.plusSeconds(120));
        assertThat(condition(end).message()).contains("2026-03-01T12:02:00Z", "1h2m0s", "Stage \"u\"");
    }

    @Test
    void aRefusalIsToldWithItsRemedyAndReadyIsLeftAlone() {
        StageBuilder given = stage().available("f1");
        Conclusion first = conclude(given.decide(), new Outcome.Failed(NO_CREATE));
        assertThat(condition(first).reason()).isEqualTo("PermissionMissing");
        assertThat(condition(first).message())
                .contains("f1", "Warehouse/w", "cannot create resource", "resources: [promotions]", "verbs: [create]");
        assertThat(first.announcements())
                .as("a problem, not something that happened")
                .isEmpty();
        assertThat(first.error()).isEmpty();
        assertThat(Condition.find(first.status().conditions(), "Ready")
                        .orElseThrow()
                        .reason())
                .isEqualTo("NoFreight");
        assertThat(first.next()).hasValueSatisfying(at -> assertThat(at).isBefore(NOW.plusSeconds(16)));

        StageBuilder later = stage().available("f1")
                .with(
                        "[{type: AutoPromotion, status: \"False\", reason: PermissionMissing, message: '"
                                + condition(first).message().replace("'", "''")
                                + "', lastTransitionTime: 2026-03-01T11:59:00Z}]",
                        "status",
                        "conditions");
        Conclusion second = conclude(later.decide(), new Outcome.Failed(NO_CREATE));
        assertThat(condition(second).lastTransitionTime()).isEqualTo("2026-03-01T11:59:00Z");
        Conclusion granted = later.conclude();
        assertThat(condition(granted).status()).isEqualTo("True");
    }

    @Test
    void aRefusalForOneOriginDoesNotStopTheNext() {
        StageDecision decision = stage().with(
                        "[{origin: {kind: Warehouse, name: w}, sources: {direct: true}}, {origin: {kind: Warehouse, name: x},"
                                + " sources: {direct: true}}]",
                        "spec",
                        "requestedFreight")
                .freight("f1", "w", "{}")
                .freight("f2", "x", "{}")
                .decide();
        assertThat(decision.effects())
                .extracting(StageEffect::tolerance)
                .containsExactly(StageEffect.Tolerance.REFUSAL, StageEffect.Tolerance.REFUSAL);
        Conclusion end = decision.conclude(
                List.of(
                        new Outcome.Failed(NO_CREATE),
                        StageBuilder.success(decision.effects().getLast())),
                NOW);
        assertThat(end.announcements()).extracting(Announcement::reason).containsExactly("PromotionCreated");
        assertThat(condition(end).reason()).isEqualTo("PermissionMissing");
        assertThat(condition(end).message()).contains("\"f1\"", "\"f2\" from origin \"Warehouse/x\" is being promoted");
    }

    @Test
    void refusalsAreToldApart() {
        assertThat(Refusal.of(new Failure.Forbidden("admission webhook \"x\" denied the request: no", ""))
                        .reason())
                .isEqualTo("AdmissionDenied");
        assertThat(Refusal.of(new Failure.Forbidden(
                                "promotions \"p\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers"
                                        + " to a resource you can't set finalizers on",
                                ""))
                        .sentence())
                .contains("stages/finalizers", "update");
    }

    @Test
    void anotherFailureEndsTheTurn() {
        Conclusion end = conclude(
                stage().available("f1").decide(), new Outcome.Failed(new Failure.Invalid("no good", "Invalid")));
        assertThat(end.error().orElseThrow().what())
                .isEqualTo("failed to auto-promote Freight: error creating Promotion for Freight \"f1\" in namespace"
                        + " \"p\": no good");
        assertThat(Condition.find(end.status().conditions(), "Ready")
                        .orElseThrow()
                        .reason())
                .isEqualTo("ReconcileError");
        assertThat(end.next()).isEmpty();
    }

    @Test
    void whatIsKnownAlreadyIsNotWrittenAnew() {
        StageBuilder given = stage().available("f1").holds("f1", "Successful");
        Conclusion first = given.conclude();
        StageBuilder again = stage().available("f1");
        again.with(dev.supercargo.meta.Json.print(dev.supercargo.model.Wire.write(first.status())), "status");
        assertThat(again.conclude().status()).isEqualTo(first.status());
    }

    private static Conclusion conclude(StageDecision decision, Outcome last) {
        var outcomes = new ArrayList<>(
                decision.effects().stream().map(StageBuilder::success).toList());
        outcomes.set(outcomes.size() - 1, last);
        return decision.conclude(List.copyOf(outcomes), NOW);
    }

    private static Condition condition(Conclusion end) {
        return Condition.find(end.status().conditions(), "AutoPromotion").orElseThrow();
    }

    /// What is stored right before the creation of a Promotion of `f2`, and what the decision saw.
    @ParameterizedTest
    @CsvSource({
        "nothing is stored,                       '',           '',           false",
        "one waits that was not seen,             Pending,      '',           true",
        "one has failed that was not seen,        Failed,       '',           true",
        "one has failed that was seen to run,     Failed,       Running,      true",
        "one that succeeded was seen,             Succeeded,    Succeeded,    false",
        "one that was seen is gone,               '',           Failed,       false"
    })
    void aPromotionThatTheDecisionDidNotReckonWithOvertakesIt(
            String rule, String stored, String seen, boolean overtaken) {
        var creation = new StageEffect.CreatePromotion(FreightOrigin.warehouse("w"), "f2");
        assertThat(creation.isOvertaken(promotions(stored), promotions(seen)))
                .as(rule)
                .isEqualTo(overtaken);
    }

    private static List<Promotion> promotions(String phase) {
        return phase.isEmpty()
                ? List.of()
                : stage().promotion("s.01.f1", "f1", "Running")
                        .promotion("s.02.f2", "f2", phase)
                        .view()
                        .promotions();
    }
}
