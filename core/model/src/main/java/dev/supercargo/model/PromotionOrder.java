package dev.supercargo.model;

import dev.supercargo.meta.GoText;
import java.util.Comparator;

/// The orders of Promotions (resources.md 4.6); names compare by bytes.
public final class PromotionOrder {
    private static final Comparator<Promotion> BY_NAME =
            Comparator.comparing(promotion -> promotion.metadata().name(), GoText.BY_BYTES);

    /// The order of a Stage's queue: running ones, then others that have not ended (both oldest first), then those that
    /// have ended (newest first).
    public static final Comparator<Promotion> QUEUE = PromotionOrder::compare;

    private PromotionOrder() {}

    private static int compare(Promotion a, Promotion b) {
        int byRank = Integer.compare(rank(a), rank(b));
        if (byRank != 0) {
            return byRank;
        }
        return rank(a) == 2 ? BY_NAME.compare(b, a) : BY_NAME.compare(a, b);
    }

    private static int rank(Promotion promotion) {
        if (promotion.status().phase().equals(PromotionPhase.RUNNING)) {
            return 0;
        }
        return promotion.status().isTerminal() ? 2 : 1;
    }
}
