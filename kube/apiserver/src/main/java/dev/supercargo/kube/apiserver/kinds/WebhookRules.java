package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Configurations of admission webhooks.
final class WebhookRules implements Rules {
    @Override
    public Metadata.Care care() {
        return Metadata.Care.WHOLE;
    }

    @Override
    public MissingVersion missingVersion() {
        return MissingVersion.REFUSED;
    }

    @Override
    public Generation generation() {
        return Generation.WITH_SPEC;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.NAME,
                Column.number(
                        "Webhooks",
                        "Webhooks indicates the number of webhooks configured in this configuration",
                        (object, _) -> (long) Json.list(object, "webhooks").size()),
                Columns.AGE);
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        return WebhookChecks.check(object);
    }

    @Override
    public void complete(Map<String, Object> object) {
        String kind = Json.text(object, "kind").orElse("");
        if (Json.list(object, "webhooks").isEmpty()) {
            object.remove("webhooks");
        }
        for (Object item : Json.list(object, "webhooks")) {
            Map<String, Object> webhook = Json.asObject(item);
            webhook.putIfAbsent("failurePolicy", "Fail");
            webhook.putIfAbsent("matchPolicy", "Equivalent");
            webhook.putIfAbsent("namespaceSelector", new java.util.LinkedHashMap<String, Object>());
            webhook.putIfAbsent("objectSelector", new java.util.LinkedHashMap<String, Object>());
            webhook.putIfAbsent("timeoutSeconds", 10L);
            if (kind.startsWith("Mutating")) {
                webhook.putIfAbsent("reinvocationPolicy", "Never");
            }
            if (webhook.get("clientConfig") instanceof Map<?, ?>
                    && Json.at(webhook, "clientConfig", "service").isPresent()) {
                Json.object(webhook, "clientConfig", "service").putIfAbsent("port", 443L);
            }
            for (Object rule : Json.list(webhook, "rules")) {
                Json.asObject(rule).putIfAbsent("scope", "*");
            }
        }
    }
}
