package dev.supercargo.app.install;

import dev.supercargo.access.Component;
import dev.supercargo.access.Grants;
import dev.supercargo.access.Roles;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Crds;
import dev.supercargo.model.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Everything that a cluster must hold before the components run, in an order in which it can be created.
///
/// @param home the namespace of the components
/// @param webhook where the API server reaches the admission webhook
public record Installation(String home, WebhookConfigurations.Place webhook) {
    /// The port of the webhook's Service.
    static final long WEBHOOK_PORT = 9443;

    private static final ResourceType SERVICE = new ResourceType("", "v1", "Service", "services", true);

    /// An installation whose webhook is reached by a Service.
    public static Installation inCluster(String home) {
        return new Installation(home, new WebhookConfigurations.Place.Service(home, Component.ADMISSION.account()));
    }

    /// All objects.
    public List<KubeObject> objects() {
        var objects = new ArrayList<KubeObject>();
        objects.addAll(namespaces());
        objects.addAll(definitions());
        objects.addAll(access());
        objects.addAll(webhooks());
        return objects;
    }

    /// The same as a YAML stream.
    public String yaml() {
        return yaml(objects());
    }

    static String yaml(List<KubeObject> objects) {
        return objects.stream().map(object -> Yaml.print(object.tree())).collect(Collectors.joining("---\n"));
    }

    List<KubeObject> namespaces() {
        return Roles.installedIn(home).stream()
                .filter(Installation::isNamespace)
                .toList();
    }

    List<KubeObject> definitions() {
        return Crds.bundled().stream().map(KubeObject::of).toList();
    }

    /// Accounts, roles, bindings.
    List<KubeObject> access() {
        return Roles.installedIn(home).stream()
                .filter(object -> !isNamespace(object))
                .toList();
    }

    private static boolean isNamespace(KubeObject object) {
        return object.kind().equals(Kinds.NAMESPACE.kind());
    }

    /// The Secret of the certificate (empty: the webhook fills it), the Service, and the configurations.
    List<KubeObject> webhooks() {
        var objects = new ArrayList<KubeObject>();
        objects.add(KubeObject.named(Kinds.SECRET, new ObjectKey(home, Grants.CERTIFICATE)));
        if (webhook instanceof WebhookConfigurations.Place.Service(var namespace, var name)) {
            objects.add(service(namespace, name));
        }
        objects.addAll(WebhookConfigurations.all(Grants.CONFIGURATION, webhook));
        return objects;
    }

    private static KubeObject service(String namespace, String name) {
        var port = new LinkedHashMap<String, Object>();
        port.put("name", "webhook");
        port.put("port", 443L);
        port.put("targetPort", WEBHOOK_PORT);
        return KubeObject.named(SERVICE, new ObjectKey(namespace, name))
                .with(Map.of("app.kubernetes.io/component", Component.ADMISSION.word()), "spec", "selector")
                .with(List.of(port), "spec", "ports");
    }
}
