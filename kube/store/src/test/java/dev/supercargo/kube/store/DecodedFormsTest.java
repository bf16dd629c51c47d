package dev.supercargo.kube.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecodedFormsTest {
    private static final int SIZE = 64 * 1024;
    private static final int FIT = 127; // in eight megabytes, with what each costs beside

    private final DecodedForms forms = new DecodedForms();

    private Entry entry(int number) {
        return new Entry("/" + number, new byte[SIZE], 1, number, Optional.empty(), forms);
    }

    private static boolean isKept(Entry entry) {
        return entry.decodedOnce(String.class, _ -> "anew").equals("kept");
    }

    private static void decode(Entry entry) {
        assertThat(entry.decoded(String.class, _ -> "kept")).isEqualTo("kept");
    }

    @Test
    void theOldestAreForgottenFirst() {
        Entry[] entries = IntStream.range(0, 2 * FIT).mapToObj(this::entry).toArray(Entry[]::new);
        for (Entry entry : entries) {
            decode(entry);
        }
        for (int i = 0; i < entries.length; i++) {
            assertThat(isKept(entries[i])).as("entry %d", i).isEqualTo(i >= FIT);
        }
    }

    @Test
    void whatIsUsedStays() {
        Entry used = entry(0);
        decode(used);
        for (int i = 1; i < 5 * FIT; i++) {
            decode(entry(i));
            decode(used);
            assertThat(isKept(used)).as("after %d others", i).isTrue();
        }
    }

    @Test
    void whatEverybodyUsesIsBoundedToo() {
        Entry[] entries = IntStream.range(0, 3 * FIT).mapToObj(this::entry).toArray(Entry[]::new);
        for (int i = 0; i < entries.length; i++) {
            for (int j = 0; j <= i; j++) {
                decode(entries[j]);
            }
        }
        assertThat(java.util.Arrays.stream(entries).filter(DecodedFormsTest::isKept))
                .hasSizeBetween(1, FIT);
    }

    @Test
    void whoReadsOnceLeavesNothing() {
        Entry entry = entry(0);
        assertThat(entry.decodedOnce(String.class, _ -> "kept")).isEqualTo("kept");
        assertThat(isKept(entry)).isFalse();
    }
}
