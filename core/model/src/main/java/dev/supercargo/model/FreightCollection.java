package dev.supercargo.model;

import java.util.List;
import java.util.Map;

/// The Freight that a Stage holds at one time: one piece for each origin.
///
/// - `id`: identifier, computed from the names of the Freight.
/// - `items`: the Freight, by origin (`Warehouse/<name>`).
/// - `verificationHistory`: verifications of this collection, newest first, at most ten.
public record FreightCollection(
        @Required String id, Map<String, FreightReference> items, List<VerificationInfo> verificationHistory) {
    public FreightCollection {
        items = Wire.copied(items);
        verificationHistory = List.copyOf(verificationHistory);
    }

    /// The collection of these pieces of Freight, with its identifier and no verification.
    public static FreightCollection of(java.util.Collection<FreightReference> freight) {
        var items = new java.util.LinkedHashMap<String, FreightReference>();
        freight.forEach(piece -> items.put(piece.origin().key(), piece));
        return new FreightCollection(idOf(items), items, List.of());
    }

    /// The identifier: SHA-1 of the sorted Freight names joined by commas (resources.md 4.4).
    static String idOf(Map<String, FreightReference> items) {
        return Names.sha1(String.join(
                ",",
                items.values().stream()
                        .map(FreightReference::name)
                        .sorted(dev.supercargo.meta.GoText.BY_BYTES)
                        .toList()));
    }

    /// This collection with a piece added, in place of the one of the same origin; the identifier follows.
    public FreightCollection with(FreightReference piece) {
        var changed = new java.util.LinkedHashMap<>(items);
        changed.put(piece.origin().key(), piece);
        return new FreightCollection(idOf(changed), changed, verificationHistory);
    }

    /// Whether the collection holds a piece of this name.
    public boolean contains(String freightName) {
        return items.values().stream().anyMatch(piece -> piece.name().equals(freightName));
    }

    public FreightCollection withId(String id) {
        return Wire.with(this, "id", id);
    }

    public FreightCollection withItems(Map<String, FreightReference> items) {
        return Wire.with(this, "items", items);
    }

    public FreightCollection withVerificationHistory(List<VerificationInfo> verificationHistory) {
        return Wire.with(this, "verificationHistory", verificationHistory);
    }
}
