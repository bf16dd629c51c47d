package dev.supercargo.decisions.project;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.ConfigStatus;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.WebhookReceiver;
import dev.supercargo.model.WebhookReceiverConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The status of a ProjectConfig or ClusterConfig: where its webhooks are served (controllers.md 4.4, 4.5).
public final class ConfigConclusion {
    private static final String FAILED = "SyncWebhookReceiversFailed";

    private ConfigConclusion() {}

    /// The new status. Receivers that cannot be served are left out and told.
    public static ConfigStatus of(ConfigView view, Instant now) {
        ConfigStatus status = view.status()
                .withLastHandledRefresh(
                        view.metadata().annotations().containsKey(Annotations.REFRESH)
                                ? view.metadata().annotation(Annotations.REFRESH)
                                : view.status().lastHandledRefresh());
        if (view.receivers().isEmpty()) {
            return synced(view, status.withWebhookReceivers(List.of()), now);
        }
        if (view.secretsNamespace().isEmpty()) {
            return failed(
                    view,
                    status,
                    "Failed to sync webhook receivers: no namespace is designated for their Secrets; set"
                            + " SYSTEM_RESOURCES_NAMESPACE",
                    now);
        }
        var served = new ArrayList<WebhookReceiver>();
        var errors = new ArrayList<String>();
        for (WebhookReceiverConfig receiver : view.receivers()) {
            try {
                served.add(address(view, receiver));
            } catch (IllegalArgumentException e) {
                errors.add("error syncing WebhookReceiver \"" + receiver.name() + "\": " + e.getMessage());
            }
        }
        ConfigStatus known = status.withWebhookReceivers(served);
        return errors.isEmpty()
                ? synced(view, known, now)
                : failed(view, known, "Failed to sync WebhookReceivers: " + listed(errors), now);
    }

    /// Whether the status says that something failed.
    public static boolean isFailed(ConfigStatus status) {
        return Condition.find(status.conditions(), "Ready")
                .filter(ready -> ready.reason().equals(FAILED))
                .isPresent();
    }

    private static WebhookReceiver address(ConfigView view, WebhookReceiverConfig receiver) {
        ReceiverAddress.Type type = ReceiverAddress.type(receiver)
                .orElseThrow(() ->
                        new IllegalArgumentException("error getting receiver factory: no matching registration found"));
        String where = "Secret \"" + type.secret() + "\" in namespace \"" + view.secretsNamespace() + "\"";
        var secret = view.secrets().get(type.secret());
        if (secret == null) {
            throw new IllegalArgumentException(
                    "error getting " + where + ": secrets \"" + type.secret() + "\" not found");
        }
        // an empty key would protect nothing, so it counts as missing
        byte[] value = Json.text(secret.view(), "data", type.key())
                .map(text -> Base64.getMimeDecoder().decode(text))
                .filter(bytes -> bytes.length > 0)
                .orElseThrow(() -> new IllegalArgumentException("error extracting secret values from " + where
                        + ": missing or empty data key \"" + type.key() + "\", which a receiver of type " + type.name()
                        + " needs"));
        String project = view.kind().equals(Kinds.PROJECT_CONFIG.kind())
                ? view.metadata().name()
                : "";
        return ReceiverAddress.of(view.baseUrl(), project, receiver.name(), type.name(), value);
    }

    private static String listed(List<String> errors) {
        return errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]";
    }

    private static ConfigStatus synced(ConfigView view, ConfigStatus status, Instant now) {
        List<Condition> conditions = Condition.without(status.conditions(), "Reconciling");
        conditions = Condition.set(
                conditions,
                condition(view, "Ready", "True", "Synced", view.kind() + " is synced and ready for use", now));
        return status.withConditions(conditions)
                .withObservedGeneration(view.metadata().generation());
    }

    private static ConfigStatus failed(ConfigView view, ConfigStatus status, String message, Instant now) {
        List<Condition> conditions = Condition.set(
                status.conditions(),
                condition(view, "Reconciling", "True", "SyncingWebhooks", "Syncing WebhookReceivers", now));
        conditions = Condition.set(conditions, condition(view, "Ready", "False", FAILED, message, now));
        return status.withConditions(conditions);
    }

    private static Condition condition(
            ConfigView view, String type, String status, String reason, String message, Instant now) {
        return new Condition(type, status, reason, message, now, view.metadata().generation());
    }

    /// The names of the Secrets that the receivers need.
    public static List<String> secretsOf(List<WebhookReceiverConfig> receivers) {
        return receivers.stream()
                .map(ReceiverAddress::type)
                .flatMap(Optional::stream)
                .map(ReceiverAddress.Type::secret)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
