package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room: the write is refused with the next step, what is there can be read, nothing crashes, and with
/// room again everything goes on without a restart.
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit gives a running process room again on Linux only")
class FullDiskTest {
    private static final long ROOM = 16L << 20;
    private static final int MOST = 100;
    private static final String LARGE = "x".repeat(900_000);

    @TempDir
    private Path folder;

    @Test
    void refusesTheWriteAndGoesOnWhenThereIsRoomAgain() throws Exception {
        Path data = folder.resolve("data");
        try (Child child = Child.startOnSmallDisk(ROOM, "up", "--data", data.toString(), "--kube-port", "0")) {
            child.awaitReady();
            try (KubeClient kube = KubeClient.of(data.resolve("kubeconfig"))) {
                int written = 0;
                Optional<String> refusal = Optional.empty();
                while (refusal.isEmpty() && written < MOST) {
                    refusal = refused(kube, written);
                    written += refusal.isEmpty() ? 1 : 0;
                }
                assertThat(refusal.orElse("nothing was refused"))
                        .contains("the data file")
                        .contains("free some space");
                assertThat(child.alive()).as(child::output).isTrue();
                assertThat(stored(kube))
                        .as("what was acknowledged, and no more")
                        .isEqualTo(written);

                giveRoom(child);
                assertThat(refused(kube, MOST)).as(child::output).isEmpty();
                assertThat(stored(kube)).isEqualTo(written + 1);
            }
            assertThat(child.stop()).as(child::output).isZero();
        }
    }

    private static Optional<String> refused(KubeClient kube, int number) {
        var object = Map.<String, Object>of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "large-" + number, "namespace", "default"),
                "data",
                Map.of("text", LARGE));
        try {
            kube.create(Kinds.CONFIG_MAP, KubeObject.of(object));
            return Optional.empty();
        } catch (WorldException e) {
            return Optional.of(e.failure().what());
        }
    }

    private static long stored(KubeClient kube) {
        return kube.list(Kinds.CONFIG_MAP, "default", LabelSelector.EVERYTHING).stream()
                .map(KubeObject::key)
                .map(ObjectKey::name)
                .filter(name -> name.startsWith("large-"))
                .count();
    }

    private static void giveRoom(Child child) throws Exception {
        Process process = new ProcessBuilder("prlimit", "--pid", Long.toString(child.pid()), "--fsize=unlimited")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
