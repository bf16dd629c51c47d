package dev.supercargo.app.serve;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.supercargo.access.Component;
import dev.supercargo.admission.Admission;
import dev.supercargo.admission.webhook.WebhookServer;
import dev.supercargo.app.AnalysisRunner;
import dev.supercargo.app.ControlPlane;
import dev.supercargo.app.MachineryCheck;
import dev.supercargo.app.RestPlane;
import dev.supercargo.app.UserError;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.client.LeaderElection;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.meta.ObjectKey;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Components that run in this process against a cluster. Controllers wait until they hold their Lease; the admission
/// webhook answers in every replica.
public final class Served implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Served.class);

    private final ServeOptions options;
    private final Clock clock;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final HealthPort health;
    private final AtomicReference<@Nullable RestPlane> rest = new AtomicReference<>();
    /// What is at work in this process; a component that waits for its Lease is not.
    private final Working working;
    private int webhookPort;

    private Served(ServeOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.working = new Working(clock);
        this.health = stopLater(HealthPort.start(options.ports().health()));
        options.components().forEach(component -> {
            health.told("permissions-" + component.word(), () -> working.lacks(component));
            for (MachineryCheck check : MachineryCheck.values()) {
                Supplier<Optional<String>> wrong = () -> working.wrong(component, check);
                String name = check.word() + "-" + component.word();
                switch (check.weight()) {
                    case LIFE -> health.live(name, wrong);
                    case READINESS -> health.ready(name, wrong);
                    case TOLD -> health.told(name, wrong);
                }
            }
        });
        health.text("/metrics", "text/plain; version=0.0.4", working::metrics);
    }

    /// Starts everything; returns before any Lease is held.
    public static Served start(ServeOptions options) {
        var served = new Served(options, Clock.systemUTC());
        try {
            for (Component component : options.components()) {
                switch (component) {
                    case ADMISSION -> served.admission();
                    case API -> served.api();
                    case CONTROLLER, MANAGEMENT, ANALYSIS, GARBAGE_COLLECTOR -> served.leading(component);
                }
            }
            return served;
        } catch (RuntimeException e) {
            served.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T stopLater(T part) {
        running.push(part);
        return part;
    }

    private Kube client(Component component, RequestWatch watch) {
        return KubeClient.to(options.clusterFor(component), watch);
    }

    private void admission() {
        var audit = stopLater(
                new PermissionAudit(Component.ADMISSION, options.control().home(), clock));
        Kube kube = stopLater(client(Component.ADMISSION, audit));
        audit.start(kube, List::of);
        working.begun(new Machinery(Component.ADMISSION).over(kube).with(audit));
        Admission admission = stopLater(new Admission(kube, admissionSettings(), clock));
        var shown = new CurrentCertificate();
        var certificates = new WebhookCertificates(kube, options.control().home(), shown, clock);
        try {
            WebhookServer server =
                    stopLater(WebhookServer.start(options.ports().webhook(), shown.context(), admission));
            webhookPort = server.port();
        } catch (UncheckedIOException e) {
            throw new UserError(e.getMessage() + ": " + UserError.cause(e)
                    + "; stop what uses the port, or choose another one with --webhook-port PORT");
        }
        stopLater(certificates).start();
        health.ready("webhook-certificate", () -> shown.isThere() ? Optional.empty() : certificates.trouble());
    }

    /// The REST API answers in every replica, and in none before its caches are filled, which is waited for beside.
    private void api() {
        boolean analysis = AnalysisRunner.of(options.control().environment()) != AnalysisRunner.OFF;
        var audit =
                stopLater(new PermissionAudit(Component.API, options.control().home(), clock));
        Kube kube = client(Component.API, audit);
        working.begun(new Machinery(Component.API).over(kube).with(audit));
        health.ready("api", () -> rest.get() == null ? Optional.of("its caches are not filled yet") : Optional.empty());
        Thread starting = Thread.ofVirtual().name("api").start(() -> {
            try {
                rest.set(RestPlane.start(
                        kube,
                        audit,
                        analysis,
                        List.of(),
                        RestPlane.Door.tokens(options.ports().rest()),
                        clock));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stopLater(() -> {
            starting.interrupt();
            starting.join();
            RestPlane plane = rest.get();
            if (plane != null) {
                plane.close();
            }
        });
    }

    /// The port of the REST API, once it answers.
    public OptionalInt restPort() {
        RestPlane plane = rest.get();
        return plane == null ? OptionalInt.empty() : OptionalInt.of(plane.port());
    }

    private AdmissionSettings admissionSettings() {
        AdmissionSettings usual = AdmissionSettings.in(options.control().home())
                .withCacheByTag(options.control().variables().cacheByTag());
        String users = options.control().environment().get("CONTROLPLANE_USER_REGEX");
        if (users == null) {
            return usual;
        }
        try {
            return usual.withControlPlaneUsers(
                    users.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(users)));
        } catch (PatternSyntaxException e) {
            throw new UserError("CONTROLPLANE_USER_REGEX is no regular expression: " + e.getMessage());
        }
    }

    private void leading(Component component) {
        String shard = options.control().shard().name();
        boolean sharded = component == Component.CONTROLLER;
        String name = component.account() + (sharded ? "-" + (shard.isEmpty() ? "unnamed" : shard) : "");
        Map<String, String> labels = sharded ? Map.of("kargo.akuity.io/controller", shard) : Map.of();
        Duration valid = options.lease();
        var settings = new LeaderElection.Settings(
                new ObjectKey(options.control().home(), name),
                holder(),
                labels,
                valid,
                valid.dividedBy(5),
                valid.dividedBy(10));
        var own = new AtomicReference<@Nullable LeaderElection>();
        RequestWatch fence = new RequestWatch() {
            @Override
            public boolean mayWrite() {
                LeaderElection election = own.get();
                return election != null && election.leads();
            }
        };
        var election = new LeaderElection(
                stopLater(client(component, working.refusals(component))),
                settings,
                clock,
                () -> work(component, fence));
        own.set(election);
        working.leads(component, election::trouble);
        health.ready("lease-" + component.word(), election::trouble);
        stopLater(election).start();
    }

    private AutoCloseable work(Component component, RequestWatch fence) throws InterruptedException {
        AutoCloseable plane = ControlPlane.startOne(
                component, (whose, watch) -> client(whose, fence.and(watch)), options.control(), working::begun, clock);
        return () -> {
            working.ended(component);
            plane.close();
        };
    }

    private static String holder() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return host + "_" + UUID.randomUUID();
    }

    /// The port of health and metrics.
    public int healthPort() {
        return health.port();
    }

    /// The port of the admission webhook; 0 where it is not served.
    public int webhookPort() {
        return webhookPort;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
    }
}
