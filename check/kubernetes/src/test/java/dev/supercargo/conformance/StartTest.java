package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting and stopping, and what is said when that is impossible.
class StartTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Child up(String... more) throws Exception {
        var words = new java.util.ArrayList<>(
                java.util.List.of("up", "--data", folder.resolve("data").toString()));
        words.addAll(java.util.List.of(more));
        return Child.start(words.toArray(String[]::new));
    }

    @Test
    void endsWithStatusZeroWhenAskedTo() throws Exception {
        try (Child child = up("--kube-port", "0")) {
            child.awaitReady();
            assertThat(folder.resolve("data/kubeconfig"))
                    .as("complete before `ready`")
                    .isNotEmptyFile();
            assertThat(child.stop()).as(child::output).isZero();
        }
    }

    @Test
    void refusesASecondProcessOnTheSameDataFolder() throws Exception {
        try (Child first = up("--kube-port", "0")) {
            first.awaitReady();
            try (Child second = up("--kube-port", "0")) {
                assertThat(second.awaitEnd(PATIENCE_SECONDS)).isEqualTo(1);
                assertThat(second.output())
                        .contains(folder.resolve("data").toString())
                        .contains("is in use by process " + first.pid())
                        .contains("choose another folder")
                        .doesNotContain("\tat ");
            }
            assertThat(first.stop()).as("the first goes on").isZero();
        }
    }

    @Test
    void namesAnOccupiedPortAndTheNextStep() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Child child = up("--kube-port", Integer.toString(taken.getLocalPort()))) {
            assertThat(child.awaitEnd(PATIENCE_SECONDS)).isEqualTo(1);
            assertThat(child.output())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("--kube-port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesADataFolderThatCannotBeWritten() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("data"), "a file, not a folder");
        try (Child child = up("--kube-port", "0")) {
            assertThat(child.awaitEnd(PATIENCE_SECONDS)).isEqualTo(1);
            assertThat(child.output()).contains("--data").doesNotContain("\tat ");
        }
    }

    @Test
    void refusesADataFolderOfANewerVersion() throws Exception {
        Path file = Files.createDirectories(folder.resolve("data/store")).resolve("store.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 1000");
            statement.execute("CREATE TABLE things (id INTEGER)");
        }
        byte[] before = Files.readAllBytes(file);
        try (Child child = up("--kube-port", "0")) {
            assertThat(child.awaitEnd(PATIENCE_SECONDS)).isEqualTo(1);
            assertThat(child.output())
                    .contains(file.toString())
                    .contains("was written by a newer version")
                    .contains("use that version, or another folder")
                    .doesNotContain("\tat ");
        }
        assertThat(file).as("is left as it was").hasBinaryContent(before);
    }
}
