package dev.supercargo.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RefListingsTest {
    private static final Remote REMOTE = Remote.anonymous("https://example.com/a.git");
    private static final RemoteRefs NONE = RemoteRefs.parse("".getBytes(StandardCharsets.UTF_8));

    private final RefListings listings = new RefListings();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void thoseWhoAskWhileAListingIsUnderWayShareTheNext() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RemoteRefs> first = threads.submit(() -> listings.of(REMOTE, () -> {
                asked.incrementAndGet();
                begun.countDown();
                end.await();
                return NONE;
            }));
            begun.await();
            var others = new ArrayList<Future<RemoteRefs>>();
            for (int i = 0; i < 20; i++) {
                others.add(threads.submit(() -> listings.of(REMOTE, () -> {
                    asked.incrementAndGet();
                    return NONE;
                })));
            }
            while (listings.asking(REMOTE) < 21) {
                Thread.onSpinWait();
            }
            assertThat(asked).as("nobody asks while somebody does").hasValue(1);
            end.countDown();
            first.get();
            for (Future<RemoteRefs> other : others) {
                other.get();
            }
        }
        assertThat(asked).as("twenty share one").hasValue(2);
        assertThat(listings.asking(REMOTE)).isZero();
    }

    @Test
    void aLaterQuestionIsAskedAnew() throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            listings.of(REMOTE, () -> {
                asked.incrementAndGet();
                return NONE;
            });
            assertThat(asked).hasValue(i);
        }
    }

    @Test
    void aFailureIsEverybodysAndThenForgotten() throws InterruptedException {
        var failure = new WorldException(new Failure.Transient("down"));
        assertThatThrownBy(() -> listings.of(REMOTE, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(listings.of(REMOTE, () -> NONE)).isSameAs(NONE);
    }
}
