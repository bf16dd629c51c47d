package dev.supercargo.kube.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random concurrent histories, judged afterwards (kubernetes-api.md 15.7: I1 to I4, I6 to I8): every write and read
/// must have happened at one moment between its call and its answer, in the order that revisions tell; and every watch
/// must have seen just that.
class HistoryTest {
    private static final int CLIENTS = 8;
    private static final int STEPS = 150;
    private static final int KEYS = 4;

    @TempDir
    private Path folder;

    /// One call: what was asked, the store's revision before and after it, when it began and ended, what came of it.
    private record Call(
            String key,
            Asked asked,
            long low,
            long high,
            long began,
            long ended,
            Optional<Write> write,
            Optional<Entry> read) {
        Optional<Entry> done() {
            return write.filter(Write.Done.class::isInstance).map(done -> ((Write.Done) done).entry());
        }
    }

    private sealed interface Asked {
        record Create() implements Asked {}

        record Update(long expected) implements Asked {}

        record Delete(long expected) implements Asked {}

        record Get() implements Asked {}
    }

    @ParameterizedTest
    @CsvSource({"memory, 0", "memory, 0", "memory, 17771029073845", "sqlite, 0", "sqlite, 0"})
    void everyHistoryHasAnOrder(String kind, long given) throws Exception {
        long seed = given == 0 ? System.nanoTime() : given;
        try (Store store = kind.equals("memory") ? Store.inMemory() : Store.open(folder.resolve("data" + seed))) {
            var random = new Random(seed);
            List<Call> calls = new ArrayList<>();
            Watch live = store.watch("/h/", store.revision() + 1);
            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<List<Call>>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    var own = new Random(random.nextLong());
                    clients.add(() -> client(store, own));
                }
                for (var done : tasks.invokeAll(clients)) {
                    calls.addAll(done.get());
                }
            }
            long last = store.revision();
            Judge judge = new Judge(calls, seed);
            judge.writesAreInOrder(last);
            calls.forEach(judge::happenedAtOneMoment);
            judge.watchSaw(live, "/h/");
            judge.watchSaw(store.watch("/h/", 2), "/h/");
            judge.watchSaw(store.watch("/h/k1", 2), "/h/k1");
            assertThat(store.check()).as("seed " + seed).isEmpty();
        }
    }

    private static List<Call> client(Store store, Random random) {
        var calls = new ArrayList<Call>();
        Map<String, Long> believed = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            String key = "/h/k" + random.nextInt(KEYS);
            long expected = believed.getOrDefault(key, 1L);
            byte[] value = Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
            Asked asked = switch (random.nextInt(4)) {
                case 0 -> new Asked.Create();
                case 1 -> new Asked.Update(expected);
                case 2 -> new Asked.Delete(expected);
                default -> new Asked.Get();
            };
            long low = store.revision();
            long began = System.nanoTime();
            Optional<Write> write = switch (asked) {
                case Asked.Create _ -> Optional.of(store.create(key, value, Optional.empty()));
                case Asked.Update(long by) -> Optional.of(store.update(key, by, value, Optional.empty()));
                case Asked.Delete(long by) -> Optional.of(store.delete(key, by));
                case Asked.Get _ -> Optional.empty();
            };
            Optional<Entry> read = write.isPresent() ? Optional.empty() : store.get(key);
            long ended = System.nanoTime();
            var call = new Call(key, asked, low, store.revision(), began, ended, write, read);
            calls.add(call);
            read.or(call::done).or(() -> shown(write)).ifPresent(entry -> believed.put(key, entry.revision()));
        }
        return calls;
    }

    /// The entry that a refusal shows.
    private static Optional<Entry> shown(Optional<Write> write) {
        return write.flatMap(answer -> switch (answer) {
            case Write.Exists(var entry) -> Optional.of(entry);
            case Write.Conflict(var entry) -> Optional.of(entry);
            case Write.Done _, Write.Absent _ -> Optional.empty();
        });
    }

    /// Knows, from the acknowledged writes alone, what each key was at each revision.
    private static final class Judge {
        private final long seed;
        private final List<Call> writes;
        private final Map<String, TreeMap<Long, Optional<Entry>>> states = new HashMap<>();

        Judge(List<Call> calls, long seed) {
            this.seed = seed;
            this.writes = calls.stream()
                    .filter(call -> call.done().isPresent())
                    .sorted(Comparator.comparingLong(
                            call -> call.done().orElseThrow().revision()))
                    .toList();
            for (Call call : writes) {
                Entry entry = call.done().orElseThrow();
                states.computeIfAbsent(call.key(), _ -> new TreeMap<>(Map.of(0L, Optional.empty())))
                        .put(
                                entry.revision(),
                                call.asked() instanceof Asked.Delete ? Optional.empty() : Optional.of(entry));
            }
        }

        void writesAreInOrder(long last) {
            List<Long> revisions = writes.stream()
                    .map(call -> call.done().orElseThrow().revision())
                    .toList();
            assertThat(revisions).as("seed " + seed).doesNotHaveDuplicates().hasSize((int) last - 1);
            long latestBegin = Long.MIN_VALUE;
            for (Call call : writes) {
                // whoever has a later revision must not have ended before an earlier one began
                assertThat(call.ended()).as("seed " + seed + ": " + call).isGreaterThan(latestBegin);
                latestBegin = Math.max(latestBegin, call.began());
            }
        }

        private Optional<Entry> state(String key, long revision) {
            TreeMap<Long, Optional<Entry>> known = states.get(key);
            return known == null ? Optional.empty() : known.floorEntry(revision).getValue();
        }

        void happenedAtOneMoment(Call call) {
            Optional<Entry> done = call.done();
            if (done.isPresent()) {
                Optional<Entry> before = state(call.key(), done.get().revision() - 1);
                assertThat(allowed(call.asked(), before))
                        .as("seed " + seed + ": " + call + " on " + before)
                        .isTrue();
                return;
            }
            boolean explained = false;
            for (long moment = call.low(); moment <= call.high() && !explained; moment++) {
                Optional<Entry> state = state(call.key(), moment);
                explained = call.write().isEmpty()
                        ? same(state, call.read())
                        : !allowed(call.asked(), state) && same(state, shown(call.write()));
            }
            assertThat(explained)
                    .as("seed " + seed + ": no moment explains " + call)
                    .isTrue();
        }

        private static boolean allowed(Asked asked, Optional<Entry> state) {
            return switch (asked) {
                case Asked.Create _ -> state.isEmpty();
                case Asked.Update(long by) -> state.isPresent() && state.get().revision() == by;
                case Asked.Delete(long by) -> state.isPresent() && state.get().revision() == by;
                case Asked.Get _ -> true;
            };
        }

        private static boolean same(Optional<Entry> one, Optional<Entry> other) {
            return one.map(Entry::revision).equals(other.map(Entry::revision));
        }

        void watchSaw(Watch opened, String prefix) throws InterruptedException {
            try (opened) {
                compare(opened, prefix);
            }
        }

        private void compare(Watch watch, String prefix) throws InterruptedException {
            List<Long> expected = writes.stream()
                    .filter(call -> call.key().startsWith(prefix))
                    .map(call -> call.done().orElseThrow().revision())
                    .toList();
            var seen = new ArrayList<Long>();
            List<Change> changes = watch.poll(Duration.ofSeconds(5));
            while (!changes.isEmpty()) {
                for (Change change : changes) {
                    seen.add(change.revision());
                    assertThat(change.before().map(Entry::revision))
                            .as("seed " + seed + ": what " + change + " replaces")
                            .isEqualTo(
                                    state(change.key(), change.revision() - 1).map(Entry::revision));
                }
                changes = watch.poll(seen.size() < expected.size() ? Duration.ofSeconds(5) : Duration.ZERO);
            }
            assertThat(seen).as("seed " + seed).isEqualTo(expected);
        }
    }
}
