package dev.supercargo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The programs in the user's cache folder; its marks are those that `build-once` leaves.
final class CachedKubernetes {
    private static @Nullable Instant asked;

    private CachedKubernetes() {}

    static RealKubernetes in(Path module, Duration patience) throws IOException, InterruptedException {
        Path folder = where(module);
        Instant limit = firstAsked().plus(patience);
        while (!isWhole(folder) && isBeingBuilt(folder)) {
            if (Instant.now().isAfter(limit)) {
                return new RealKubernetes.Missing("it is still being built; the next run will find it in " + folder);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return isWhole(folder) ? new RealKubernetes.Found(folder) : new RealKubernetes.Missing(reason(folder));
    }

    private static synchronized Instant firstAsked() {
        Instant first = asked == null ? Instant.now() : asked;
        asked = first;
        return first;
    }

    private static Path where(Path module) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder("./build-once", "--where")
                .directory(module.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw new IllegalStateException("build-once --where failed: " + said);
        }
        return Path.of(said.strip());
    }

    static boolean isWhole(Path folder) {
        return Files.isExecutable(folder.resolve("kube-apiserver"))
                && Files.isExecutable(folder.resolve("kube-controller-manager"))
                && Files.isExecutable(folder.resolve("etcd"));
    }

    private static boolean isBeingBuilt(Path folder) {
        return text(beside(folder, ".lock").resolve("pid"))
                .filter(pid -> pid.matches("\\d{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .isPresent();
    }

    private static String reason(Path folder) {
        if ("0".equals(System.getenv("BUILD_KUBERNETES"))) {
            return "BUILD_KUBERNETES=0 forbids to build one, and KUBEBUILDER_ASSETS is not set";
        }
        return text(beside(folder, ".failed"))
                .orElse("none was built yet. ./supercargo verify builds one with Go, once; or set KUBEBUILDER_ASSETS"
                        + " to a folder with kube-apiserver, kube-controller-manager and etcd");
    }

    private static Path beside(Path folder, String ending) {
        return folder.resolveSibling(folder.getFileName() + ending);
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (java.nio.file.NoSuchFileException _) {
            return Optional.empty(); // taken away meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
