package dev.supercargo.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a Stage takes Freight from.
///
/// - `direct`: whether Freight may come straight from its Warehouse.
/// - `stages`: upstream Stages that must have verified it.
/// - `requiredSoakTime`: how long it must have stayed in an upstream Stage, as a Go duration.
/// - `availabilityStrategy`: whether one or all of the upstream Stages must have verified it. Empty
///   means OneOf.
/// - `autoPromotionOptions`: how Freight is chosen for automatic promotion.
public record FreightSources(
        boolean direct,
        List<String> stages,
        @Nullable Duration requiredSoakTime,
        String availabilityStrategy,
        @Nullable AutoPromotionOptions autoPromotionOptions) {
    public FreightSources {
        stages = List.copyOf(stages);
    }

    /// Whether every upstream Stage must have verified the Freight (else one is enough).
    public boolean needsAll() {
        return availabilityStrategy.equals("All");
    }

    /// Whether automatic promotion takes what the upstream Stage holds, not the newest.
    public boolean matchesUpstream() {
        return autoPromotionOptions != null
                && autoPromotionOptions.selectionPolicy().equals("MatchUpstream");
    }
}
