package dev.supercargo.app.serve;

import dev.supercargo.access.Grants;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the webhook's certificate good, without anybody's help.
///
/// Each minute, in this order: read the Secret that all replicas share; make what is missing or about to end, and store
/// it; tell API servers whom to trust (`caBundle` of the webhook configurations); only then show the certificate. The
/// names in it are those under which the configurations say that the webhook is reached.
final class WebhookCertificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookCertificates.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Kube kube;
    private final ObjectKey secret;
    private final CurrentCertificate current;
    private final InstantSource clock;
    private volatile String trouble = "no certificate yet";
    private volatile Thread thread = Thread.currentThread();

    WebhookCertificates(Kube kube, String home, CurrentCertificate current, InstantSource clock) {
        this.kube = kube;
        this.secret = new ObjectKey(home, Grants.CERTIFICATE);
        this.current = current;
        this.clock = clock;
    }

    void start() {
        thread = Thread.ofVirtual().name("webhook certificate").start(this::keep);
    }

    /// What is wrong; empty where all is well.
    Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(attempt() ? PERIOD : AFTER_FAILURE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() {
        try {
            renew();
            trouble = "";
            return true;
        } catch (WorldException e) {
            if (!e.failure().what().equals(trouble)) {
                LOG.warn(
                        "the webhook's certificate cannot be looked after: {}",
                        e.failure().what());
            }
            trouble = e.failure().what();
            return false;
        }
    }

    /// One look; two replicas that make something new at once are told apart by the Secret's version.
    void renew() {
        List<KubeObject> configurations = new ArrayList<>();
        for (ResourceType type : List.of(WebhookConfigurations.MUTATING, WebhookConfigurations.VALIDATING)) {
            configurations.add(found(type, ObjectKey.cluster(Grants.CONFIGURATION)));
        }
        KubeObject stored = found(Kinds.SECRET, secret);
        StoredCertificates kept = StoredCertificates.kept(stored, List.copyOf(names(configurations)), clock.instant());
        if (!Json.same(Json.object(stored.view(), "data"), kept.data())) {
            LOG.info("a new certificate for the webhook is stored in Secret {}", secret);
            kube.patch(Kinds.SECRET, secret, unchanged(stored, "data", kept.data()));
        }
        for (KubeObject configuration : configurations) {
            trust(configuration, kept.bundle());
        }
        current.show(kept.server());
    }

    private KubeObject found(ResourceType type, ObjectKey key) {
        return kube.get(type, key)
                .orElseThrow(() -> new WorldException(new Failure.NotFound(type.kind() + " " + key
                        + " is not there; apply what `supercargo manifests` prints, or install the chart")));
    }

    private void trust(KubeObject configuration, String bundle) {
        var webhooks = new ArrayList<Object>();
        for (Object webhook : Json.list(configuration.view(), "webhooks")) {
            Map<String, Object> copy = Json.copy(Json.asObject(webhook));
            Json.put(copy, bundle, "clientConfig", "caBundle");
            webhooks.add(copy);
        }
        if (!Json.same(webhooks, Json.list(configuration.view(), "webhooks"))) {
            ResourceType type = configuration.kind().equals(WebhookConfigurations.MUTATING.kind())
                    ? WebhookConfigurations.MUTATING
                    : WebhookConfigurations.VALIDATING;
            kube.patch(type, configuration.key(), unchanged(configuration, "webhooks", webhooks));
        }
    }

    /// A patch that holds only for the version that was read.
    private static Map<String, Object> unchanged(KubeObject read, String member, Object value) {
        var patch = new LinkedHashMap<String, Object>();
        patch.put("metadata", Map.of("resourceVersion", read.resourceVersion()));
        patch.put(member, value);
        return patch;
    }

    /// How API servers call the webhook.
    private static Set<String> names(List<KubeObject> configurations) {
        var names = new LinkedHashSet<String>();
        for (KubeObject configuration : configurations) {
            for (Object webhook : Json.list(configuration.view(), "webhooks")) {
                Json.text(webhook, "clientConfig", "url")
                        .map(url -> URI.create(url).getHost())
                        .ifPresent(names::add);
                Json.text(webhook, "clientConfig", "service", "name").ifPresent(name -> {
                    String service = name + "."
                            + Json.text(webhook, "clientConfig", "service", "namespace")
                                    .orElse("");
                    names.add(service + ".svc");
                    names.add(service + ".svc.cluster.local");
                });
            }
        }
        return names;
    }

    @Override
    public void close() {
        if (thread.isVirtual()) {
            thread.interrupt();
        }
    }
}
