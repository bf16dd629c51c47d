package dev.supercargo.kube.client;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of several processes works at a time: the one that holds a Lease.
///
/// The holder renews it; whoever has seen it unchanged for as long as it is valid takes it. Both sides measure by their
/// own monotonic clock, so clocks need not agree. A holder that could not renew in time knows that from [#leads],
/// before
/// anybody else can have the Lease, stops its work, and competes anew.
public final class LeaderElection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
    private static final ResourceType LEASE = new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final Kube kube;
    private final Settings settings;
    private final InstantSource clock;
    private final Work work;
    private final AtomicBoolean closed = new AtomicBoolean();
    /// [System#nanoTime] until which the Lease is ours for certain.
    private final AtomicLong until = new AtomicLong(System.nanoTime() - 1);
    private volatile Thread thread = Thread.currentThread();
    private volatile String trouble = "";
    // the fields below belong to the election's thread
    private @Nullable Thread worker;
    private String seenVersion = "";
    private long seenSince;

    /// How the election goes.
    ///
    /// @param lease which Lease
    /// @param holder who this process is; unique
    /// @param labels of the Lease
    /// @param valid how long the Lease holds without being renewed
    /// @param renew how often the holder renews it
    /// @param retry how often the others look
    public record Settings(
            ObjectKey lease,
            String holder,
            Map<String, String> labels,
            Duration valid,
            Duration renew,
            Duration retry) {
        /// Fifteen seconds, renewed every three; the others look every second.
        public static Settings usual(ObjectKey lease, String holder, Map<String, String> labels) {
            return new Settings(
                    lease, holder, labels, Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofSeconds(1));
        }

        public Settings {
            labels = Map.copyOf(labels);
            if (valid.compareTo(renew.multipliedBy(2)) < 0) {
                throw new IllegalArgumentException("a Lease must outlast two renewals");
            }
        }
    }

    /// What the leader does.
    @FunctionalInterface
    public interface Work {
        /// Begins, and may be interrupted while it does; the answer is closed when the leadership ends. A failure gives
        /// the Lease back.
        AutoCloseable begin() throws InterruptedException;
    }

    /// @param kube must not be guarded by this election's own [#leads]
    public LeaderElection(Kube kube, Settings settings, InstantSource clock, Work work) {
        this.kube = kube;
        this.settings = settings;
        this.clock = clock;
        this.work = work;
    }

    /// Begins to compete.
    public void start() {
        thread = Thread.ofVirtual().name("leases " + settings.lease()).start(this::compete);
    }

    /// Whether the Lease is ours now, whatever happens elsewhere.
    public boolean leads() {
        return System.nanoTime() - until.get() < 0;
    }

    /// Why the Lease could not be read or written at the last attempt; empty where it could.
    public Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    private void compete() {
        try {
            while (!closed.get()) {
                attempt();
                follow();
                Thread.sleep(leads() ? settings.renew() : settings.retry());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Begins or ends the work as the Lease says; on a thread of its own, for renewals must not wait for it.
    private void follow() {
        Thread now = worker;
        if (now != null && !now.isAlive()) {
            worker = null; // it failed, and said so
            release();
        } else if (leads() && now == null) {
            LOG.info("{} is held by {}; its work begins", settings.lease(), settings.holder());
            worker = Thread.ofVirtual().name("work under " + settings.lease()).start(this::work);
        } else if (!leads() && now != null) {
            LOG.warn("{} is no longer held by {}; its work stops", settings.lease(), settings.holder());
            stop();
        }
    }

    private void work() {
        try (AutoCloseable _ = work.begin()) {
            new CountDownLatch(1).await(); // until interrupted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("the work under {} failed; another replica may try", settings.lease(), e);
        }
    }

    private void stop() {
        Thread now = worker;
        worker = null;
        if (now != null) {
            now.interrupt();
            try {
                now.join(LONGEST_STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Takes or renews the Lease, if it is to be had.
    private void attempt() {
        long sent = System.nanoTime();
        try {
            Optional<KubeObject> stored = kube.get(LEASE, settings.lease());
            if (stored.isEmpty()) {
                kube.create(LEASE, lease(Optional.empty()));
                until.set(sent + settings.valid().toNanos());
            } else if (mayTake(stored.get())) {
                kube.update(LEASE, lease(stored));
                until.set(sent + settings.valid().toNanos());
            }
            trouble = "";
        } catch (WorldException e) {
            trouble = e.failure().what();
            LOG.debug("{}: {}", settings.lease(), trouble);
        }
    }

    private boolean mayTake(KubeObject lease) {
        String holder = Json.text(lease.view(), "spec", "holderIdentity").orElse("");
        if (holder.isEmpty() || holder.equals(settings.holder())) {
            return true;
        }
        long now = System.nanoTime();
        if (!lease.resourceVersion().equals(seenVersion)) {
            seenVersion = lease.resourceVersion();
            seenSince = now;
        }
        long valid = Json.at(lease.view(), "spec", "leaseDurationSeconds")
                .filter(Number.class::isInstance)
                .map(seconds -> Duration.ofSeconds(((Number) seconds).longValue()))
                .orElse(settings.valid())
                .toNanos();
        return now - seenSince > valid;
    }

    private KubeObject lease(Optional<KubeObject> stored) {
        Map<String, Object> before =
                stored.map(lease -> Json.object(lease.view(), "spec")).orElse(Map.of());
        Instant now = clock.instant();
        boolean held = settings.holder().equals(before.get("holderIdentity"));
        long transitions = before.get("leaseTransitions") instanceof Number count ? count.longValue() : 0;
        var spec = new LinkedHashMap<String, Object>();
        spec.put("holderIdentity", settings.holder());
        spec.put("leaseDurationSeconds", Math.max(1, settings.valid().toSeconds()));
        Object acquired = before.get("acquireTime");
        spec.put("acquireTime", held && acquired != null ? acquired : MICROS.format(now));
        spec.put("renewTime", MICROS.format(now));
        spec.put("leaseTransitions", held || stored.isEmpty() ? transitions : transitions + 1);
        KubeObject base = stored.orElseGet(() -> KubeObject.named(LEASE, settings.lease()));
        return base.with(new LinkedHashMap<String, Object>(settings.labels()), "metadata", "labels")
                .with(spec, "spec");
    }

    /// Gives the Lease back, if it is ours.
    private void release() {
        boolean held = leads();
        until.set(System.nanoTime() - 1);
        if (!held) {
            return;
        }
        try {
            kube.get(LEASE, settings.lease())
                    .filter(lease ->
                            Json.text(lease.view(), "spec", "holderIdentity").equals(Optional.of(settings.holder())))
                    .ifPresent(lease -> kube.update(LEASE, lease.with("", "spec", "holderIdentity")));
        } catch (WorldException e) {
            LOG.warn(
                    "cannot give {} back; it runs out by itself: {}",
                    settings.lease(),
                    e.failure().what());
        }
    }

    /// Stops the work and gives the Lease back, so that another process need not wait for its end.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (thread.isVirtual()) {
            thread.interrupt();
            try {
                thread.join(settings.valid());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stop();
        release();
    }
}
