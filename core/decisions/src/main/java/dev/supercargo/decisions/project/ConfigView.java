package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.ConfigStatus;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.WebhookReceiverConfig;
import java.util.List;
import java.util.Map;

/// A ProjectConfig or ClusterConfig with what its receivers need.
///
/// - `kind`: for messages.
/// - `secretsNamespace`: where the receivers' Secrets are; empty where no namespace is designated.
/// - `secrets`: those of them that exist, by name.
/// - `baseUrl`: where inbound webhooks are served.
public record ConfigView(
        String kind,
        Metadata metadata,
        List<WebhookReceiverConfig> receivers,
        ConfigStatus status,
        String secretsNamespace,
        Map<String, KubeObject> secrets,
        String baseUrl) {
    public ConfigView {
        receivers = List.copyOf(receivers);
        secrets = Map.copyOf(secrets);
    }
}
