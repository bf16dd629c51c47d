package dev.supercargo.controllers.events;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates Kubernetes Events under a component's identity and name. Telling is a courtesy: it is tried a few times
/// within a fraction of a second, and a failure is logged and never reaches the caller.
public final class Announcer {
    private static final ResourceType EVENTS = new ResourceType("", "v1", "Event", "events", true);
    private static final int TRIES = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Kube kube;
    private final String component;
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    /// @param component the name that Events carry as `source.component`, such as `promotion-controller`
    public Announcer(Kube kube, String component, InstantSource clock) {
        this.kube = kube;
        this.component = component;
        this.clock = clock;
    }

    /// The name that Events carry as their source.
    public String component() {
        return component;
    }

    /// Creates the Events, in order.
    public void announce(Event... events) {
        for (Event event : events) {
            announce(event);
        }
    }

    private void announce(Event event) {
        Instant now = clock.instant();
        created(event, "%s.%x".formatted(event.subject().name(), serial(now)), now);
    }

    /// Creates an Event of a name that says which one it is, so that there is only one, whoever else tells it and
    /// however
    /// often.
    ///
    public Told announceOnce(Event event, String name) {
        return created(event, name, clock.instant());
    }

    /// What came of telling.
    public enum Told {
        /// The Event was created.
        NEW,
        /// Somebody had created it before.
        KNOWN,
        /// It could not be created.
        NOT
    }

    private Told created(Event event, String name, Instant now) {
        KubeObject object = rendered(event, name, now);
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                kube.create(EVENTS, object);
                return Told.NEW;
            } catch (WorldException e) {
                if (e.failure() instanceof Failure.Conflict(var _, var alreadyExists) && alreadyExists) {
                    return Told.KNOWN;
                }
                if (!(e.failure() instanceof Failure.Transient) || attempt == TRIES) {
                    LOG.warn("cannot announce {} of {}: {}", event.reason(), event.subject(), e.getMessage());
                    return Told.NOT;
                }
            }
            try {
                Thread.sleep(10L << attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Told.NOT;
            }
        }
        return Told.NOT;
    }

    private KubeObject rendered(Event event, String name, Instant now) {
        ObjectKey subject = event.subject();
        String namespace = subject.namespace().isEmpty() ? "default" : subject.namespace();
        var key = new ObjectKey(namespace, name);
        Map<String, Object> tree = KubeObject.named(EVENTS, key).tree();
        var annotations = new LinkedHashMap<String, Object>(new TreeMap<>(event.annotations()));
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", key.name());
        metadata.put("namespace", key.namespace());
        metadata.put("annotations", annotations);
        tree.put("metadata", metadata);
        var about = new LinkedHashMap<String, Object>();
        about.put("apiVersion", "kargo.akuity.io/v1alpha1");
        about.put("kind", event.kind());
        if (!subject.namespace().isEmpty()) {
            about.put("namespace", subject.namespace());
        }
        about.put("name", subject.name());
        tree.put("involvedObject", about);
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        tree.put("type", event.severity().word());
        tree.put("reason", event.reason());
        tree.put("message", event.message());
        tree.put("source", new LinkedHashMap<String, Object>(Map.of("component", component)));
        tree.put("firstTimestamp", time);
        tree.put("lastTimestamp", time);
        tree.put("count", 1L);
        return KubeObject.of(tree);
    }

    /// Nanoseconds, made different for each Event of this process.
    private long serial(Instant now) {
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return last.accumulateAndGet(nanos, (before, wanted) -> Math.max(before + 1, wanted));
    }
}
