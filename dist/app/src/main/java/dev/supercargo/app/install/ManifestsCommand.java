package dev.supercargo.app.install;

import dev.supercargo.access.Component;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.app.UserError;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Kinds;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `supercargo manifests`: what a cluster must hold, for those without Helm.
@Command(
        name = "manifests",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what a cluster must hold before the components run: definitions, namespaces, accounts, roles,",
            "bindings, webhook configurations. For: supercargo manifests | kubectl apply --server-side -f -"
        })
public final class ManifestsCommand implements Callable<Integer> {
    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:KARGO_NAMESPACE:-" + Component.NAMESPACE + "}",
            description = "Where the components live (default: KARGO_NAMESPACE, else " + Component.NAMESPACE + ").")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String namespace;

    @Option(
            names = "--webhook-url",
            paramLabel = "URL",
            description = "Where the API server reaches the admission webhook, for one that runs outside the cluster"
                    + " (default: a Service in the cluster).")
    private @Nullable String webhookUrl;

    @Option(
            names = "--without-analysis",
            description = "Leaves out the kinds of analysis, which Argo Rollouts has installed.")
    private boolean withoutAnalysis;

    @Override
    public Integer call() {
        System.out.print(Installation.yaml(installation().objects().stream()
                .filter(object -> !withoutAnalysis || !isOfAnalysis(object))
                .toList()));
        return 0;
    }

    private static boolean isOfAnalysis(KubeObject object) {
        return object.kind().equals(Kinds.CUSTOM_RESOURCE_DEFINITION.kind())
                && object.name().endsWith("." + Kinds.ARGO_GROUP);
    }

    private Installation installation() {
        if (webhookUrl == null) {
            return Installation.inCluster(namespace);
        }
        try {
            return new Installation(namespace, new WebhookConfigurations.Place.Url(webhookUrl));
        } catch (IllegalArgumentException e) {
            throw new UserError("--webhook-url is " + e.getMessage() + "; API servers ask webhooks over https only");
        }
    }
}
