package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Project;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    private final PermissionsWriter writer;
    private final List<ProblemSource> audits;
    private final Cache<ClusterConfig> configs;
    private final Cache<Project> projects;
    private final InstantSource clock;
    private final Semaphore changed = new Semaphore(1);
    private final Thread thread =
            Thread.ofVirtual().name("permission-conditions").unstarted(this::run);

    /// To be made before the client's caches are started.
    ///
    /// @param audits what is missing
    public PermissionConditions(Kube kube, List<? extends ProblemSource> audits, InstantSource clock) {
        this.writer = new PermissionsWriter(kube, clock);
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
                boolean written = writer.write(
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
                    settled &= writer.write(
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

    @Override
    public void close() {
        thread.interrupt();
    }
}
