package dev.supercargo.controllers.promotion;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.decisions.events.EventAnnotations;
import dev.supercargo.decisions.promotion.Ending;
import dev.supercargo.decisions.promotion.PassConclusion;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import dev.supercargo.promotion.Workspaces;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what was decided about a Promotion: its status, what follows from its end, and the Event that
/// tells it.
final class PromotionApplier {
    private static final Logger LOG = LoggerFactory.getLogger(PromotionApplier.class);

    private final Kube kube;
    private final Workspaces workspaces;
    private final Announcer announcer;

    PromotionApplier(Kube kube, Workspaces workspaces, Announcer announcer) {
        this.kube = kube;
        this.workspaces = workspaces;
        this.announcer = announcer;
    }

    /// Writes a status where it differs in meaning from the one that is stored, and returns the
    /// Promotion as it stands
    /// afterwards. Members that are `null` in outputs do not arrive (controllers.md 2.1).
    Promotion write(Promotion promotion, PromotionStatus status) {
        Map<String, Object> patch = MergePatch.between(Wire.write(promotion.status()), Wire.write(status));
        if (patch.isEmpty()) {
            return promotion;
        }
        kube.patchStatus(Kinds.PROMOTION, key(promotion), Map.of("status", patch));
        return new Promotion(promotion.metadata(), promotion.spec(), status);
    }

    /// Writes the status of a Promotion that has ended; if the API finds the status itself wrong, at
    /// least that.
    Promotion writeEnd(Promotion promotion, PromotionStatus status) {
        try {
            return write(promotion, status);
        } catch (WorldException e) {
            if (!(e.failure() instanceof Failure.Invalid)) {
                throw e;
            }
            return write(
                    promotion,
                    promotion
                            .status()
                            .withPhase(PromotionPhase.ERRORED)
                            .withMessage("error updating status: " + e.getMessage())
                            .withFinishedAt(status.finishedAt()));
        }
    }

    /// What follows from the end: the directory goes, the Stage verifies once more where it should,
    /// people are told.
    void afterEnd(Promotion promotion, Ending ending, Optional<Freight> freight, Optional<Stage> stage) {
        workspaces.remove(promotion.metadata().uid());
        if (ending.phase().equals(PromotionPhase.SUCCEEDED)) {
            stage.ifPresent(now -> reverify(now, promotion.spec().freight()));
        }
        Map<String, String> annotations = EventAnnotations.ofPromotion(
                promotion,
                Optional.ofNullable(promotion.metadata().creationTimestamp()).orElse(Instant.EPOCH),
                freight,
                ending.actor());
        if (ending.phase().equals(PromotionPhase.SUCCEEDED)) {
            boolean pending = stage.filter(s -> s.spec().verification() != null).isPresent();
            annotations.put(Annotations.EVENT_PREFIX + "verification-pending", String.valueOf(pending));
        }
        announcer.announce(Event.normal(ending.reason(), ending.words(), "Promotion", key(promotion), annotations));
    }

    /// Removes the workspace of a Promotion that is going away.
    void forget(Promotion promotion) {
        workspaces.remove(promotion.metadata().uid());
    }

    private void reverify(Stage stage, String freight) {
        PassConclusion.reverification(stage, freight).ifPresent(value -> {
            try {
                kube.patch(
                        Kinds.STAGE,
                        stage.metadata().key(),
                        Map.of("metadata", Map.of("annotations", Map.of(Annotations.REVERIFY, value))));
            } catch (WorldException e) {
                LOG.warn("cannot ask {} to verify again: {}", stage.metadata().key(), e.getMessage());
            }
        });
    }

    private static ObjectKey key(Promotion promotion) {
        return promotion.metadata().key();
    }
}
