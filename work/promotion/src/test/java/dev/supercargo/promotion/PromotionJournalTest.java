package dev.supercargo.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.decisions.steps.StepStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionJournalTest {
    @TempDir
    Path folder;

    /// The journal as a process that has just started reads it.
    private PromotionJournal restarted() {
        return new PromotionJournal(folder.resolve("journal.json"));
    }

    @Test
    void aFirstRunHasNoPast() {
        StepJournal notes = restarted().begin(0, "a");
        assertThat(notes.interrupted()).isFalse();
        assertThat(notes.noted("k")).isEmpty();
    }

    @Test
    void aRunAfterAKillKnowsItAndSeesTheNotes() {
        restarted().begin(0, "a").note("k", "v");
        StepJournal after = restarted().begin(0, "a");
        assertThat(after.interrupted()).isTrue();
        assertThat(after.noted("k")).contains("v");
    }

    @Test
    void aStepThatWaitedWasNotInterruptedButKeepsItsNotes() {
        PromotionJournal before = restarted();
        before.begin(0, "a").note("k", "v");
        before.paused();
        StepJournal after = restarted().begin(0, "a");
        assertThat(after.interrupted()).isFalse();
        assertThat(after.noted("k")).contains("v");
    }

    @Test
    void anEndIsRememberedForItsOwnStepOnly() {
        PromotionJournal before = restarted();
        before.begin(0, "a");
        before.answered(StepAnswer.of(StepStatus.SUCCEEDED));
        assertThat(restarted().answer(0, "a")).contains(StepAnswer.of(StepStatus.SUCCEEDED));
        assertThat(restarted().answer(1, "a")).isEmpty();
        assertThat(restarted().answer(0, "b")).isEmpty();
        assertThat(restarted().begin(1, "b").interrupted()).isFalse();
    }
}
