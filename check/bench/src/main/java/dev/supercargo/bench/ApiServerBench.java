package dev.supercargo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The embedded API server under load, and a real one under the same load where its binaries are; then both as a
/// ratio.
final class ApiServerBench {
    private static final int WRITES_FOR_WATCHERS = 100;
    /// Watches that see few writes each, as those of many controllers do.
    private static final int WRITES_FOR_MANY_WATCHERS = 5;

    private final List<String> supercargo;
    private final Duration time;
    private final Scale scale;
    private final Consumer<Map<String, Object>> print;

    /// How many objects are listed, and how many are there at the last start; how many writers create and update, and
    /// how many, the most, only create; how many watchers see many writes, and how many see few.
    record Scale(int listed, int kept, List<Integer> writers, int mostWriters, int watchers, int manyWatchers) {
        /// What two cores can do, with some numbers of objects.
        static Scale of(int listed, int kept) {
            return new Scale(listed, kept, List.of(1, 16, 256), 1_000, 100, 1_500);
        }
    }

    /// `supercargo`: the words that start it; `time`: how long each load lasts.
    ApiServerBench(List<String> supercargo, Duration time, Scale scale, Consumer<Map<String, Object>> print) {
        this.supercargo = supercargo;
        this.time = time;
        this.scale = scale;
        this.print = print;
    }

    private interface Start {
        ApiProcess start(Path folder) throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        List<Map<String, Object>> embedded = measureEmbedded();
        Optional<Path> binaries =
                Optional.ofNullable(System.getenv("KUBEBUILDER_ASSETS")).map(Path::of);
        if (binaries.isEmpty()) {
            System.err.println(
                    "supercargo: no comparison with a real kube-apiserver: KUBEBUILDER_ASSETS names no folder with"
                            + " kube-apiserver and etcd");
            return;
        }
        List<Map<String, Object>> real = measure("real", folder -> ApiProcess.real(binaries.get(), folder));
        for (int i = 0; i < embedded.size(); i++) {
            print.accept(ratio(embedded.get(i), real.get(i)));
        }
    }

    List<Map<String, Object>> measureEmbedded() throws IOException, InterruptedException {
        return measure("embedded", folder -> ApiProcess.embedded(supercargo, folder));
    }

    private List<Map<String, Object>> measure(String server, Start start) throws IOException, InterruptedException {
        var lines = new ArrayList<Map<String, Object>>();
        Consumer<Map<String, Object>> note = line -> {
            var whole = new LinkedHashMap<String, Object>();
            whole.put("server", server);
            whole.putAll(line);
            lines.add(whole);
            print.accept(whole);
        };
        Path folder = Files.createTempDirectory("bench-apiserver");
        try {
            started(note, "startFirst", start, folder).close(); // what is made only once, is made: keys, folders
            try (ApiProcess api = started(note, "startEmpty", start, folder)) {
                load(api, note);
            }
            try (ApiProcess api = started(note, "startFilled", start, folder)) {
                memory(api, "memoryAfterStart", note);
            }
        } finally {
            remove(folder);
        }
        return lines;
    }

    private static ApiProcess started(Consumer<Map<String, Object>> note, String measure, Start start, Path folder)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        ApiProcess api = start.start(folder);
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", measure);
        line.put("seconds", Math.round((System.nanoTime() - began) / 1e6) / 1e3);
        note.accept(line);
        return api;
    }

    private void load(ApiProcess api, Consumer<Map<String, Object>> note) throws IOException, InterruptedException {
        var load = new ApiLoad(api);
        memory(api, "memoryIdle", note);
        load.fill("many", scale.listed());
        memory(api, "memoryFilled", note);
        note.accept(load.list("many"));
        load.writes(16, false, time); // warm: the first seconds of a process say nothing of the rest
        for (int writers : scale.writers()) {
            note.accept(load.writes(writers, false, time));
            note.accept(load.writes(writers, true, time));
        }
        note.accept(load.writes(scale.mostWriters(), false, time));
        note.accept(load.watching(scale.watchers(), WRITES_FOR_WATCHERS, time));
        note.accept(load.watching(10, 0, time));
        note.accept(load.watching(scale.manyWatchers(), WRITES_FOR_MANY_WATCHERS, time));
        memory(api, "memoryAfterLoad", note);
        load.fill("more", (int) Math.max(0, scale.kept() - load.created()));
        memory(api, "memoryFull", note, load.created());
    }

    private static void memory(ApiProcess api, String measure, Consumer<Map<String, Object>> note, long objects)
            throws IOException {
        memory(api, measure, line -> {
            line.put("objects", objects);
            note.accept(line);
        });
    }

    private static void memory(ApiProcess api, String measure, Consumer<Map<String, Object>> note) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", measure);
        line.put("residentMb", api.residentMb());
        note.accept(line);
    }

    /// The figures of the embedded server divided by those of the real one.
    private static Map<String, Object> ratio(Map<String, Object> embedded, Map<String, Object> real) {
        var line = new LinkedHashMap<String, Object>();
        line.put("server", "ratio");
        embedded.forEach((key, value) -> {
            boolean same = List.of("measure", "writers", "watchers").contains(key);
            if (same) {
                line.put(key, value);
            } else if (value instanceof Number ours
                    && real.get(key) instanceof Number theirs
                    && theirs.doubleValue() != 0
                    && !List.of("failed", "missed", "bytes", "objects").contains(key)) {
                line.put(key, Math.round(ours.doubleValue() / theirs.doubleValue() * 100) / 100.0);
            }
        });
        return line;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
