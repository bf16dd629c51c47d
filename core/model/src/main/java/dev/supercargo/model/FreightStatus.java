package dev.supercargo.model;

import java.util.Map;

/// Where a piece of Freight is, was verified and is approved.
///
/// - `currentlyIn`: Stages that hold it now.
/// - `verifiedIn`: Stages that verified it.
/// - `approvedFor`: Stages for which somebody approved it.
/// - `metadata`: data that promotions keep with it.
public record FreightStatus(
        Map<String, CurrentStage> currentlyIn,
        Map<String, VerifiedStage> verifiedIn,
        Map<String, ApprovedStage> approvedFor,
        Map<String, Object> metadata) {
    /// Nothing said yet.
    public static final FreightStatus EMPTY = Wire.read(FreightStatus.class, Map.of());

    public FreightStatus {
        currentlyIn = Wire.copied(currentlyIn);
        verifiedIn = Wire.copied(verifiedIn);
        approvedFor = Wire.copied(approvedFor);
        metadata = Wire.copied(metadata);
    }

    public FreightStatus withCurrentlyIn(Map<String, CurrentStage> currentlyIn) {
        return Wire.with(this, "currentlyIn", currentlyIn);
    }

    public FreightStatus withVerifiedIn(Map<String, VerifiedStage> verifiedIn) {
        return Wire.with(this, "verifiedIn", verifiedIn);
    }

    public FreightStatus withApprovedFor(Map<String, ApprovedStage> approvedFor) {
        return Wire.with(this, "approvedFor", approvedFor);
    }

    public FreightStatus withMetadata(Map<String, Object> metadata) {
        return Wire.with(this, "metadata", metadata);
    }
}
