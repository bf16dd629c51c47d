package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import java.util.List;
import java.util.Map;

/// What the management controller found out about a ProjectConfig or ClusterConfig.
///
/// - `conditions`: what is so, and why.
/// - `observedGeneration`: generation of the object that the status describes.
/// - `lastHandledRefresh`: value of the refresh annotation that was last acted upon.
/// - `webhookReceivers`: where the inbound webhooks are served.
public record ConfigStatus(
        List<Condition> conditions,
        long observedGeneration,
        String lastHandledRefresh,
        List<WebhookReceiver> webhookReceivers) {
    /// Nothing said yet.
    public static final ConfigStatus EMPTY = Wire.read(ConfigStatus.class, Map.of());

    public ConfigStatus {
        conditions = List.copyOf(conditions);
        webhookReceivers = List.copyOf(webhookReceivers);
    }

    public ConfigStatus withConditions(List<Condition> conditions) {
        return Wire.with(this, "conditions", conditions);
    }

    public ConfigStatus withObservedGeneration(long observedGeneration) {
        return Wire.with(this, "observedGeneration", observedGeneration);
    }

    public ConfigStatus withLastHandledRefresh(String lastHandledRefresh) {
        return Wire.with(this, "lastHandledRefresh", lastHandledRefresh);
    }

    public ConfigStatus withWebhookReceivers(List<WebhookReceiver> webhookReceivers) {
        return Wire.with(this, "webhookReceivers", webhookReceivers);
    }
}
