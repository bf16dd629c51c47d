package dev.supercargo.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    Store fresh() {
        return Store.open(folder);
    }

    private void reopen() {
        store.close();
        store = Store.open(folder);
    }

    @Test
    void everythingIsThereAfterReopening() throws Exception {
        Entry a = create("/r/a", "1");
        Entry b = update(a, "2");
        delete(create("/r/gone", "1"));
        long revision = store.revision();
        reopen();
        assertThat(store.revision()).isEqualTo(revision);
        assertThat(store.get("/r/a").map(StoreContract::text)).hasValue("2");
        assertThat(store.get("/r/a").orElseThrow().created()).isEqualTo(a.revision());
        assertThat(store.list("/r/", "", 0, a.revision()).entries())
                .extracting(StoreContract::text)
                .containsExactly("1");
        try (Watch watch = store.watch("/r/", b.revision())) {
            assertThat(read(watch, 3))
                    .extracting(Change::type)
                    .containsExactly(Change.Type.UPDATED, Change.Type.CREATED, Change.Type.DELETED);
        }
    }

    @Test
    void revisionsAreNotReusedAfterCompactingEverything() {
        Entry gone = delete(create("/r/a", "1"));
        store.compact(Long.MAX_VALUE);
        reopen();
        assertThat(create("/r/b", "1").revision()).isGreaterThan(gone.revision());
    }

    @Test
    void aSecondOpenerIsRefused() {
        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "is in use by process " + ProcessHandle.current().pid())
                .hasMessageContaining("choose another folder");
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        store.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var sql = connection.createStatement()) {
            sql.execute("PRAGMA user_version = " + (SqliteLog.FORMAT + 1));
        }
        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was written by a newer version");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var sql = connection.createStatement()) {
            sql.execute("PRAGMA user_version = " + SqliteLog.FORMAT);
        }
        store = Store.open(folder);
    }

    @Test
    void aFullDiskFailsTheWriteAndNothingElse() throws Exception {
        Path small = folder.resolve("small");
        try (var log = SqliteLog.open(small)) {
            log.limitPages(40);
            var tight = new RevisionedStore(log);
            create("/r/other", "in the other store");
            byte[] big = new byte[64 * 1024];
            Throwable failure = null;
            int written = 0;
            while (failure == null && written < 100) {
                try {
                    tight.create("/r/" + written, big, Optional.empty());
                    written++;
                } catch (StoreException e) {
                    failure = e;
                }
            }
            assertThat(failure).hasMessageContaining("the disk is full; free some space");
            assertThat(tight.trouble()).isPresent();
            assertThat(tight.list("/r/", "", 0, Store.NEWEST).entries()).hasSize(written);
            assertThat(tight.check()).isEmpty();
            log.limitPages(100_000);
            assertThat(tight.create("/r/again", big, Optional.empty())).isInstanceOf(Write.Done.class);
            assertThat(tight.trouble()).isEmpty();
            tight.close();
        }
    }

    @Test
    void aFileOfAnOlderProgramIsTakenOver() throws Exception {
        create("/r/a", "one");
        store.update("/r/a", store.get("/r/a").orElseThrow().revision(), new byte[3], Optional.empty());
        store.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var sql = connection.createStatement()) {
            sql.execute("DROP INDEX history_replaced");
            sql.execute("CREATE INDEX history_previous ON history (previous)"); // an entry for each creation, too
            sql.execute("PRAGMA user_version = 1");
        }
        store = Store.open(folder);
        assertThat(store.check()).isEmpty();
        assertThat(store.get("/r/a").orElseThrow().value()).hasSize(3);
        store.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var sql = connection.createStatement();
                var indexes = sql.executeQuery("SELECT group_concat(name) FROM sqlite_master WHERE type = 'index'")) {
            assertThat(indexes.getString(1)).isEqualTo("history_replaced");
        }
        store = Store.open(folder);
    }

    /// More than once what the write-ahead log holds before it is carried over.
    @Test
    void theWriteAheadLogIsCarriedOverWhileWritesGoOn() throws Exception {
        byte[] big = new byte[40 * 1024];
        for (int i = 0; i < 2_200; i++) {
            assertThat(store.create("/big/" + i, big, Optional.empty())).isInstanceOf(Write.Done.class);
        }
        assertThat(java.nio.file.Files.size(folder.resolve("store.db"))).isGreaterThan(2_000L * big.length / 2);
        assertThat(store.check()).isEmpty();
        store.close();
        store = Store.open(folder);
        assertThat(store.list("/big/", "", 0, Store.NEWEST).entries()).hasSize(2_200);
    }

    /// I9: a child process writes and says what was acknowledged; it is killed in the middle.
    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        Path data = folder.resolve("crash");
        long acknowledged = 1;
        for (int round = 0; round < 3; round++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashingWriter.class.getName(),
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var lines =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < 300 + 50 * round; i++) {
                    acknowledged = Long.parseLong(lines.readLine());
                }
                child.toHandle().destroyForcibly(); // unlike the process itself, leaves its output to be read
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.matches("\\d+")) {
                        acknowledged = Math.max(acknowledged, Long.parseLong(line));
                    }
                }
            }
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            try (Store reopened = Store.open(data)) {
                assertThat(reopened.check()).isEmpty();
                assertThat(reopened.revision()).isGreaterThanOrEqualTo(acknowledged);
                List<Change> history;
                try (Watch watch = reopened.watch("/r/", 2)) {
                    history = read(watch, (int) (reopened.revision() - 1));
                }
                assertThat(history.getLast().revision()).isEqualTo(reopened.revision());
            }
        }
    }
}
