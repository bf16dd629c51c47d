package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.ConfigConclusion;
import dev.supercargo.decisions.project.ConfigView;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.ConfigStatus;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.WebhookReceiverConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The turn of a ProjectConfig or ClusterConfig (controllers.md 4.4, 4.5).
final class ConfigTurn implements Turn {
    private static final Duration RESYNC = Duration.ofMinutes(5);
    /// A missing Secret is looked for again soon, since nothing tells when it appears.
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(20);

    private final Kube kube;
    private final ResourceType type;
    private final ManagementSettings settings;
    private final InstantSource clock;

    ConfigTurn(Kube kube, ResourceType type, ManagementSettings settings, InstantSource clock) {
        this.kube = kube;
        this.type = type;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Next take(ObjectKey key) {
        Optional<KubeObject> object = kube.get(type, key);
        if (object.isEmpty() || object.get().isTerminating()) {
            return Next.rest();
        }
        ConfigView view = observe(object.get());
        Instant now = clock.instant();
        ConfigStatus status = ConfigConclusion.of(view, now);
        StatusWriter.write(kube, type, key, view.status(), status);
        return Next.at(now.plus(ConfigConclusion.isFailed(status) ? AFTER_FAILURE : RESYNC));
    }

    private ConfigView observe(KubeObject object) {
        if (type.equals(Kinds.PROJECT_CONFIG)) {
            ProjectConfig config = ProjectConfig.read(object);
            return view(
                    config.metadata(),
                    config.spec().webhookReceivers(),
                    config.status(),
                    config.metadata().namespace());
        }
        ClusterConfig config = ClusterConfig.read(object);
        return view(config.metadata(), config.spec().webhookReceivers(), config.status(), settings.systemNamespace());
    }

    private ConfigView view(
            Metadata metadata, List<WebhookReceiverConfig> receivers, ConfigStatus status, String namespace) {
        Map<String, KubeObject> secrets = new HashMap<>();
        if (!namespace.isEmpty()) {
            for (String name : ConfigConclusion.secretsOf(receivers)) {
                kube.get(Kinds.SECRET, new ObjectKey(namespace, name)).ifPresent(secret -> secrets.put(name, secret));
            }
        }
        return new ConfigView(type.kind(), metadata, receivers, status, namespace, secrets, settings.webhooksBaseUrl());
    }
}
