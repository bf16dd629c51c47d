package dev.supercargo.app;

import dev.supercargo.access.Component;
import dev.supercargo.analysis.AnalysisController;
import dev.supercargo.analysis.Whose;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.expressions.KubeFunctions;
import dev.supercargo.controllers.management.GarbageCollector;
import dev.supercargo.controllers.management.Management;
import dev.supercargo.controllers.management.ManagementSettings;
import dev.supercargo.controllers.problems.ComponentRoles;
import dev.supercargo.controllers.problems.InstallationAudit;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.controllers.problems.PermissionConditions;
import dev.supercargo.controllers.problems.PictureSource;
import dev.supercargo.controllers.problems.ProblemSource;
import dev.supercargo.controllers.problems.ProblemWatch;
import dev.supercargo.controllers.problems.ReadyProjects;
import dev.supercargo.controllers.problems.RefusedPromotions;
import dev.supercargo.controllers.problems.ReturnedPermissions;
import dev.supercargo.controllers.promotion.PromotionController;
import dev.supercargo.controllers.promotion.PromotionSettings;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.controllers.stage.AnalysisRuns;
import dev.supercargo.controllers.stage.StageController;
import dev.supercargo.controllers.warehouse.Sources;
import dev.supercargo.controllers.warehouse.WarehouseController;
import dev.supercargo.credentials.CredentialSettings;
import dev.supercargo.credentials.RepositoryCredentials;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.decisions.selection.ExpressionRules;
import dev.supercargo.expr.functions.DiscoveredFunctions;
import dev.supercargo.git.CommitDiscovery;
import dev.supercargo.git.Git;
import dev.supercargo.git.GitSettings;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import dev.supercargo.promotion.BuiltinSteps;
import dev.supercargo.promotion.StepEngine;
import dev.supercargo.promotion.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every controller, wired in plain sight. The same on a laptop and in a cluster.
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private static final String SHARED = "kargo-shared-resources";
    private static final String SYSTEM = "kargo-system-resources";
    private static final int PROMOTION_TURNS = 4;
    /// Few: while a turn promotes, others that only tell something must not take the processor from it.
    private static final int STAGE_TURNS = 8;
    private static final int WAREHOUSE_TURNS = 64;
    private static final int QUESTIONS_PER_HOST = 8;
    private static final int ANALYSIS_TURNS = 64;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Machinery> machinery = new ArrayList<>();
    private final Consumer<Machinery> begun;

    private ControlPlane(Consumer<Machinery> begun) {
        this.begun = begun;
    }

    /// The controllers that were started, by component.
    List<Machinery> machinery() {
        return List.copyOf(machinery);
    }

    /// Makes and starts all controllers.
    static ControlPlane start(Clients clients, DataFolder data, Map<String, String> environment, Clock clock)
            throws InterruptedException {
        AnalysisRunner analysis = AnalysisRunner.of(environment);
        var plane = new ControlPlane(_ -> {});
        var settings = new ControlSettings(data, environment, Component.NAMESPACE, Shard.ONLY);
        try {
            for (Component component : List.of(
                    Component.MANAGEMENT, Component.GARBAGE_COLLECTOR, Component.ANALYSIS, Component.CONTROLLER)) {
                if (component != Component.ANALYSIS || analysis == AnalysisRunner.BUILTIN) {
                    plane.start(component, clients, settings, clock);
                }
            }
            return plane;
        } catch (RuntimeException | InterruptedException e) {
            plane.close();
            throw e;
        }
    }

    /// Makes and starts what one component does; closing the answer also closes its client.
    ///
    /// @param begun hears of the component's machinery before its caches are filled, which may never happen
    public static AutoCloseable startOne(
            Component component, Clients clients, ControlSettings settings, Consumer<Machinery> begun, Clock clock)
            throws InterruptedException {
        var plane = new ControlPlane(begun);
        try {
            plane.start(component, clients, settings, clock);
            return plane;
        } catch (RuntimeException | InterruptedException e) {
            plane.close();
            throw e;
        }
    }

    private void start(Component component, Clients clients, ControlSettings settings, Clock clock)
            throws InterruptedException {
        var audit = stopLater(new PermissionAudit(component, settings.home(), clock));
        Kube kube = clients.as(component, audit);
        Supplier<List<String>> projects = projects(component, kube);
        audit.start(kube, projects);
        Machinery machinery = new Machinery(component).over(kube).with(audit);
        this.machinery.add(machinery);
        begun.accept(machinery);
        switch (component) {
            case MANAGEMENT -> startManagement(kube, machinery, settings, clock);
            case GARBAGE_COLLECTOR -> startGarbageCollector(kube, machinery, settings, clock);
            case ANALYSIS -> startAnalysis(kube, machinery, clock);
            case CONTROLLER -> startController(kube, machinery, settings, clock);
            case ADMISSION, API -> throw new IllegalArgumentException(component + " is no controller");
        }
    }

    /// The Projects in which a component has something to do, as its cache shows them.
    private static Supplier<List<String>> projects(Component component, Kube kube) {
        return switch (component) {
            case CONTROLLER -> {
                Cache<Stage> stages = kube.cache(Kinds.STAGE, Stage::read);
                Cache<Warehouse> warehouses = kube.cache(Kinds.WAREHOUSE, Warehouse::read);
                yield () -> Stream.concat(
                                stages.all().stream().map(Stage::metadata),
                                warehouses.all().stream().map(Warehouse::metadata))
                        .map(Metadata::namespace)
                        .distinct()
                        .toList();
            }
            case ANALYSIS -> {
                Cache<AnalysisRun> runs = kube.cache(Kinds.ANALYSIS_RUN, AnalysisRun::read);
                yield () -> runs.all().stream()
                        .map(run -> run.metadata().namespace())
                        .distinct()
                        .toList();
            }
            default -> List::of;
        };
    }

    private <T extends AutoCloseable> T stopLater(T part) {
        running.push(part);
        return part;
    }

    private void startManagement(Kube kube, Machinery machinery, ControlSettings settings, Clock clock)
            throws InterruptedException {
        stopLater(kube);
        String webhooks = settings.environment().getOrDefault("EXTERNAL_WEBHOOK_SERVER_BASE_URL", "");
        Management management =
                stopLater(new Management(kube, ManagementSettings.in(settings.home(), webhooks), clock));
        management.controllers().forEach((controller, kind) -> machinery.with(kind, controller));
        ProblemWatch problems = watch(kube, PictureSource.View.PROJECTS, false, machinery, clock);
        var others = stopLater(new InstallationAudit(
                kube, settings.home(), EnumSet.complementOf(EnumSet.of(Component.MANAGEMENT)), clock));
        ComponentRoles.onChange(kube, settings.home(), List.of(SHARED, SYSTEM), others::again);
        var told = new ArrayList<ProblemSource>(machinery.audits());
        told.add(others);
        var conditions = stopLater(new PermissionConditions(kube, told, clock));
        Supplier<List<String>> projects = ReadyProjects.of(kube);
        kube.start();
        management.start();
        problems.start();
        others.start(projects);
        conditions.start();
    }

    /// What goes wrong with what a component looks after is found and told under its own identity.
    private ProblemWatch watch(Kube kube, PictureSource.View view, boolean runs, Machinery machinery, Clock clock) {
        var announcer = new Announcer(kube, machinery.component().account(), clock);
        return stopLater(new ProblemWatch(kube, view, runs, List.of(machinery), announcer, clock));
    }

    private void startGarbageCollector(Kube kube, Machinery machinery, ControlSettings settings, Clock clock) {
        stopLater(kube);
        var collector = stopLater(new GarbageCollector(kube, retention(settings.variables()), clock));
        machinery.with(Kinds.PROJECT, collector::pulse, _ -> collector.again());
        ProblemWatch problems = watch(kube, PictureSource.View.NONE, false, machinery, clock);
        collector.start();
        problems.start();
    }

    private static Retention retention(Variables variables) {
        Retention usual = Retention.USUAL;
        return new Retention(
                variables.count("MAX_RETAINED_PROMOTIONS", usual.maxPromotions()),
                variables.duration("MIN_PROMOTION_DELETION_AGE", usual.minPromotionAge()),
                variables.count("MAX_RETAINED_FREIGHT", usual.maxFreight()),
                variables.duration("MIN_FREIGHT_DELETION_AGE", usual.minFreightAge()));
    }

    /// Carries out AnalysisRuns where Argo Rollouts does not.
    private void startAnalysis(Kube kube, Machinery machinery, Clock clock) throws InterruptedException {
        stopLater(kube);
        var whose = new Whose(AnalysisController.INSTANCE, true);
        Controller runs = machinery.with(
                Kinds.ANALYSIS_RUN,
                stopLater(AnalysisController.over(
                        kube, new AnalysisController.Settings(whose, ANALYSIS_TURNS, false), clock)));
        ProblemWatch problems = watch(kube, PictureSource.View.NONE, false, machinery, clock);
        kube.start();
        runs.start();
        problems.start();
    }

    /// How Stages get their AnalysisRuns: those for our own runner bear its label.
    private static Optional<AnalysisRuns> runs(AnalysisRunner runner, KubeFunctions functions) {
        AnalysisRuns.Functions callable = order -> functions.of(order.stage(), order.collection());
        return switch (runner) {
            case BUILTIN -> Optional.of(new AnalysisRuns(Optional.of(AnalysisController.INSTANCE), callable));
            case ROLLOUTS -> Optional.of(new AnalysisRuns(Optional.empty(), callable));
            case OFF -> Optional.empty();
        };
    }

    /// Warehouses, Stages and Promotions share one client, its caches and one set of git mirrors.
    private void startController(Kube kube, Machinery machinery, ControlSettings settings, Clock clock)
            throws InterruptedException {
        stopLater(kube);
        DataFolder data = settings.data();
        Map<String, String> environment = settings.environment();
        Variables variables = settings.variables();
        Shard shard = settings.shard();
        AnalysisRunner analysis = AnalysisRunner.of(environment);
        var git = new Git(GitSettings.with(data.mirrors()));
        var credentials = new RepositoryCredentials(kube, credentialSettings(environment));
        var access = new ControllerGitAccess(kube, credentials, environment);
        var functions = new KubeFunctions(kube, SHARED);

        var engine = new StepEngine(BuiltinSteps.list(kube, git, access, environment), clock);
        Controller promotions = machinery.with(
                Kinds.PROMOTION,
                stopLater(new PromotionController(
                        kube,
                        engine,
                        new Workspaces(data.work()),
                        (promotion, stage, collection) -> () -> functions.of(stage, collection),
                        new Announcer(kube, shard.controller(PromotionController.NAME), clock),
                        new PromotionSettings(
                                environment.getOrDefault("API_SERVER_BASE_URL", ""),
                                variables.count("MAX_CONCURRENT_PROMOTION_RECONCILES", PROMOTION_TURNS),
                                promotion -> shard.handles(promotion.metadata())),
                        clock)));

        Controller stages = machinery.with(
                Kinds.STAGE,
                stopLater(StageController.over(
                        kube,
                        new StageController.Settings(
                                shard,
                                variables.count("MAX_CONCURRENT_STAGE_RECONCILES", STAGE_TURNS),
                                runs(analysis, functions),
                                Optional.empty()),
                        clock)));

        var discovery = new CommitDiscovery(git);
        Sources.Commits commits = (project, subscription, previous) -> discovery.discover(
                subscription,
                previous,
                access.credentials(project, subscription.spec().repoURL()));
        Controller warehouses = machinery.with(
                Kinds.WAREHOUSE,
                stopLater(WarehouseController.over(
                        kube,
                        new Sources(commits, Optional.empty(), Optional.empty()),
                        new WarehouseController.Settings(
                                shard,
                                variables.count("MAX_CONCURRENT_WAREHOUSE_RECONCILES", WAREHOUSE_TURNS),
                                QUESTIONS_PER_HOST,
                                variables.duration("MIN_WAREHOUSE_RECONCILIATION_INTERVAL", Duration.ZERO),
                                found -> DiscoveredFunctions.of(Wire.write(found), ExpressionRules.REPOSITORIES)),
                        clock)));
        ProblemWatch problems =
                watch(kube, PictureSource.View.PIPELINES, analysis != AnalysisRunner.OFF, machinery, clock);

        ReturnedPermissions.wake(kube, machinery, stages);
        var refused = stopLater(new RefusedPromotions(kube, machinery, shard::handles, clock));

        kube.start();
        promotions.start();
        stages.start();
        warehouses.start();
        problems.start();
        refused.start();
    }

    private static CredentialSettings credentialSettings(Map<String, String> environment) {
        CredentialSettings usual = CredentialSettings.USUAL;
        boolean overHttp = Boolean.parseBoolean(environment.get("ALLOW_CREDENTIALS_OVER_HTTP"));
        return new CredentialSettings(usual.sharedNamespace(), overHttp, usual.surroundings());
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
