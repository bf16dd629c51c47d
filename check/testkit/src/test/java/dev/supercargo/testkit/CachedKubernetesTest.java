package dev.supercargo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a test does about programs that are there, being built, or not to be had.
class CachedKubernetesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path kept = Path.of("kept");

    @BeforeEach
    void module() throws IOException {
        kept = folder.resolve("kubernetes-1");
        script(folder.resolve("build-once"), "echo " + kept);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// As `build-once` does it: the folder appears whole.
    private void build() throws IOException {
        Path making = Files.createDirectory(folder.resolve("making"));
        for (String program : List.of("kube-apiserver", "kube-controller-manager", "etcd")) {
            script(making.resolve(program), "exit 0");
        }
        Files.move(making, kept);
    }

    private void lock(long pid) throws IOException {
        Path lock = Files.createDirectory(folder.resolve("kubernetes-1.lock"));
        Files.writeString(lock.resolve("pid"), Long.toString(pid));
    }

    private RealKubernetes search(Duration patience) throws IOException, InterruptedException {
        return CachedKubernetes.in(folder, patience);
    }

    @Test
    void findsWhatIsKept() throws Exception {
        build();
        assertThat(search(Duration.ZERO)).isEqualTo(new RealKubernetes.Found(kept));
    }

    @Test
    void waitsForABuildThatIsUnderWay() throws Exception {
        lock(ProcessHandle.current().pid());
        Thread builder = Thread.ofVirtual().start(() -> {
            try {
                build();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(search(PATIENCE)).isEqualTo(new RealKubernetes.Found(kept));
        builder.join();
    }

    @Test
    void hasNoMorePatienceThanItWasGiven() throws Exception {
        lock(ProcessHandle.current().pid());
        assertThat(search(Duration.ZERO)).asString().contains("still being built");
    }

    @Test
    void aLockOfNobodyIsNoBuild() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        lock(gone.pid());
        Files.writeString(folder.resolve("kubernetes-1.failed"), "there is no Go on the path");
        assertThat(search(PATIENCE)).asString().startsWith("SKIPPED: ");
    }
}
