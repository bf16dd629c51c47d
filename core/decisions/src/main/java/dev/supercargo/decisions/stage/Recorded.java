package dev.supercargo.decisions.stage;

import dev.supercargo.meta.GoText;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.StageStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which Promotions of a Stage are recorded in its status already: `lastPromotion` is the marker.
///
/// Promotions end in the order of their names, but one that was aborted while it waited ends before older ones. The
/// marker must not pass those: they would never be recorded (controllers.md 7.3, "lost Promotion"). Therefore what
/// ended
/// is taken in the order in which it ended, and what waited for older ones is left for later.
record Recorded(Optional<PromotionReference> last) {
    private static final Comparator<Promotion> BY_END =
            Comparator.comparing(Recorded::endOf).thenComparing(Queue::name, GoText.BY_BYTES);

    static Recorded in(StageStatus status) {
        return new Recorded(Optional.ofNullable(status.lastPromotion()));
    }

    /// Whether the outcome of a Promotion is part of the status.
    boolean covers(Promotion promotion) {
        return last.isPresent()
                && (GoText.BY_BYTES.compare(Queue.name(promotion), last.get().name()) <= 0
                        || (Queue.isOver(promotion) && endOf(promotion).isBefore(end(last.get()))));
    }

    /// Those to record now, oldest end first; `current` is the name of the Promotion that was under way.
    List<Promotion> missing(Queue queue, String current) {
        return queue.over().stream()
                .filter(p -> Queue.name(p).equals(current) || (!covers(p) && !waitedForOthers(queue, p)))
                .sorted(BY_END)
                .toList();
    }

    private static boolean waitedForOthers(Queue queue, Promotion promotion) {
        return promotion.status().startedAt() == null && queue.hasOlderWork(promotion);
    }

    private static Instant endOf(Promotion promotion) {
        Instant end = promotion.status().finishedAt();
        return end == null ? Instant.EPOCH : end;
    }

    private static Instant end(PromotionReference reference) {
        Instant end = reference.finishedAt();
        PromotionStatus status = reference.status();
        if (end == null && status != null) {
            end = status.finishedAt();
        }
        return end == null ? Instant.EPOCH : end;
    }
}
