package dev.supercargo.controllers.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.kube.client.Trouble;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.kube.client.TurnLoop;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a component's machinery tells of itself: real loops, whose turns hang or fail, and a clock that is set.
class MachineryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectKey FIRST = new ObjectKey("p", "first");
    private static final ObjectKey SECOND = new ObjectKey("p", "second");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final Machinery machinery = new Machinery(Component.CONTROLLER);
    private final CountDownLatch answered = new CountDownLatch(1);
    private TurnLoop loop = loop(_ -> Turn.Next.rest());

    private TurnLoop loop(Turn turn) {
        return new TurnLoop("warehouses", 1, clock, turn);
    }

    private void start(Turn turn) {
        loop = machinery.with(Kinds.WAREHOUSE, loop(turn));
        loop.start();
    }

    @AfterEach
    void stop() {
        answered.countDown();
        loop.close();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private List<String> told() {
        return machinery.problems(clock.instant()).stream()
                .map(problem -> problem.code().word() + " " + problem.subject())
                .toList();
    }

    private int attempts() {
        return loop.pulse().troubles().values().stream()
                .mapToInt(Trouble::attempts)
                .sum();
    }

    @Test
    void aCallBeyondItsDeadlineIsTold() {
        start(_ -> {
            answered.await();
            return Turn.Next.rest();
        });
        loop.wake(FIRST);
        await("the turn hangs")
                .atMost(PATIENCE)
                .until(() -> !loop.pulse().running().isEmpty());
        pass(Duration.ofMinutes(14));
        assertThat(told()).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(told()).containsExactly("CallOverdue Warehouse p/first");
        Problem problem = machinery.lasting(clock.instant()).getFirst();
        assertThat(problem.obstacle()).contains("outside system").contains("2026-01-01T00:00:00Z");
        assertThat(problem.code().isSilence()).isTrue();
        answered.countDown();
        await("it is over").atMost(PATIENCE).until(() -> told().isEmpty());
    }

    @Test
    void aQueueThatDoesNotMoveIsTold() {
        start(_ -> {
            answered.await();
            return Turn.Next.rest();
        });
        loop.wake(FIRST);
        await("the only turn is taken")
                .atMost(PATIENCE)
                .until(() -> !loop.pulse().running().isEmpty());
        loop.wake(SECOND);
        await("another one waits").atMost(PATIENCE).until(() -> loop.pulse().waiting() == 1);
        pass(Duration.ofSeconds(50));
        assertThat(told()).isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(told()).containsExactly("QueueStuck ClusterConfig cluster");
        answered.countDown();
        await("it moves").atMost(PATIENCE).until(() -> told().isEmpty());
    }

    @Test
    void aRefusalInOtherWordsIsAMissingPermission() {
        start(_ -> {
            throw new WorldException(new Failure.Permanent("Internal error occurred: promotions is forbidden: subject"
                    + " \"system:serviceaccount:kargo:kargo-controller\" is not permitted to create Promotions"));
        });
        loop.wake(FIRST);
        await("it is told").atMost(PATIENCE).until(() -> told().equals(List.of("PermissionMissing Warehouse p/first")));
        assertThat(machinery.problems(clock.instant()).getFirst().remedy().yaml())
                .contains("promote")
                .contains("kargo-controller");
    }

    @Test
    void aFailureThatPassesIsNone() {
        start(_ -> {
            throw new WorldException(new Failure.Transient("503"));
        });
        loop.wake(FIRST);
        await("it fails").atMost(PATIENCE).until(() -> !loop.pulse().troubles().isEmpty());
        assertThat(told()).isEmpty();
        for (int attempt = 1; attempt < 8; attempt++) {
            int before = attempts();
            pass(Duration.ofMinutes(2));
            loop.wake(FIRST);
            await("it is tried again").atMost(PATIENCE).until(() -> attempts() > before);
        }
        assertThat(machinery.problems(clock.instant()))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.RECONCILE_FAILED);
    }
}
