package dev.supercargo.decisions.stage;

import dev.supercargo.meta.GoText;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The Promotions of one Stage in the order in which they matter: what runs, what waits (oldest first), what has ended
/// (newest first). Names sort by age (controllers.md 7.3, resources.md 4.6).
record Queue(List<Promotion> promotions) {
    private static final Comparator<Promotion> BY_NAME = Comparator.comparing(Queue::name, GoText.BY_BYTES);

    static Queue of(String stage, List<Promotion> all) {
        List<Promotion> own =
                all.stream().filter(p -> p.spec().stage().equals(stage)).toList();
        var ordered = new ArrayList<Promotion>();
        own.stream().filter(Queue::isRunning).sorted(BY_NAME).forEach(ordered::add);
        own.stream().filter(p -> !isOver(p) && !isRunning(p)).sorted(BY_NAME).forEach(ordered::add);
        own.stream().filter(Queue::isOver).sorted(BY_NAME.reversed()).forEach(ordered::add);
        return new Queue(List.copyOf(ordered));
    }

    Optional<Promotion> head() {
        return promotions.stream().findFirst();
    }

    /// Whether some Promotion has not ended.
    boolean hasWork() {
        return head().filter(p -> !isOver(p)).isPresent();
    }

    /// Those that have ended, oldest first.
    List<Promotion> over() {
        return promotions.stream().filter(Queue::isOver).toList().reversed();
    }

    /// Whether some Promotion older than this one has not ended.
    boolean hasOlderWork(Promotion promotion) {
        return promotions.stream().anyMatch(p -> !isOver(p) && BY_NAME.compare(p, promotion) < 0);
    }

    static boolean isOver(Promotion promotion) {
        return promotion.status().isTerminal();
    }

    static boolean isRunning(Promotion promotion) {
        return promotion.status().phase().equals(PromotionPhase.RUNNING);
    }

    static boolean succeeded(Promotion promotion) {
        return promotion.status().phase().equals(PromotionPhase.SUCCEEDED);
    }

    static String name(Promotion promotion) {
        return promotion.metadata().name();
    }
}
