package dev.supercargo.app;

import dev.supercargo.access.Component;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.problems.InstallationAudit;
import dev.supercargo.controllers.problems.LeaseWatch;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.controllers.problems.PictureSource;
import dev.supercargo.controllers.problems.ProblemSource;
import dev.supercargo.controllers.problems.ProblemWatch;
import dev.supercargo.controllers.problems.ReadyProjects;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.rest.Access;
import dev.supercargo.rest.Authentication;
import dev.supercargo.rest.HealthChecks;
import dev.supercargo.rest.RestApi;
import dev.supercargo.rest.RestServer;
import dev.supercargo.rest.metrics.Meters;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The REST API and its watch over objects and problems, under the API's own account. On a laptop it knows the
/// machinery
/// of the same process, too; elsewhere it sees what the objects show, whether a controller runs or not.
public final class RestPlane implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final ProblemWatch watch;
    private final RestServer server;

    private RestPlane(
            Kube kube, PermissionAudit audit, boolean analysis, List<Machinery> others, Door door, Clock clock)
            throws InterruptedException {
        running.push(kube);
        String home = audit.home();
        var machinery = new ArrayList<>(others);
        machinery.add(new Machinery(Component.API).over(kube).with(audit));
        audit.start(kube, List::of);
        InstallationAudit elsewhere = elsewhere(kube, home, machinery, clock);
        running.push(elsewhere);
        var announcer = new Announcer(kube, Component.API.account(), clock);
        var sources = new ArrayList<ProblemSource>(machinery);
        sources.add(new LeaseWatch(kube, home));
        this.watch =
                new ProblemWatch(kube, PictureSource.View.ALL, analysis, sources, List.of(elsewhere), announcer, clock);
        running.push(watch);
        Supplier<List<String>> projects = ReadyProjects.of(kube);
        askWhenAnotherIsMissing(elsewhere);
        var meters = new Meters(watch, machinery, clock);
        kube.start();
        watch.start();
        elsewhere.start(projects);
        var api = new RestApi(
                watch,
                door.authentication().apply(kube),
                new Access(kube),
                health(machinery, clock),
                meters::text,
                audits(machinery, elsewhere),
                clock);
        this.server = opened(api, door);
        running.push(server);
    }

    /// Audits of the components that do not run in this process.
    private static InstallationAudit elsewhere(Kube kube, String home, List<Machinery> here, Clock clock) {
        Set<Component> others = EnumSet.allOf(Component.class);
        here.forEach(part -> others.remove(part.component()));
        return new InstallationAudit(kube, home, others, clock);
    }

    private static List<PermissionAudit> audits(List<Machinery> here, InstallationAudit elsewhere) {
        return Stream.concat(here.stream().flatMap(part -> part.audits().stream()), elsewhere.audits().stream())
                .toList();
    }

    /// Conditions tell first that a component lacks something; then the API asks, too.
    private void askWhenAnotherIsMissing(InstallationAudit elsewhere) {
        var last = new AtomicReference<Set<String>>(Set.of());
        watch.onChange(problems -> {
            Set<String> missing = problems.stream()
                    .filter(Problem::isAudited)
                    .map(Problem::identity)
                    .collect(Collectors.toSet());
            if (!last.getAndSet(missing).equals(missing)) {
                elsewhere.again();
            }
        });
    }

    /// How the API is entered.
    ///
    /// @param opened listens; a port of 0 is any free one
    public record Door(Function<Kube, Authentication> authentication, int port, Function<RestApi, RestServer> opened) {
        /// The local user, on this machine only.
        static Door local(int port) {
            return new Door(_ -> Authentication.local(), port, api -> RestServer.onThisMachine(api, port));
        }

        /// Whoever shows a token that Kubernetes knows, on every address.
        public static Door tokens(int port) {
            return new Door(Authentication::tokens, port, api -> RestServer.on(api, "0.0.0.0", port));
        }
    }

    /// Watches, then serves.
    ///
    /// @param kube the API server under the API's account, not started yet
    /// @param audit watches the requests of `kube`; it is started here
    /// @param analysis whether anybody carries AnalysisRuns out
    /// @param machinery controllers of this process
    /// @throws UserError when the port is taken
    public static RestPlane start(
            Kube kube, PermissionAudit audit, boolean analysis, List<Machinery> machinery, Door door, Clock clock)
            throws InterruptedException {
        return new RestPlane(kube, audit, analysis, machinery, door, clock);
    }

    private static RestServer opened(RestApi api, Door door) {
        try {
            return door.opened().apply(api);
        } catch (UncheckedIOException e) {
            throw new UserError("cannot listen on port " + door.port() + ": " + UserError.cause(e)
                    + "; stop what uses the port, or choose another one with --port PORT (0: any free one)");
        }
    }

    /// A process lives while its queues move; it is ready while nothing of its machinery is wrong.
    private static RestApi.Health health(List<Machinery> machinery, Clock clock) {
        var live = new HealthChecks().with("ping", Optional::empty);
        var ready = new HealthChecks().with("ping", Optional::empty);
        for (Machinery part : machinery) {
            for (MachineryCheck check : MachineryCheck.values()) {
                String name = part.component().account() + "/" + check.word();
                Supplier<Optional<String>> wrong = () -> check.wrong(part, clock.instant());
                switch (check.weight()) {
                    case LIFE -> {
                        live.with(name, wrong);
                        ready.with(name, wrong);
                    }
                    case READINESS -> ready.with(name, wrong);
                    case TOLD -> ready.telling(name, wrong);
                }
            }
        }
        return new RestApi.Health(live, ready);
    }

    List<Problem> problems() {
        return watch.problems();
    }

    void onProblems(Runnable listener) {
        watch.onChange(_ -> listener.run());
    }

    /// The port that is listened on.
    public int port() {
        return server.port();
    }

    /// The URL of the REST API.
    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("while stopping", e);
            }
        }
    }
}
