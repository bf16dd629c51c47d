package dev.supercargo.kube.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TurnLoopTest {
    private static final ObjectKey KEY = new ObjectKey("p", "a");

    @Test
    void triesAgainAfterAFailureAndStopsNoOtherKey() throws InterruptedException {
        var attempts = new AtomicInteger();
        var recovered = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        Turn turn = key -> {
            if (!key.equals(KEY)) {
                other.countDown();
            } else if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("malformed");
            } else {
                recovered.countDown();
            }
            return Turn.Next.rest();
        };
        try (var loop = new TurnLoop("test", 2, InstantSource.system(), turn)) {
            loop.start();
            loop.wake(KEY);
            loop.wake(new ObjectKey("p", "b"));
            assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(recovered.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void looksAgainWhenAsked() throws InterruptedException {
        var twice = new CountDownLatch(2);
        Turn turn = key -> {
            twice.countDown();
            return Turn.Next.at(InstantSource.system().instant());
        };
        try (var loop = new TurnLoop("test", 1, InstantSource.system(), turn)) {
            loop.start();
            loop.wake(KEY);
            assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// What is asked for during a turn outlives it, and no later request puts it off.
    @Test
    void keepsTheEarliestMoment() throws InterruptedException {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        var millis = new AtomicLong();
        var turns = new LinkedBlockingQueue<ObjectKey>();
        var itself = new CompletableFuture<TurnLoop>();
        Turn turn = key -> {
            if (millis.compareAndSet(0, 19)) {
                itself.join().wakeBy(key, start.plusMillis(20));
                itself.join().wakeBy(key, start.plusSeconds(60));
            }
            turns.add(key);
            return Turn.Next.at(start.plusSeconds(300));
        };
        try (var loop = new TurnLoop("test", 1, () -> start.plusMillis(millis.get()), turn)) {
            itself.complete(loop);
            loop.start();
            loop.wakeBy(KEY, start);
            assertThat(turns.poll(10, TimeUnit.SECONDS)).isEqualTo(KEY);
            millis.set(20);
            assertThat(turns.poll(10, TimeUnit.SECONDS)).isEqualTo(KEY);
        }
    }

    /// Often, since a permit that nobody gives back would only sometimes be missed.
    @RepeatedTest(200)
    void aTurnThatWaitsForOthersDoesNotCount() throws InterruptedException {
        var other = new CountDownLatch(1);
        var both = new CountDownLatch(2);
        Turn turn = key -> {
            if (key.equals(KEY)) {
                TurnLoop.waiting(other::await);
            } else {
                other.countDown();
            }
            both.countDown();
            return Turn.Next.rest();
        };
        try (var loop = new TurnLoop("test", 1, InstantSource.system(), turn)) {
            loop.wake(KEY);
            loop.wake(new ObjectKey("p", "b"));
            loop.start();
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void backsOffBoundedly() {
        Failure transientFailure = new Failure.Transient("503");
        assertThat(TurnLoop.backOff(1, transientFailure)).isEqualTo(Duration.ofMillis(5));
        assertThat(TurnLoop.backOff(3, transientFailure)).isEqualTo(Duration.ofMillis(20));
        assertThat(TurnLoop.backOff(99, transientFailure)).isEqualTo(Duration.ofSeconds(60));
        assertThat(TurnLoop.backOff(99, new Failure.Forbidden("no", "create promotions")))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(TurnLoop.backOff(1, new Failure.Transient("429", Duration.ofSeconds(7))))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void namesTheMissingGrant() {
        Failure failure = ApiCalls.failure(
                "POST",
                "/apis/kargo.akuity.io/v1alpha1/namespaces/p/promotions",
                403,
                java.util.Map.of("message", "forbidden"),
                Duration.ZERO);
        assertThat(failure).isEqualTo(new Failure.Forbidden("forbidden", "create promotions.kargo.akuity.io"));
    }
}
