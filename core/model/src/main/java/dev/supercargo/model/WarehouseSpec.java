package dev.supercargo.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Warehouse looks for and when it makes Freight of it.
///
/// - `shard`: name of the shard whose controller looks after this object.
/// - `interval`: time between two looks, as a Go duration.
/// - `freightCreationPolicy`: whether Freight is created automatically.
/// - `freightCreationCriteria`: what must hold for Freight to be created automatically.
/// - `subscriptions`: what to look for: objects with one key that names the type (git, image, chart),
///   and an optional name.
public record WarehouseSpec(
        String shard,
        @Required @Nullable Duration interval,
        String freightCreationPolicy,
        @Nullable FreightCreationCriteria freightCreationCriteria,
        @Required List<Object> subscriptions) {
    public WarehouseSpec {
        subscriptions = Wire.copied(subscriptions);
    }

    /// The subscriptions, read one by one; a malformed one says what is wrong with it and spoils no other.
    public List<Subscription> parsedSubscriptions() {
        var parsed = new java.util.ArrayList<Subscription>();
        for (int i = 0; i < subscriptions.size(); i++) {
            parsed.add(Subscription.read(i, subscriptions.get(i)));
        }
        return List.copyOf(parsed);
    }
}
