package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.verification.RunOrder;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Promotion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that a Stage turn does to the world.
public sealed interface StageEffect {
    /// Which failures of this effect do not keep the next one from being performed.
    Tolerance tolerance();

    /// See [#tolerance].
    enum Tolerance {
        /// Any failure ends the turn; it is tried again.
        NONE,
        /// A refusal (403) is told and the next effect is performed.
        REFUSAL,
        /// It is only told.
        ANY
    }

    /// Guard the Stage against vanishing before its marks are removed.
    record AddFinalizer() implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.NONE;
        }
    }

    /// Let the Stage go.
    record RemoveFinalizer() implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.NONE;
        }
    }

    /// Set an annotation of the Stage, or remove it.
    record Annotate(String key, Optional<String> value) implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.ANY;
        }
    }

    /// Write a mark of the Stage into the status of Freight. Freight that is gone needs none.
    record MarkFreight(String freight, FreightMark mark, Tolerance tolerance) implements StageEffect {
        MarkFreight(String freight, FreightMark mark) {
            this(freight, mark, Tolerance.NONE);
        }
    }

    /// Have Argo CD compare an Application anew.
    record RefreshApplication(ObjectKey application) implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.ANY;
        }
    }

    /// Build an AnalysisRun and create it; where one of that name exists already, it is the one.
    record StartAnalysisRun(RunOrder order) implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.ANY;
        }
    }

    /// Have an AnalysisRun end early.
    record TerminateAnalysisRun(ObjectKey run) implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.ANY;
        }
    }

    /// Delete all AnalysisRuns of the Stage.
    record DeleteAnalysisRuns() implements StageEffect {
        @Override
        public Tolerance tolerance() {
            return Tolerance.NONE;
        }
    }

    /// Promote Freight to the Stage, unless that [#isOvertaken].
    record CreatePromotion(FreightOrigin origin, String freight) implements StageEffect {
        /// Whether there is a Promotion of this Freight that the decision did not reckon with: one that has
        /// not ended, or one that had not when the decision was made. Such a one was made by an earlier turn
        /// that did not live to hear of it, or by somebody else meanwhile; the next turn reckons with it.
        ///
        /// @param stored the Promotions to the Stage as they are stored now
        /// @param seen those that the decision looked at
        public boolean isOvertaken(List<Promotion> stored, List<Promotion> seen) {
            Set<String> reckoned =
                    seen.stream().filter(Queue::isOver).map(Queue::name).collect(Collectors.toSet());
            return stored.stream()
                    .filter(promotion -> promotion.spec().freight().equals(freight))
                    .anyMatch(promotion -> !Queue.isOver(promotion) || !reckoned.contains(Queue.name(promotion)));
        }

        @Override
        public Tolerance tolerance() {
            return Tolerance.REFUSAL;
        }
    }
}
