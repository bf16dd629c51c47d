package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says on a Stage, in its condition `Permissions`, that turns over its Promotions are refused:
/// Promotions have no conditions, and their status may be what cannot be written.
public final class RefusedPromotions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedPromotions.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /// A turn of the Stage that began before may still write the condition that was taken away.
    private static final int LAST_LOOKS = 30;

    private final Machinery machinery;
    private final PermissionsWriter writer;
    private final Cache<Promotion> promotions;
    private final Cache<Stage> stages;
    private final Thread thread = Thread.ofVirtual().name("refused-promotions").unstarted(this::run);
    private final Predicate<Metadata> mine;
    /// How often it is still looked for conditions to take away. Owned by the thread.
    private int looks = LAST_LOOKS;

    /// To be made before the client's caches are started.
    ///
    /// @param mine the Stages that this controller looks after
    public RefusedPromotions(Kube kube, Machinery machinery, Predicate<Metadata> mine, InstantSource clock) {
        this.machinery = machinery;
        this.mine = mine;
        this.writer = new PermissionsWriter(kube, clock);
        this.promotions = kube.cache(Kinds.PROMOTION, Promotion::read);
        this.stages = kube.cache(Kinds.STAGE, Stage::read);
    }

    /// Begins to look; the caches must be filled.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                looked();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void looked() {
        try {
            List<Problem> refused = machinery.troubles().stream()
                    .flatMap(problem -> ofStage(problem).stream())
                    .toList();
            looks = refused.isEmpty() ? looks - 1 : LAST_LOOKS;
            if (looks >= 0 && !isSettled(refused)) {
                looks = LAST_LOOKS;
            }
            looks = Math.max(looks, -1);
        } catch (RuntimeException e) {
            LOG.error("cannot tell Stages of refused Promotions; trying again", e);
        }
    }

    private boolean isSettled(List<Problem> refused) {
        boolean settled = true;
        for (Stage stage : stages.all()) {
            if (mine.test(stage.metadata()) && !stage.metadata().isTerminating()) {
                var own = new ProblemSubject(Kinds.STAGE, stage.metadata().key());
                settled &= writer.write(
                        Kinds.STAGE, stage.metadata().key(), stage.status().conditions(), List.of(own), refused);
            }
        }
        return settled;
    }

    /// The refusal of a Promotion's turn, as a problem of its Stage.
    private Optional<Problem> ofStage(Problem problem) {
        boolean concerns = problem.code() == ProblemCode.PERMISSION_MISSING
                && problem.subject().type().equals(Kinds.PROMOTION);
        return concerns
                ? promotions
                        .get(problem.subject().key())
                        .flatMap(promotion -> problem.remedy()
                                .permission()
                                .map(missing -> new Problem(
                                        ProblemCode.PERMISSION_MISSING,
                                        new ProblemSubject(
                                                Kinds.STAGE,
                                                new ObjectKey(
                                                        promotion.metadata().namespace(),
                                                        promotion.spec().stage())),
                                        "",
                                        missing.sentence() + ": turns over Promotion \""
                                                + promotion.metadata().name() + "\" are refused",
                                        problem.since(),
                                        problem.next(),
                                        problem.remedy())))
                : Optional.empty();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
