package dev.supercargo.app;

import dev.supercargo.access.Component;
import dev.supercargo.access.Roles;
import dev.supercargo.admission.Admission;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Crds;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Laptop mode: an embedded API server with durable storage, and every controller, each under its own ServiceAccount.
///
/// Read [#start] as the description of the system; what it starts is stopped in the opposite order.
public final class Laptop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Laptop.class);

    private final DataFolder data;
    private final Deque<AutoCloseable> running;
    private final ApiServer server;
    private final int port;
    private final Kube localUser;
    private final RestPlane rest;
    private final List<PermissionAudit> audits = new ArrayList<>();

    private Laptop(LaptopOptions options, Clock clock, Deque<AutoCloseable> running) throws InterruptedException {
        this.running = running;
        this.data = options.data();
        Store store = stopLater(opened(data));
        Pki pki = opened(data, clock);
        var hooks = new InProcessAdmission();
        this.server = stopLater(ApiServer.over(
                store,
                ApiServerOptions.standard()
                        .withPki(pki)
                        .withClock(clock)
                        .withBootstrap(bootstrap())
                        .withAudit(options.audit())
                        .withMutating(hooks.mutating())
                        .withValidating(hooks.validating())));
        var audit = stopLater(new PermissionAudit(Component.ADMISSION, Component.NAMESPACE, clock));
        Kube forAdmission = stopLater(as(Component.ADMISSION, audit));
        audit.start(forAdmission, List::of);
        AdmissionSettings admission = AdmissionSettings.in(Component.NAMESPACE)
                .withCacheByTag(new Variables(options.environment()).cacheByTag());
        hooks.serve(stopLater(new Admission(forAdmission, admission, clock)));
        this.localUser = stopLater(KubeClient.through(Doors.of(server, Identity.administrator(Pki.ADMINISTRATOR))));
        this.port = listening(server, options.kubePort());
        String text = Kubeconfig.withCertificate(
                "supercargo", address(), pki.authorityPem(), pki.administrator(clock.instant()));
        Kubeconfig.write(data.kubeconfig(), text);
        ControlPlane plane = stopLater(ControlPlane.start(this::as, data, options.environment(), clock));
        var machinery = new ArrayList<>(plane.machinery());
        machinery.add(new Machinery(Component.ADMISSION).over(forAdmission).with(audit));
        machinery.forEach(part -> audits.addAll(part.audits()));
        boolean analysis = AnalysisRunner.of(options.environment()) != AnalysisRunner.OFF;
        var ofApi = stopLater(new PermissionAudit(Component.API, Component.NAMESPACE, clock));
        audits.add(ofApi);
        this.rest = stopLater(RestPlane.start(
                as(Component.API, ofApi), ofApi, analysis, machinery, RestPlane.Door.local(options.port()), clock));
    }

    /// Starts everything; returns when the API answers, the kubeconfig is complete and the controllers run.
    ///
    /// @throws UserError when the data folder or the port is not to be had
    public static Laptop start(LaptopOptions options) throws InterruptedException {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return new Laptop(options, Clock.systemUTC(), running);
        } catch (RuntimeException | InterruptedException e) {
            stopped(running);
            throw e;
        }
    }

    private <T extends AutoCloseable> T stopLater(T part) {
        running.push(part);
        return part;
    }

    private static Store opened(DataFolder data) {
        try {
            return Store.open(data.store());
        } catch (StoreException e) {
            throw new UserError("cannot open the data folder " + data.root() + ": " + e.getMessage());
        }
    }

    private static Pki opened(DataFolder data, Clock clock) {
        try {
            return Pki.open(data.pki(), clock.instant());
        } catch (UncheckedIOException e) {
            throw new UserError("cannot read or write the keys in " + data.pki() + ": " + e.getMessage()
                    + "; make the folder yours, or choose another one with --data DIR");
        }
    }

    private static List<KubeObject> bootstrap() {
        var objects = new ArrayList<KubeObject>();
        Crds.bundled().forEach(definition -> objects.add(KubeObject.of(definition)));
        objects.addAll(Roles.installed());
        return objects;
    }

    private static int listening(ApiServer server, int port) {
        try {
            return server.start(port);
        } catch (UncheckedIOException e) {
            throw new UserError("cannot listen on port " + port + ": " + UserError.cause(e)
                    + "; stop what uses the port, or choose another one with --kube-port PORT (0: any free one)");
        }
    }

    /// A client with the rights of a component, whose audit hears what it is refused; for the caller to close.
    public Kube as(Component component) {
        return as(
                component,
                audits.stream()
                        .filter(audit -> audit.component() == component)
                        .<RequestWatch>map(audit -> audit)
                        .findFirst()
                        .orElse(RequestWatch.NONE));
    }

    private Kube as(Component component, RequestWatch watch) {
        return KubeClient.through(
                Doors.of(server, Identity.serviceAccount(Component.NAMESPACE, component.account())), watch);
    }

    /// A client with the rights of the local user, a cluster administrator.
    public Kube localUser() {
        return localUser;
    }

    /// Where everything is kept.
    public DataFolder data() {
        return data;
    }

    /// The audits of the components' permissions.
    public List<PermissionAudit> audits() {
        return List.copyOf(audits);
    }

    /// The URL of the Kubernetes API.
    public String address() {
        return "https://127.0.0.1:" + port;
    }

    /// The problems now, newest first.
    public List<Problem> problems() {
        return rest.problems();
    }

    /// Calls whenever the problems have changed.
    public void onProblems(Runnable listener) {
        rest.onProblems(listener);
    }

    /// The URL of the REST API.
    public String restAddress() {
        return rest.address();
    }

    /// Stops everything, last started first. Promotions under way are left as they are.
    @Override
    public void close() {
        stopped(running);
    }

    private static void stopped(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
    }
}
