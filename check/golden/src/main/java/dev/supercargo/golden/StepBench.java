package dev.supercargo.golden;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.git.Git;
import dev.supercargo.git.GitSettings;
import dev.supercargo.git.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.promotion.BuiltinSteps;
import dev.supercargo.promotion.PromotionIdentity;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepExecution;
import dev.supercargo.promotion.StepJournal;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.WorkDir;
import dev.supercargo.promotion.git.GitAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A work directory for one case, with a directory beside it; runs steps and compares what they did.
final class StepBench implements AutoCloseable {
    private final Path base;
    private final Path work;
    private final Path outside;
    private final WorkDir dir;

    StepBench() throws IOException {
        base = Files.createTempDirectory("golden-steps-").toRealPath();
        work = Files.createDirectory(base.resolve("work"));
        outside = Files.createDirectory(base.resolve("outside"));
        dir = new WorkDir(work, base.resolve("scratch"));
    }

    Path work() {
        return work;
    }

    WorkDir dir() {
        return dir;
    }

    /// Lays out files in the notation of the cases.
    void layOut(Map<String, Object> files, Map<String, Object> beside) throws IOException {
        for (Map.Entry<String, Object> file : files.entrySet()) {
            place(work.resolve(file.getKey()), file.getValue());
        }
        for (Map.Entry<String, Object> file : beside.entrySet()) {
            place(outside.resolve(file.getKey()), file.getValue());
        }
    }

