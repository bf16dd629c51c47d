package dev.supercargo.kube.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue queue = new FairQueue(java.time.InstantSource.system());

    private static ObjectKey key(String namespace, String name) {
        return new ObjectKey(namespace, name);
    }

    @Test
    void namespacesTakeTurns() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            queue.add(key("large", "s" + i));
        }
        queue.add(key("small", "s"));
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            first.add(queue.take().orElseThrow().namespace());
        }
        assertThat(first).containsExactly("large", "small");
    }

    @Test
    void aKeyWaitsOnce() throws InterruptedException {
        queue.add(key("p", "a"));
        queue.add(key("p", "a"));
        queue.take();
        assertThat(queue.depth()).isZero();
    }

    @Test
    void aWakeDuringATurnCausesOneMore() throws InterruptedException {
        queue.add(key("p", "a"));
        ObjectKey taken = queue.take().orElseThrow();
        queue.add(taken);
        queue.add(taken);
        assertThat(queue.depth()).as("not while it is being looked at").isZero();
        queue.done(taken);
        assertThat(queue.depth()).isEqualTo(1);
    }

    @Test
    void closingLetsTakersGo() throws InterruptedException {
        queue.close();
        assertThat(queue.take()).isEmpty();
    }
}
