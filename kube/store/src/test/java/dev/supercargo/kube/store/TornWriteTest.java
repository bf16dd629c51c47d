package dev.supercargo.kube.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a crash leaves behind, at the boundary of every write and in the middle of it (kubernetes-api.md 15.4, I9): a
/// store that opens, is whole, and holds a prefix of the writes; after a clean boundary, all that were acknowledged.
class TornWriteTest {
    private static final int WRITES = 40;
    private static final int TEARS = 4;

    @TempDir
    private Path folder;

    private final List<Map<String, String>> states = new ArrayList<>();

    @Test
    void everyCrashLeavesAPrefix() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path data = folder.resolve("data");
        List<Path> copies = new ArrayList<>();
        var model = new TreeMap<String, String>();
        try (Store store = Store.open(data)) {
            states.add(Map.of());
            states.add(Map.of());
            for (int i = 0; i < WRITES; i++) {
                write(store, model, random);
                states.add(Map.copyOf(model));
                copies.add(copy(data, "copy-" + i));
                if (i == WRITES / 2) {
                    store.compact(10);
                }
            }
        }
        for (int i = 0; i < copies.size(); i++) {
            String what = "seed " + seed + ", after write " + (i + 2);
            for (int tear = 0; tear < TEARS; tear++) {
                Path torn = copy(copies.get(i), "torn-" + i + "-" + tear);
                tear(torn.resolve("store.db-wal"), random, tear % 2 == 0);
                opens(torn, what + ", torn", i + 2L, false);
            }
            opens(copies.get(i), what, i + 2L, true);
        }
    }

    private static void write(Store store, Map<String, String> model, Random random) {
        String key = "/t/k" + random.nextInt(6);
        String value = "v" + random.nextLong() + "x".repeat(random.nextInt(9_000));
        Optional<Entry> old = store.get(key);
        Write write;
        if (old.isEmpty()) {
            write = store.create(key, value.getBytes(StandardCharsets.UTF_8), Optional.empty());
            model.put(key, value);
        } else if (random.nextInt(4) == 0) {
            write = store.delete(key, old.get().revision());
            model.remove(key);
        } else {
            write = store.update(key, old.get().revision(), value.getBytes(StandardCharsets.UTF_8), Optional.empty());
            model.put(key, value);
        }
        assertThat(write).isInstanceOf(Write.Done.class);
    }

    /// What the disk holds at this moment, as after a kill.
    private Path copy(Path data, String name) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        for (String file : List.of("store.db", "store.db-wal")) {
            if (Files.exists(data.resolve(file))) {
                Files.copy(data.resolve(file), target.resolve(file));
            }
        }
        return target;
    }

    /// Cuts the log off somewhere, or leaves garbage where its end was written.
    private static void tear(Path log, Random random, boolean cut) throws IOException {
        if (!Files.exists(log) || Files.size(log) == 0) {
            return;
        }
        byte[] bytes = Files.readAllBytes(log);
        int tail = Math.min(bytes.length, 20_000);
        int at = bytes.length - 1 - random.nextInt(tail);
        if (cut) {
            Files.write(log, java.util.Arrays.copyOf(bytes, at));
        } else {
            for (int i = at; i < Math.min(bytes.length, at + 64); i++) {
                bytes[i] = (byte) random.nextInt();
            }
            Files.write(log, bytes);
        }
    }

    private void opens(Path data, String what, long acknowledged, boolean clean) throws InterruptedException {
        try (Store store = Store.open(data)) {
            assertThat(store.check()).as(what).isEmpty();
            long revision = store.revision();
            if (clean) {
                assertThat(revision).as(what).isEqualTo(acknowledged);
            } else {
                assertThat(revision).as(what).isLessThanOrEqualTo(acknowledged);
            }
            var found = new TreeMap<String, String>();
            store.list("/t/", "", 0, Store.NEWEST)
                    .entries()
                    .forEach(entry -> found.put(entry.key(), new String(entry.value(), StandardCharsets.UTF_8)));
            assertThat(found).as(what + ", at revision " + revision).isEqualTo(states.get((int) revision));
            try (Watch watch = store.watch("/t/", Math.max(store.floor(), 2))) {
                long next = Math.max(store.floor(), 2);
                for (Change change : revision >= next ? watch.poll(Duration.ofSeconds(5)) : List.<Change>of()) {
                    assertThat(change.revision()).as(what).isEqualTo(next++);
                }
                assertThat(next).as(what).isEqualTo(revision + 1);
            }
        }
    }
}
