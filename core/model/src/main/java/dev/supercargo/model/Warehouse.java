package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// A Warehouse looks for new artifacts and makes Freight of them.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: what the Warehouse looks for.
/// - `status`: what the Warehouse found.
public record Warehouse(Metadata metadata, WarehouseSpec spec, WarehouseStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static Warehouse read(KubeObject object) {
        return Wire.read(Warehouse.class, object.view());
    }
}
