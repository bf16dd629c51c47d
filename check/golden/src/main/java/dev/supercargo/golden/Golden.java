package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs golden cases: `Golden [--only FILE] [--list DOC] DIR`. Prints the first difference of each failed case and, for
/// each file, `FILE: N passed, N failed, N listed, N unsupported`; exit status 1 exactly when something failed.
///
/// *Listed* cases are those that the document of known differences names as `` `FILE` `id` `` in a table row.
public final class Golden {
    private static final Pattern LISTED = Pattern.compile("\\|\\s*`([^`]+\\.json)`\\s*\\|\\s*`([^`]+)`\\s*\\|");

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
        int list = words.indexOf("--list");
        Set<String> listed = list >= 0 ? listedIn(Path.of(words.get(list + 1))) : Set.of();
        var golden = new Golden(System.out, listed);
        boolean ok = true;
        for (Adapter adapter : Adapters.all()) {
            boolean wanted = only < 0 || adapter.file().equals(words.get(only + 1));
            if (wanted && Files.exists(directory.resolve(adapter.file()))) {
                ok &= golden.run(adapter, directory);
            }
        }
        System.out.flush();
        System.exit(ok ? 0 : 1);
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
            for (Object item : Json.list(file, "cases")) {
                String id = Json.text(item, "id").orElse("?");
                switch (verdict(adapter, item)) {
                    case Verdict.Passed _ -> passed++;
                    case Verdict.Unsupported _ -> unsupported++;
                    case Verdict.Failed(var difference) -> {
                        if (listed.contains(adapter.file() + " " + id)) {
                            known++;
                        } else {
                            failed++;
                            out.println("FAILED " + adapter.file() + " " + id + ": " + difference);
                        }
                    }
                }
            }
        }
        out.printf(
                "%s: %d passed, %d failed, %d listed, %d unsupported%n",
                adapter.file(), passed, failed, known, unsupported);
        return failed == 0;
    }

    private static Verdict verdict(Adapter adapter, Object testCase) {
        try {
            return adapter.run(Json.asObject(testCase));
        } catch (Exception | StackOverflowError | AssertionError e) {
            return new Verdict.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    static Set<String> listedIn(Path document) throws IOException {
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
