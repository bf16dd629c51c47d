package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// What a Warehouse looks for with a subscriber of another type.
///
/// - `subscriptionType`: type of the subscriber.
/// - `config`: configuration of the subscriber.
/// - `discoveryLimit`: how many are found at most. Zero means 20.
public record GenericSubscription(
        String subscriptionType, @Nullable Object config, int discoveryLimit) {
    /// How many are found at most.
    public int limit() {
        return Subscription.limit(discoveryLimit);
    }
}