    private void place(Path path, Object what) throws IOException {
        makeParents(path);
        Optional<String> link = Json.text(what, "symlink");
        String mode = Json.text(what, "mode").orElse("");
        if (link.isPresent()) {
            Files.createSymbolicLink(path, Path.of(real(link.get())));
        } else if (Json.at(what, "dir").isPresent()) {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, mode(mode.isEmpty() ? "0755" : mode));
        } else {
            Files.write(path, bytes(what));
            Files.setPosixFilePermissions(path, mode(mode.isEmpty() ? "0644" : mode));
        }
    }

    private void makeParents(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeParents(parent);
            Files.createDirectory(parent);
            Files.setPosixFilePermissions(parent, mode("0755"));
        }
    }

    private static byte[] bytes(Object what) {
        if (what instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        Optional<String> base64 = Json.text(what, "base64");
        if (base64.isPresent()) {
            return Base64.getDecoder().decode(base64.get());
        }
        Optional<String> repeat = Json.text(what, "repeat");
        int times = Json.at(what, "times").orElse(1L) instanceof Long n ? n.intValue() : 1;
        return repeat.map(text -> text.repeat(times))
                .or(() -> Json.text(what, "text"))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Runs a step once.
    StepAnswer run(StepRunner runner, Map<String, Object> config, Map<String, Object> state)
            throws InterruptedException {
        var context = new StepContext(
                new PromotionIdentity("demo", "test.01hx.abc1234", "test"),
                "step-1",
                new StepConfig(config),
                state,
                dir,
                StepJournal.forgetful());
        return StepExecution.run(runner, context).answer();
    }

    /// Compares status, error, terminal and output with what a case expects; empty where they agree.
    Optional<String> difference(Map<String, Object> expect, StepAnswer answer) {
        String status = Json.text(expect, "status").orElse("");
        if (!status.equals(answer.status())) {
            return Optional.of("status: expected " + status + ", got " + answer);
        }
        String error = answer.error().map(StepAnswer.Fault::text).orElse("");
        String wanted = real(Json.text(expect, "error").orElse(""));
        String rerooted = wanted.replace(base.toString(), base.toString().substring(1));
        if (!error.contains(wanted) && !error.contains(rerooted)) {
            return Optional.of("error: expected \"" + wanted + "\" in \"" + error + "\"");
        }
        if (!expect.containsKey("error") && answer.error().isPresent()) {
            return Optional.of("error: expected none, got " + error);
        }
        boolean terminal = answer.error().filter(StepAnswer.Fault::terminal).isPresent();
        if (Json.at(expect, "terminal").orElse(false).equals(true) != terminal && !error.isEmpty()) {
            return Optional.of("terminal: expected " + expect.get("terminal") + ", got " + terminal + ": " + error);
        }
        return expect.containsKey("output")
                ? Difference.first("output", expect.get("output"), answer.output())
                : Optional.empty();
    }

    /// Compares the work directory with what a case expects.
    Optional<String> filesDifference(Map<String, Object> expect, Map<String, Object> given) throws IOException {
        if (Json.text(expect, "outside").isPresent()) {
            Optional<String> beside = compare(Json.object(given, "outside"), tree(outside, false), "outside");
            if (beside.isPresent()) {
                return beside;
            }
        }
        boolean unchanged = Json.at(expect, "unchanged").isPresent();
        if (!unchanged && !expect.containsKey("files")) {
            return Optional.empty();
        }
        Map<String, Object> wanted = Json.object(unchanged ? given : expect, "files");
        boolean modes = !unchanged
                && wanted.values().stream().anyMatch(v -> Json.text(v, "mode").isPresent());
        return compare(wanted, tree(work, modes), "files");
    }

    private Optional<String> compare(Map<String, Object> wanted, Map<String, Object> actual, String what) {
        var expected = new TreeMap<String, Object>();
        wanted.forEach((path, value) -> {
            String key = path.replace("<outside>", outside.toString().substring(1));
            expected.put(key, normal(value, actual.get(key)));
        });
        return Difference.first(what, expected, new TreeMap<>(actual));
    }

    /// The notation of [#tree], without what the actual entry does not tell.
    private Object normal(Object value, @Nullable Object actual) {
        Optional<String> link = Json.text(value, "symlink");
        if (link.isPresent()) {
            return Map.of("symlink", real(link.get()));
        }
        var entry = new LinkedHashMap<String, Object>();
        if (Json.at(value, "dir").isPresent()) {
            entry.put("dir", true);
        } else {
            entry.put("base64", Base64.getEncoder().encodeToString(bytes(value)));
        }
        if (Json.at(actual, "mode").isPresent()) {
            entry.put("mode", Json.text(value, "mode").orElse(""));
        }
        return entry;
    }

    /// Every file, link and empty directory (with modes: every directory) below a directory.
    private static Map<String, Object> tree(Path root, boolean modes) throws IOException {
        var tree = new TreeMap<String, Object>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
                try (var children = Files.list(at)) {
                    if (!at.equals(root) && (modes || children.findAny().isEmpty())) {
                        tree.put(root.relativize(at).toString(), entry(at, "dir", true, modes));
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) throws IOException {
                if (at.endsWith(".git")) {
                    return FileVisitResult.CONTINUE; // the cases leave such files out
                }
                Map<String, Object> entry = attributes.isSymbolicLink()
                        ? Map.of("symlink", Files.readSymbolicLink(at).toString())
                        : entry(at, "base64", Base64.getEncoder().encodeToString(Files.readAllBytes(at)), modes);
                tree.put(root.relativize(at).toString(), entry);
                return FileVisitResult.CONTINUE;
            }
        });
        return tree;
    }

    private static Map<String, Object> entry(Path at, String key, Object value, boolean modes) throws IOException {
        var entry = new LinkedHashMap<String, Object>();
        entry.put(key, value);
        if (modes) {
            entry.put("mode", octal(Files.getPosixFilePermissions(at, LinkOption.NOFOLLOW_LINKS)));
        }
        return entry;
    }

    private static Set<PosixFilePermission> mode(String octal) {
        int bits = Integer.parseInt(octal, 8);
        var mode = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((bits & (0400 >> i)) != 0) {
                mode.add(all[i]);
            }
        }
        return mode;
    }

    private static String octal(Set<PosixFilePermission> mode) {
        PosixFilePermission[] all = PosixFilePermission.values();
        int bits = 0;
        for (int i = 0; i < all.length; i++) {
            bits |= mode.contains(all[i]) ? 0400 >> i : 0;
        }
        return "%04o".formatted(bits);
    }

    /// Replaces the placeholders for absolute paths.
    String real(String text) {
        return text.replace("<outside>", outside.toString()).replace("<work>", work.toString());
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(base, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) throws IOException {
                Files.delete(at);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path at, @Nullable IOException e) throws IOException {
                Files.delete(at);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// All built-in steps; repositories are anybody's.
    static List<StepRunner> runners(Kube kube) {
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "golden-git-cache");
        var access = new GitAccess() {
            @Override
            public Optional<Credentials> credentials(String project, String repoUrl) {
                return Optional.empty();
            }

            @Override
            public Identity identity() {
                return Identity.DEFAULT;
            }
        };
        return BuiltinSteps.list(kube, new Git(GitSettings.with(cache)), access, Map.of());
    }

    /// The runner of a kind, or empty where there is none.
    static Optional<StepRunner> runner(Iterable<StepRunner> runners, String kind) {
        for (StepRunner runner : runners) {
            if (runner.kind().equals(kind)) {
                return Optional.of(runner);
            }
        }
        return Optional.empty();
    }
}
