package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a Warehouse found and made of it.
///
/// - `conditions`: what is so, and why.
/// - `lastHandledRefresh`: value of the refresh annotation that was last acted upon.
/// - `observedGeneration`: generation of the object that the status describes.
/// - `lastFreightID`: name of the newest Freight that the Warehouse made.
/// - `discoveredArtifacts`: what was found at the last look.
public record WarehouseStatus(
        List<Condition> conditions,
        String lastHandledRefresh,
        long observedGeneration,
        String lastFreightID,
        @Nullable DiscoveredArtifacts discoveredArtifacts) {
    /// Nothing said yet.
    public static final WarehouseStatus EMPTY = Wire.read(WarehouseStatus.class, Map.of());

    public WarehouseStatus {
        conditions = List.copyOf(conditions);
    }

    public WarehouseStatus withConditions(List<Condition> conditions) {
        return Wire.with(this, "conditions", conditions);
    }

    public WarehouseStatus withLastHandledRefresh(String lastHandledRefresh) {
        return Wire.with(this, "lastHandledRefresh", lastHandledRefresh);
    }

    public WarehouseStatus withObservedGeneration(long observedGeneration) {
        return Wire.with(this, "observedGeneration", observedGeneration);
    }

    public WarehouseStatus withLastFreightID(String lastFreightID) {
        return Wire.with(this, "lastFreightID", lastFreightID);
    }

    public WarehouseStatus withDiscoveredArtifacts(@Nullable DiscoveredArtifacts discoveredArtifacts) {
        return Wire.with(this, "discoveredArtifacts", discoveredArtifacts);
    }
}
