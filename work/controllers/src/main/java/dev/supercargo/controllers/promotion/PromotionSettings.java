package dev.supercargo.controllers.promotion;

import dev.supercargo.model.Promotion;
import java.util.function.Predicate;

/// What can be set about the Promotion controller.
///
/// @param uiBaseUrl where people see the user interface (`API_SERVER_BASE_URL`), empty where unknown
/// @param concurrency how many Promotions run steps at one time (`MAX_CONCURRENT_PROMOTION_RECONCILES`)
/// @param mine which Promotions this installation looks after (its shard)
public record PromotionSettings(String uiBaseUrl, int concurrency, Predicate<Promotion> mine) {
    /// Everything, four at a time.
    public static PromotionSettings usual() {
        return new PromotionSettings("", 4, _ -> true);
    }
}
