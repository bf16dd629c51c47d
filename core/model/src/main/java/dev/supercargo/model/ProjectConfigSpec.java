package dev.supercargo.model;

import java.util.List;

/// The configuration of a Project.
///
/// - `promotionPolicies`: policies, of which the first that fits a Stage counts.
/// - `webhookReceivers`: inbound webhooks.
/// - `freightLinks`: links that the user interface shows beside Freight.
/// - `stageLinks`: links that the user interface shows beside Stages.
/// - `promotionWindows`: spans of time in which promotions are allowed or denied.
public record ProjectConfigSpec(
        List<PromotionPolicy> promotionPolicies,
        List<WebhookReceiverConfig> webhookReceivers,
        List<DeepLink> freightLinks,
        List<DeepLink> stageLinks,
        List<PromotionWindow> promotionWindows) {
    public ProjectConfigSpec {
        promotionPolicies = List.copyOf(promotionPolicies);
        webhookReceivers = List.copyOf(webhookReceivers);
        freightLinks = List.copyOf(freightLinks);
        stageLinks = List.copyOf(stageLinks);
        promotionWindows = List.copyOf(promotionWindows);
    }
}
