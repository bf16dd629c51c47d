package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configuration of the whole installation.
///
/// - `webhookReceivers`: inbound webhooks.
/// - `gitClient`: identity of the Git client; wins over the one given at installation.
/// - `freightLinks`: links that the user interface shows beside Freight.
/// - `stageLinks`: links that the user interface shows beside Stages.
/// - `promotionWindows`: spans of time in which promotions are allowed or denied.
public record ClusterConfigSpec(
        List<WebhookReceiverConfig> webhookReceivers,
        @Nullable GitClientConfig gitClient,
        List<DeepLink> freightLinks,
        List<DeepLink> stageLinks,
        List<PromotionWindow> promotionWindows) {
    public ClusterConfigSpec {
        webhookReceivers = List.copyOf(webhookReceivers);
        freightLinks = List.copyOf(freightLinks);
        stageLinks = List.copyOf(stageLinks);
        promotionWindows = List.copyOf(promotionWindows);
    }
}
