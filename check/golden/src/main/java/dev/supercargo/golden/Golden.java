package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import dev.supercargo.testkit.RealKubernetes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs golden cases: `Golden [--only FILE] [--list DOC]... DIR`. Prints the first difference of each failed case and,
/// for each file, `FILE: N passed, N failed, N listed, N unsupported`; exit status 1 exactly when something failed.
/// What is recorded from a real kube-apiserver is played on such a one, too, where its programs are at hand.
///
/// *Listed* cases are those that a document of known differences names as `` `FILE` `id` `` in a table row.
public final class Golden {
    private static final Pattern LISTED =
            Pattern.compile("\\|\\s*`([^`]+\\.json(?: \\([^`)]+\\))?)`\\s*\\|\\s*`([^`]+)`\\s*\\|");

    private final PrintStream out;
    private final Set<String> listed;

    Golden(PrintStream out, Set<String> listed) {
        this.out = out;
        this.listed = listed;
    }

    /// See [Golden].
    public static void main(String[] args) throws Exception {
        List<String> words = Arrays.asList(args);
        Path directory = Path.of(words.getLast());
        int only = words.indexOf("--only");
        var listed = new HashSet<String>();
        for (int i = 0; i < words.size() - 1; i++) {
            if (words.get(i).equals("--list")) {
                listed.addAll(listedIn(Path.of(words.get(i + 1))));
            }
        }
        var golden = new Golden(System.out, listed);
        boolean ok = true;
        for (Adapter adapter : Adapters.all()) {
            boolean wanted = only < 0 || adapter.file().equals(words.get(only + 1));
            if (wanted && Files.exists(directory.resolve(adapter.file()))) {
                ok &= golden.run(adapter, directory);
            }
        }
        if (only < 0 || words.get(only + 1).equals(KubernetesRequests.FILE)) {
            ok &= golden.real(directory);
        }
        System.out.flush();
        System.exit(ok ? 0 : 1);
    }

    private boolean real(Path directory) throws Exception {
        return switch (RealKubernetes.find(Duration.ZERO)) {
            case RealKubernetes.Found found -> replayOnReal(out, found, directory, listed);
            case RealKubernetes.Missing missing -> {
                out.println(KubernetesRequests.real(new RealKubernetes.Found(directory))
                                .label() + ": " + missing);
                yield true;
            }
        };
    }

    /// Plays the recorded requests of a folder on a real kube-apiserver; whether nothing failed.
    ///
    /// @param listed what [#listedIn] found in a document of known differences
    public static boolean replayOnReal(
            PrintStream out, RealKubernetes.Found binaries, Path directory, Set<String> listed) throws Exception {
        return new Golden(out, listed).run(KubernetesRequests.real(binaries), directory);
    }

    /// Runs one file; whether nothing failed.
    boolean run(Adapter adapter, Path directory) throws Exception {
        int passed = 0;
        int failed = 0;
        int known = 0;
        int unsupported = 0;
        var file = Json.parseObject(Files.readAllBytes(directory.resolve(adapter.file())));
        try (adapter) {
            adapter.open(file);
            for (Judged judged : judged(adapter, Json.list(file, "cases"))) {
                switch (judged.verdict()) {
                    case Verdict.Passed _ -> passed++;
                    case Verdict.Unsupported _ -> unsupported++;
                    case Verdict.Failed(var difference) -> {
                        if (listed.contains(adapter.label() + " " + judged.id())) {
                            known++;
                        } else {
                            failed++;
                            out.println("FAILED " + adapter.label() + " " + judged.id() + ": " + difference);
                        }
                    }
                }
            }
        }
        out.printf(
                "%s: %d passed, %d failed, %d listed, %d unsupported%n",
                adapter.label(), passed, failed, known, unsupported);
        return failed == 0;
    }

    /// A case and what became of it.
    private record Judged(String id, Verdict verdict) {}

    /// All cases in order, however many ran at once.
    private static List<Judged> judged(Adapter adapter, List<Object> cases) throws Exception {
        var tasks = cases.stream()
                .<Callable<Judged>>map(
                        item -> () -> new Judged(Json.text(item, "id").orElse("?"), verdict(adapter, item)))
                .toList();
        var judged = new ArrayList<Judged>();
        if (adapter.atOnce() == 1) { // in this thread, whose stack is deep
            for (Callable<Judged> task : tasks) {
                judged.add(task.call());
            }
            return judged;
        }
        try (var threads = Executors.newFixedThreadPool(adapter.atOnce())) {
            for (Future<Judged> future : threads.invokeAll(tasks)) {
                judged.add(future.get());
            }
        }
        return judged;
    }

    private static Verdict verdict(Adapter adapter, Object testCase) {
        try {
            return adapter.run(Json.asObject(testCase));
        } catch (Exception | StackOverflowError | AssertionError e) {
            return new Verdict.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /// The cases that the rows of a document name, as `FILE id`.
    public static Set<String> listedIn(Path document) throws IOException {
        var listed = new HashSet<String>();
        if (Files.exists(document)) {
            Matcher row = LISTED.matcher(Files.readString(document));
            while (row.find()) {
                listed.add(row.group(1) + " " + row.group(2));
            }
        }
        return listed;
    }
}
