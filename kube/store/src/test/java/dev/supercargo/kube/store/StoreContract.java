package dev.supercargo.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store promises (kubernetes-api.md 15); the names of invariants are those of 15.7.
abstract class StoreContract {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    Store store;

    abstract Store fresh() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = fresh();
    }

    @AfterEach
    void close() {
        assertThat(store.check()).isEmpty();
        store.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(Entry entry) {
        return new String(entry.value(), StandardCharsets.UTF_8);
    }

    Entry create(String key, String value) {
        return done(store.create(key, bytes(value), Optional.empty()));
    }

    Entry update(Entry old, String value) {
        return done(store.update(old.key(), old.revision(), bytes(value), Optional.empty()));
    }

    Entry delete(Entry old) {
        return done(store.delete(old.key(), old.revision()));
    }

    private static Entry done(Write write) {
        assertThat(write).isInstanceOf(Write.Done.class);
        return ((Write.Done) write).entry();
    }

    List<Change> read(Watch watch, int count) throws InterruptedException {
        var changes = new ArrayList<Change>();
        while (changes.size() < count) {
            List<Change> more = watch.poll(PATIENCE);
            assertThat(more)
                    .as("changes after " + changes.size() + " of " + count)
                    .isNotEmpty();
            changes.addAll(more);
        }
        return changes;
    }

    @Test
    void writesGrowTheRevisionByOne() {
        Entry a = create("/r/a", "1");
        assertThat(a.revision()).isGreaterThanOrEqualTo(2);
        Entry b = update(a, "2");
        assertThat(b.revision()).isEqualTo(a.revision() + 1);
        assertThat(b.created()).isEqualTo(a.revision());
        Entry gone = delete(b);
        assertThat(gone.revision()).isEqualTo(b.revision() + 1);
        assertThat(text(gone)).isEqualTo("2");
        assertThat(store.revision()).isEqualTo(gone.revision());
        assertThat(store.get("/r/a")).isEmpty();
    }

    @Test
    void refusedWritesChangeNothing() {
        Entry a = create("/r/a", "1");
        long before = store.revision();
        assertThat(store.create("/r/a", bytes("x"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Write.Exists.class, it -> assertThat(text(it.current())).isEqualTo("1"));
        assertThat(store.update("/r/a", a.revision() + 7, bytes("x"), Optional.empty()))
                .isInstanceOf(Write.Conflict.class);
        assertThat(store.update("/r/none", 2, bytes("x"), Optional.empty())).isInstanceOf(Write.Absent.class);
        assertThat(store.delete("/r/none", 2)).isInstanceOf(Write.Absent.class);
        assertThat(store.revision()).isEqualTo(before);
    }

    /// I3, I4
    @Test
    void ofManyConcurrentWritersOneWins() throws Exception {
        assertThat(winners(() -> store.create("/r/a", bytes("x"), Optional.empty())))
                .isOne();
        long revision = store.get("/r/a").orElseThrow().revision();
        assertThat(winners(() -> store.update("/r/a", revision, bytes("y"), Optional.empty())))
                .isOne();
    }

    private static long winners(Callable<Write> write) throws Exception {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            long winners = 0;
            for (var answer : tasks.invokeAll(java.util.Collections.nCopies(50, write))) {
                winners += answer.get() instanceof Write.Done ? 1 : 0;
            }
            return winners;
        }
    }

    @Test
    void listsInOrderOfKeysPageByPage() {
        for (String name : List.of("b/2", "a/1", "b/1", "a-x/1", "c/1")) {
            create("/r/" + name, name);
        }
        create("/other/z", "z");
        Page all = store.list("/r/", "", 0, Store.NEWEST);
        assertThat(all.entries())
                .extracting(Entry::key)
                .containsExactly("/r/a-x/1", "/r/a/1", "/r/b/1", "/r/b/2", "/r/c/1");
        Page first = store.list("/r/", "", 2, Store.NEWEST);
        assertThat(first.entries()).hasSize(2);
        assertThat(first.remaining()).isEqualTo(3);
        create("/r/b/0", "later");
        Page second = store.list("/r/", "/r/a/1\0", 2, first.revision());
        assertThat(second.entries()).extracting(Entry::key).containsExactly("/r/b/1", "/r/b/2");
        assertThat(second.more()).isTrue();
    }

    /// I5, I6 against a model, with a random history. The seed is part of a failure's text.
    @Test
    void everyRevisionCanBeReadAndReplayed() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var model = new TreeMap<Long, Map<String, String>>();
        var state = new TreeMap<String, String>();
        for (int i = 0; i < 300; i++) {
            String key = "/r/" + random.nextInt(12);
            Optional<Entry> there = store.get(key);
            if (there.isEmpty()) {
                create(key, "v" + i);
                state.put(key, "v" + i);
            } else if (random.nextInt(3) == 0) {
                delete(there.get());
                state.remove(key);
            } else {
                update(there.get(), "v" + i);
                state.put(key, "v" + i);
            }
            model.put(store.revision(), new TreeMap<>(state));
        }
        for (long revision : model.keySet()) {
            assertThat(asMap(store.list("/r/", "", 0, revision).entries()))
                    .as("seed %d, revision %d", seed, revision)
                    .isEqualTo(model.get(revision));
        }
        long from =
                model.keySet().stream().skip(random.nextInt(200)).findFirst().orElseThrow();
        var replayed = new TreeMap<>(model.get(from));
        try (Watch watch = store.watch("/r/", from + 1)) {
            for (Change change : read(watch, (int) (model.lastKey() - from))) {
                if (change.type() == Change.Type.DELETED) {
                    replayed.remove(change.key());
                } else {
                    replayed.put(change.key(), text(change.entry()));
                }
                assertThat(replayed).as("seed %d", seed).isEqualTo(model.get(change.revision()));
            }
        }
    }

    private static Map<String, String> asMap(List<Entry> entries) {
        var map = new TreeMap<String, String>();
        entries.forEach(entry -> map.put(entry.key(), text(entry)));
        return map;
    }

    /// I2, I7, I8: history is dense, watches agree, what they show can be read.
    @Test
    void watchesSeeEveryChangeOnceAndInOrder() throws Exception {
        int writers = 8;
        int each = 50;
        try (Watch all = store.watch("/r/", store.revision() + 1);
                Watch one = store.watch("/r/3/", store.revision() + 1);
                Watch exact = store.watch("/r/3/7", store.revision() + 1);
                var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                String prefix = "/r/" + w + "/";
                tasks.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        create(prefix + i, "x");
                    }
                });
            }
            long last = 0;
            var third = new ArrayList<Long>();
            for (Change change : read(all, writers * each)) {
                assertThat(last == 0 || change.revision() == last + 1).isTrue();
                last = change.revision();
                assertThat(store.get(change.key())).isPresent();
                if (change.key().startsWith("/r/3/")) {
                    third.add(change.revision());
                }
            }
            assertThat(read(one, each)).extracting(Change::revision).containsExactlyElementsOf(third);
            assertThat(read(exact, 1)).extracting(Change::key).containsExactly("/r/3/7");
            assertThat(exact.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void changesCarryWhatWasBefore() throws Exception {
        try (Watch watch = store.watch("/r/", store.revision() + 1)) {
            Entry a = create("/r/a", "1");
            Entry b = update(a, "2");
            delete(b);
            List<Change> changes = read(watch, 3);
            assertThat(changes)
                    .extracting(Change::type)
                    .containsExactly(Change.Type.CREATED, Change.Type.UPDATED, Change.Type.DELETED);
            assertThat(changes.get(0).before()).isEmpty();
            assertThat(changes.get(1).before().map(StoreContract::text)).hasValue("1");
            assertThat(text(changes.get(2).entry())).isEqualTo("2");
            assertThat(changes.get(2).entry().revision()).isEqualTo(b.revision() + 1);
        }
    }

    @Test
    void aWatchFromTheFutureWaitsForIt() throws Exception {
        try (Watch watch = store.watch("/r/", store.revision() + 3)) {
            create("/r/a", "1");
            create("/r/b", "2");
            create("/r/c", "3");
            assertThat(read(watch, 1)).extracting(Change::key).containsExactly("/r/c");
        }
    }

    /// I11: what was seen up to a mark is not missed by watching from there.
    @Test
    void progressCoversForeignWrites() throws Exception {
        try (Watch watch = store.watch("/r/", store.revision() + 1)) {
            create("/r/a", "1");
            read(watch, 1);
            create("/elsewhere/b", "1");
            watch.poll(Duration.ZERO);
            assertThat(watch.seen()).isEqualTo(store.revision());
        }
    }

    /// I10
    @Test
    void compactionForgetsHistoryAndNothingElse() throws Exception {
        Entry a = create("/r/a", "1");
        Entry b = update(a, "2");
        create("/r/c", "1");
        Entry gone = delete(create("/r/d", "1"));
        Entry last = update(b, "3");
        try (Watch running = store.watch("/r/", last.revision())) {
            store.compact(last.revision());
            assertThat(read(running, 1))
                    .extracting(change -> text(change.entry()))
                    .containsExactly("3");
        }
        assertThat(store.floor()).isEqualTo(last.revision());
        assertThat(asMap(store.list("/r/", "", 0, Store.NEWEST).entries())).isEqualTo(Map.of("/r/a", "3", "/r/c", "1"));
        assertThat(asMap(store.list("/r/", "", 0, last.revision()).entries())).hasSize(2);
        assertThatThrownBy(() -> store.list("/r/", "", 0, gone.revision()))
                .isInstanceOfSatisfying(
                        StoreException.Compacted.class,
                        e -> assertThat(e.floor()).isEqualTo(last.revision()));
        assertThatThrownBy(() -> store.watch("/r/", gone.revision())).isInstanceOf(StoreException.Compacted.class);
        try (Watch watch = store.watch("/r/", last.revision())) {
            assertThat(read(watch, 1))
                    .extracting(
                            change -> change.before().map(StoreContract::text).orElse(""))
                    .containsExactly("2");
        }
        store.compact(last.revision());
        store.compact(Long.MAX_VALUE);
        assertThat(store.floor()).isEqualTo(store.revision());
    }

    @Test
    void theFutureCannotBeRead() {
        long current = store.revision();
        assertThatThrownBy(() -> store.list("/r/", "", 0, current + 1)).isInstanceOf(StoreException.Future.class);
    }

    /// I13
    @Test
    void entriesExpireOnce() throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Entry soon = done(store.create("/r/soon", bytes("1"), Optional.of(now.plusSeconds(10))));
        store.create("/r/late", bytes("1"), Optional.of(now.plusSeconds(99)));
        store.create("/r/never", bytes("1"), Optional.empty());
        assertThat(store.expire(now)).isZero();
        update(soon, "renewed without an end");
        assertThat(store.expire(now.plusSeconds(20))).isZero();
        try (Watch watch = store.watch("/r/", store.revision() + 1)) {
            assertThat(store.expire(now.plusSeconds(100))).isOne();
            assertThat(store.expire(now.plusSeconds(100))).isZero();
            assertThat(read(watch, 1)).extracting(Change::key).containsExactly("/r/late");
        }
    }

    /// I14
    @Test
    void aSlowWatchIsCutAndMayResume() throws Exception {
        try (Watch slow = store.watch("/r/", store.revision() + 1)) {
            create("/r/a", "0");
            read(slow, 1);
            long seen = slow.seen();
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < QueueWatch.MOST_WAITING + 1; i++) {
                    String key = "/r/" + i;
                    writers.execute(() -> create(key, "x"));
                }
            }
            assertThatThrownBy(() -> slow.poll(PATIENCE))
                    .isInstanceOfSatisfying(
                            StoreException.Slow.class,
                            e -> assertThat(e.lastReturned()).isEqualTo(seen));
            try (Watch again = store.watch("/r/", seen + 1)) {
                assertThat(read(again, QueueWatch.MOST_WAITING + 1))
                        .extracting(Change::revision)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void closingWakesReaders() throws Exception {
        Watch watch = store.watch("/r/", store.revision() + 1);
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = tasks.submit(() -> watch.poll(Duration.ofMinutes(1)));
            watch.close();
            assertThatThrownBy(reading::get).hasCauseInstanceOf(StoreException.Closed.class);
        }
    }
}
