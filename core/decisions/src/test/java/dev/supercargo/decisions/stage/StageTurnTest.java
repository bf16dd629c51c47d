package dev.supercargo.decisions.stage;

import static dev.supercargo.decisions.stage.StageBuilder.NOW;
import static dev.supercargo.decisions.stage.StageBuilder.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.health.HealthState;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.model.Labels;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.Wire;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageTurnTest {
    private static final String VERIFICATION = "{analysisTemplates: [{name: t}]}";

    @Test
    void theFirstTurnOnlyGuardsTheStage() {
        StageBuilder given = stage().with("[]", "metadata", "finalizers").available("f1");
        assertThat(given.decide().effects()).containsExactly(new StageEffect.AddFinalizer());
        assertThat(given.conclude().status()).isEqualTo(given.view().stage().status());
    }

    @Test
    void aDeletedStageTakesItsMarksAlongBeforeItGoes() {
        StageBuilder given = stage().with("2026-03-01T11:00:00Z", "metadata", "deletionTimestamp")
                .freight("f1", "{currentlyIn: {s: {}}}")
                .freight("f2", "{verifiedIn: {other: {}}}");
        assertThat(given.decide().effects())
                .containsExactly(
                        new StageEffect.MarkFreight("f1", new FreightMark.Forgotten()),
                        new StageEffect.DeleteAnalysisRuns(),
                        new StageEffect.RemoveFinalizer());
        Conclusion failed = given.decide()
                .conclude(
                        List.of(
                                new Outcome.Done(),
                                new Outcome.Failed(new Failure.Forbidden("analysisruns is forbidden", "x")),
                                new Outcome.NotTried()),
                        NOW);
        assertThat(failed.error())
                .hasValueSatisfying(why -> assertThat(why.what()).contains("analysisruns is forbidden"));
        assertThat(Condition.isTrue(failed.status().conditions(), "Ready")).isFalse();
    }

    @Test
    void aStepWhoseEffectFailsIsTheLastThatCounts() {
        StageBuilder given = stage().available("f1").holds("f1");
        List<StageEffect> effects = given.decide().effects();
        assertThat(effects.getFirst()).isEqualTo(new StageEffect.MarkFreight("f1", new FreightMark.Entered(NOW)));
        Conclusion end = given.decide()
                .conclude(
                        effects.stream()
                                .<Outcome>map(effect -> effect.equals(effects.getFirst())
                                        ? new Outcome.Failed(new Failure.Transient("timeout"))
                                        : new Outcome.NotTried())
                                .toList(),
                        NOW);
        assertThat(end.error())
                .hasValueSatisfying(why -> assertThat(why.what()).startsWith("failed to sync Freight: "));
        assertThat(end.status().freightHistory().getFirst().verificationHistory())
                .isEmpty();
        assertThat(end.announcements()).isEmpty();
    }

    @Test
    void aVerificationStartsOneRunAndRepeatingTheTurnGivesTheSameName() {
        StageBuilder given = stage().available("f1").holds("f1").with(VERIFICATION, "spec", "verification");
        var first = started(given.decide());
        var second = started(given.decide());
        assertThat(first.order().name())
                .isEqualTo(second.order().name())
                .startsWith("s.")
                .endsWith(".c");
        assertThat(first.order().promotion()).contains("s.00.x");
        VerificationInfo entry = entry(given.conclude());
        assertThat(entry.phase()).isEqualTo("Pending");
        assertThat(entry.id()).isEqualTo(entry(given.conclude()).id());
        assertThat(Wire.write(entry)).containsKey("analysisRun");
    }

    @Test
    void aRunThatCannotBeBuiltIsAnErrorOfTheVerification() {
        StageBuilder given = stage().available("f1").holds("f1").with(VERIFICATION, "spec", "verification");
        StageDecision decision = given.decide();
        Conclusion end = decision.conclude(
                decision.effects().stream()
                        .map(effect -> effect instanceof StageEffect.StartAnalysisRun
                                ? new Outcome.Impossible("get analysis templates: none")
                                : StageBuilder.success(effect))
                        .toList(),
                NOW);
        assertThat(entry(end).phase()).isEqualTo("Error");
        assertThat(entry(end).message())
                .isEqualTo("error building AnalysisRun for Stage \"s\" and Freight collection \"c\" in namespace \"p\":"
                        + " get analysis templates: none");
        assertThat(entry(end).analysisRun()).isNull();
        assertThat(end.announcements().getFirst().reason()).isEqualTo("FreightVerificationErrored");
        assertThat(Condition.find(end.status().conditions(), "Ready")
                        .orElseThrow()
                        .reason())
                .isEqualTo("VerificationError");
    }

    @Test
    void aRunThatExistsIsAdopted() {
        Conclusion end = stage().available("f1")
                .holds("f1")
                .with(VERIFICATION, "spec", "verification")
                .run("metadata: {name: r1, namespace: p, labels: {" + Labels.FREIGHT_COLLECTION + ": c}}\n"
                        + "status: {phase: Running}\n")
                .conclude();
        assertThat(entry(end).phase()).isEqualTo("Running");
        assertThat(Json.text(Wire.write(entry(end)), "analysisRun", "name")).contains("r1");
    }

    @Test
    void aRunWithoutPhaseLeavesTheVerificationPending() {
        StageBuilder given = stage().available("f1")
                .with(VERIFICATION, "spec", "verification")
                .holds("f1")
                .with(
                        "[{id: c, items: {Warehouse/w: {name: f1, origin: {kind: Warehouse, name: w}}}, verificationHistory:"
                                + " [{id: v, phase: Pending, startTime: 2026-03-01T11:59:50Z, analysisRun: {namespace: p,"
                                + " name: r1, phase: ''}}]}]",
                        "status",
                        "freightHistory");
        Conclusion unseen = given.conclude();
        assertThat(entry(unseen).phase()).isEqualTo("Pending");
        assertThat(unseen.next()).contains(NOW.plusSeconds(20));
        given.run("metadata: {name: r1, namespace: p}\nstatus: {phase: ''}\n");
        assertThat(entry(given.conclude()).phase()).isEqualTo("Pending");
    }

    @Test
    void aPromotionAbortedWhileItWaitedNeverHidesOneThatSucceeded() {
        String done =
                "freightCollection: {id: c1, items: {Warehouse/w: {name: f1, origin: {kind: Warehouse, name: w}}}}";
        StageBuilder given = stage().available("f1")
                .with("{name: s.01.f1}", "status", "currentPromotion")
                .promotion(
                        "s.01.f1",
                        "f1",
                        "{phase: Succeeded, startedAt: 2026-03-01T11:00:00Z, finishedAt: 2026-03-01T11:50:00Z, " + done
                                + "}",
                        "{}")
                .promotion("s.02.f1", "f1", "{phase: Aborted, finishedAt: 2026-03-01T11:40:00Z}", "{}");
        Conclusion end = given.conclude();
        assertThat(Wire.write(end.status()).toString()).contains("name=s.01.f1");
        assertThat(Optional.ofNullable(end.status().lastPromotion())
                        .orElseThrow()
                        .name())
                .isEqualTo("s.01.f1");
        assertThat(end.status().currentFreight().orElseThrow().contains("f1")).isTrue();
    }

    @Test
    void anUnhealthyStageDoesNotVerify() {
        Conclusion end = stage().available("f1")
                .holds("f1")
                .health(HealthState.UNHEALTHY)
                .conclude();
        assertThat(end.status().freightHistory().getFirst().verificationHistory())
                .isEmpty();
        assertThat(Condition.find(end.status().conditions(), "Healthy")
                        .orElseThrow()
                        .status())
                .isEqualTo("False");
    }

    @Test
    void aPolicyThatCannotBeReadIsToldOnTheStage() {
        Conclusion end = stage().available("f1")
                .policy(new AutoPromotionPolicy.Unusable("bad"))
                .conclude();
        assertThat(Condition.find(end.status().conditions(), "Ready")
                        .orElseThrow()
                        .message())
                .isEqualTo("error checking auto-promotion policy for Stage \"s\": bad");
    }

    @Test
    void aStageThatBecameControlFlowForgetsWhatItHeld() {
        StageBuilder given = stage().controlFlow()
                .freight("f1", "{currentlyIn: {s: {since: 2026-03-01T11:00:00Z}}, verifiedIn: {u: {}, s: {}}}")
                .available("f2")
                .holds("f1", "Successful");
        assertThat(given.decide().effects())
                .extracting(effect -> ((StageEffect.MarkFreight) effect).mark())
                .containsExactly(
                        new FreightMark.Left(Optional.of(java.time.Duration.ofHours(1))),
                        new FreightMark.Verified(NOW));
        Conclusion end = given.conclude();
        assertThat(end.status().freightHistory()).isEmpty();
        assertThat(end.status().freightSummary()).isEqualTo("N/A");
        assertThat(Condition.isTrue(end.status().conditions(), "Ready")).isTrue();
        assertThat(end.announcements()).extracting(Announcement::name).containsExactly("f2");
    }

    private static StageEffect.StartAnalysisRun started(StageDecision decision) {
        return decision.effects().stream()
                .filter(StageEffect.StartAnalysisRun.class::isInstance)
                .map(StageEffect.StartAnalysisRun.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static VerificationInfo entry(Conclusion end) {
        return end.status().freightHistory().getFirst().verificationHistory().getFirst();
    }
}
