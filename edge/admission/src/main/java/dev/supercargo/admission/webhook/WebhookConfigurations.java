package dev.supercargo.admission.webhook;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The two objects that tell an API server what to ask, and where (resources.md 8.0). The certificate of the authority
/// is not in them: the webhook puts it there when it runs.
public final class WebhookConfigurations {
    private static final String GROUP = "admissionregistration.k8s.io";
    /// The kind that has the defaulting webhooks.
    public static final ResourceType MUTATING =
            new ResourceType(GROUP, "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false);
    /// The kind that has the validating webhooks.
    public static final ResourceType VALIDATING =
            new ResourceType(GROUP, "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false);

    static final String MUTATE = "/mutate-kargo-akuity-io-v1alpha1-";
    static final String VALIDATE = "/validate-kargo-akuity-io-v1alpha1-";
    static final String VALIDATE_REPLICA = "/validate-v1-replicated-resource";

    private static final List<String> WRITES = List.of("CREATE", "UPDATE");
    private static final List<String> ALL = List.of("CREATE", "UPDATE", "DELETE");
    private static final long TIMEOUT_SECONDS = 10;

    private WebhookConfigurations() {}

    /// Where an API server reaches the webhook.
    public sealed interface Place {
        /// By a Service of the cluster.
        record Service(String namespace, String name) implements Place {}

        /// At an address, for a process outside the cluster.
        record Url(String base) implements Place {
            public Url {
                if (!base.startsWith("https://")) {
                    throw new IllegalArgumentException("not an https:// URL: " + base);
                }
            }
        }
    }

    /// Both configurations.
    public static List<KubeObject> all(String name, Place place) {
        return List.of(
                configuration(MUTATING, name, mutating(place)), configuration(VALIDATING, name, validating(place)));
    }

    private static KubeObject configuration(ResourceType type, String name, List<Object> webhooks) {
        return KubeObject.named(type, ObjectKey.cluster(name)).with(webhooks, "webhooks");
    }

    private static List<Object> mutating(Place place) {
        var webhooks = new ArrayList<Object>();
        for (ResourceType type : List.of(Kinds.FREIGHT, Kinds.PROMOTION, Kinds.STAGE, Kinds.WAREHOUSE)) {
            webhooks.add(webhook(type, place, MUTATE, List.of(type.plural()), WRITES, "None"));
        }
        return webhooks;
    }

    private static List<Object> validating(Place place) {
        var webhooks = new ArrayList<Object>();
        webhooks.add(webhook(
                Kinds.FREIGHT,
                place,
                VALIDATE,
                List.of(Kinds.FREIGHT.plural(), Kinds.FREIGHT.plural() + "/status"),
                ALL,
                "None"));
        webhooks.add(webhook(Kinds.PROMOTION, place, VALIDATE, List.of(Kinds.PROMOTION.plural()), ALL, "None"));
        for (ResourceType type : List.of(
                Kinds.STAGE,
                Kinds.WAREHOUSE,
                Kinds.CLUSTER_CONFIG,
                Kinds.CLUSTER_PROMOTION_TASK,
                Kinds.PROMOTION_TASK,
                Kinds.PROMOTION_REQUEST)) {
            webhooks.add(webhook(type, place, VALIDATE, List.of(type.plural()), WRITES, "None"));
        }
        for (ResourceType type : List.of(Kinds.PROJECT, Kinds.PROJECT_CONFIG)) {
            webhooks.add(webhook(type, place, VALIDATE, List.of(type.plural()), WRITES, "NoneOnDryRun"));
        }
        webhooks.add(replicas(place, "replicated-resource-mutate", WRITES, "Fail"));
        webhooks.add(replicas(place, "replicated-resource-delete", List.of("DELETE"), "Ignore"));
        return webhooks;
    }

    private static Map<String, Object> webhook(
            ResourceType type,
            Place place,
            String path,
            List<String> resources,
            List<String> operations,
            String sideEffects) {
        String kind = type.kind().toLowerCase(Locale.ROOT);
        Map<String, Object> webhook = webhook(kind, place, path + kind, sideEffects, "Fail");
        webhook.put("rules", List.of(rule(type, resources, operations)));
        return webhook;
    }

    private static Map<String, Object> replicas(
            Place place, String name, List<String> operations, String failurePolicy) {
        Map<String, Object> webhook = webhook(name, place, VALIDATE_REPLICA, "None", failurePolicy);
        webhook.put(
                "rules",
                List.of(rule(Kinds.SECRET, List.of(Kinds.SECRET.plural(), Kinds.CONFIG_MAP.plural()), operations)));
        webhook.put("objectSelector", exists(Labels.REPLICATED_FROM));
        webhook.put("namespaceSelector", exists(Labels.PROJECT));
        return webhook;
    }

    private static Map<String, Object> webhook(
            String name, Place place, String path, String sideEffects, String failurePolicy) {
        var webhook = new LinkedHashMap<String, Object>();
        webhook.put("name", name + "." + Kinds.GROUP);
        webhook.put("admissionReviewVersions", List.of("v1"));
        webhook.put("clientConfig", client(place, path));
        webhook.put("failurePolicy", failurePolicy);
        webhook.put("sideEffects", sideEffects);
        webhook.put("timeoutSeconds", TIMEOUT_SECONDS);
        return webhook;
    }

    private static Map<String, Object> client(Place place, String path) {
        return switch (place) {
            case Place.Service(var namespace, var name) -> {
                var service = new LinkedHashMap<String, Object>();
                service.put("namespace", namespace);
                service.put("name", name);
                service.put("path", path);
                yield Map.of("service", service);
            }
            case Place.Url(var base) -> Map.of("url", base.replaceAll("/$", "") + path);
        };
    }

    private static Map<String, Object> rule(ResourceType type, List<String> resources, List<String> operations) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("apiGroups", List.of(type.group()));
        rule.put("apiVersions", List.of(type.version()));
        rule.put("resources", List.copyOf(resources));
        rule.put("operations", List.copyOf(operations));
        return rule;
    }

    private static Map<String, Object> exists(String label) {
        var requirement = new LinkedHashMap<String, Object>();
        requirement.put("key", label);
        requirement.put("operator", "Exists");
        return Map.of("matchExpressions", List.of(requirement));
    }
}
