package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.inspection.PermissionsCondition;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Project;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the condition `Permissions` of the ClusterConfig and of the Projects true
/// ([PermissionsCondition]): written when an audit finds something else than before, put right when
/// somebody's write has swept it away, gone when nothing is missing. The one writer of it.
public final class PermissionConditions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionConditions.class);
    /// What could not be written is tried again after that.
    private static final Duration AGAIN = Duration.ofSeconds(2);
    /// Looked at even when nothing has changed.
    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final Kube kube;
    private final List<ProblemSource> audits;
    private final Cache<ClusterConfig> configs;
    private final Cache<Project> projects;
    private final InstantSource clock;
    private final Semaphore changed = new Semaphore(1);
    /// Objects that could not be written at the last try. Owned by the thread.
    private final Set<ObjectKey> unwritten = new HashSet<>();

    private final Thread thread =
            Thread.ofVirtual().name("permission-conditions").unstarted(this::run);

    /// To be made before the client's caches are started.
    ///
    /// @param audits what is missing
    public PermissionConditions(Kube kube, List<? extends ProblemSource> audits, InstantSource clock) {
        this.kube = kube;
        this.audits = List.copyOf(audits);
        this.clock = clock;
        this.configs = kube.cache(Kinds.CLUSTER_CONFIG, ClusterConfig::read);
        this.projects = kube.cache(Kinds.PROJECT, Project::read);
        audits.forEach(audit -> audit.onChange(changed::release));
        configs.onChange((_, _, _) -> changed.release());
        projects.onChange((_, _, _) -> changed.release());
    }

    /// Begins to write; the caches must be filled.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            boolean settled = true;
            while (true) {
                Duration patience = settled ? PERIOD : AGAIN;
                if (changed.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
                settled = written();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether all conditions say what they should.
    private boolean written() {
        try {
            Instant now = clock.instant();
            List<Problem> problems = audits.stream()
                    .flatMap(audit -> audit.problems(now).stream())
                    .toList();
            boolean settled = true;
            boolean told = false;
            for (ClusterConfig config : configs.all()) {
                ObjectKey key = config.metadata().key();
                boolean written = write(
                        Kinds.CLUSTER_CONFIG,
                        key,
                        config.status().conditions(),
                        List.of(ProblemSubject.INSTALLATION),
                        problems);
                settled &= written;
                told |= written;
            }
            for (Project project : projects.all()) {
                if (!project.metadata().isTerminating()) {
                    var own =
                            new ProblemSubject(Kinds.PROJECT, project.metadata().key());
                    settled &= write(
                            Kinds.PROJECT,
                            project.metadata().key(),
                            project.status().conditions(),
                            told ? List.of(own) : List.of(own, ProblemSubject.INSTALLATION),
                            problems);
                }
            }
            return settled;
        } catch (RuntimeException e) {
            LOG.error("cannot write what is missing; trying again", e);
            return false;
        }
    }

    /// Writes one condition where it should say something else; from what is stored, so that other
    /// conditions stay.
    ///
    /// @param known the conditions as the cache shows them
    private boolean write(
            ResourceType type,
            ObjectKey key,
            List<Condition> known,
            List<ProblemSubject> about,
            List<Problem> problems) {
        if (PermissionsCondition.in(known, 0, about, problems, clock.instant()).equals(known)) {
            return true;
        }
        try {
            Optional<KubeObject> stored = kube.get(type, key).filter(object -> !object.isTerminating());
            if (stored.isPresent()) {
                List<Condition> conditions = type.equals(Kinds.PROJECT)
                        ? Project.read(stored.get()).status().conditions()
                        : ClusterConfig.read(stored.get()).status().conditions();
                long generation = stored.get().generation();
                List<Object> wanted =
                        PermissionsCondition.in(conditions, generation, about, problems, clock.instant()).stream()
                                .<Object>map(Wire::write)
                                .toList();
                kube.patchStatus(type, key, Map.of("status", Map.of("conditions", wanted)));
            }
            unwritten.remove(key);
            return true;
        } catch (WorldException e) {
            // The component's own audit hears of a refusal, too, and tells it.
            if (unwritten.add(key)) {
                LOG.warn(
                        "cannot write condition {} of {} {}: {}",
                        PermissionsCondition.TYPE,
                        type.kind(),
                        key,
                        e.failure().what());
            }
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
