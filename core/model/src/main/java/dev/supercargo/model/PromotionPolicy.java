package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// Whether the Stages that it names are promoted to automatically.
///
/// - `stage`: exact name of a Stage. Superseded by stageSelector.
/// - `stageSelector`: Stages that the policy is about.
/// - `autoPromotionEnabled`: whether new Freight is promoted without being asked for.
/// - `autoRollback`: when to go back to earlier Freight. Absent means never.
public record PromotionPolicy(
        String stage,
        @Nullable PolicySelector stageSelector,
        boolean autoPromotionEnabled,
        @Nullable AutoRollback autoRollback) {
    /// The name that the policy is about: the selector's where there is one, else `stage`.
    public String stageName() {
        return stageSelector != null ? stageSelector.name() : stage;
    }
}
