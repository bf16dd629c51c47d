package dev.supercargo.kube.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// Changes in one SQLite file: write-ahead log, synchronous, one transaction for each group.
///
/// A row is one change; `previous` names the row that it replaced. The newest state are the rows that no other names as
/// its previous and that are no deletions. Rows are removed only when both they and their successors are below the
/// floor.
final class SqliteLog implements Log {
    /// The form of the file. Raised by one with every change that an older program could not read.
    static final int FORMAT = 2;

    private static final int NO_FORMAT = 0;

    /// Three objects of usual size fit a page: most commits write one page of the table.
    private static final int PAGE_BYTES = 8 * 1024;

    /// Pages in the write-ahead log after which it is carried into the table, by [#rest] and not by a commit.
    private static final int PAGES_UNTIL_REST = 2_000;

    /// The same, even if there is no time to rest.
    private static final int MOST_PAGES = 16_000;

    private static final int DELETION = Change.Type.DELETED.code;
    private static final String COLUMNS = "revision, key, type, created, previous, expires, value";

    private static final String INSERT = "INSERT INTO history (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?)";

    private final DecodedForms forms = new DecodedForms();
    private final FolderLock folder;
    private final String url;
    private final Connection writer;
    private @Nullable PreparedStatement insert;
    /// About how many pages the write-ahead log has got since the last rest.
    private long pages;

    private SqliteLog(FolderLock folder, String url, Connection writer) {
        this.folder = folder;
        this.url = url;
        this.writer = writer;
    }

    static SqliteLog open(Path path) {
        FolderLock lock = FolderLock.take(path);
        Path file = path.resolve("store.db");
        try {
            boolean fresh = !Files.exists(file) || Files.size(file) == 0;
            String url = "jdbc:sqlite:" + file.toAbsolutePath();
            Connection writer = connect(url);
            prepare(writer, file, fresh);
            return new SqliteLog(lock, url, writer);
        } catch (SQLException | IOException e) {
            lock.release();
            throw new StoreException("cannot open the data file " + file + ": " + e.getMessage(), e);
        } catch (StoreException e) {
            lock.release();
            throw e;
        }
    }

    private static Connection connect(String url) throws SQLException {
        var config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setPageSize(PAGE_BYTES); // of a fresh file
        return config.createConnection(url);
    }

    /// Makes a fresh file ours; refuses, untouched, one that is not.
    private static void prepare(Connection connection, Path file, boolean fresh) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            int format = (int) number(sql, "PRAGMA user_version");
            if (format > FORMAT) {
                connection.close();
                throw new StoreException("the data file " + file + " was written by a newer version (format " + format
                        + "; this one reads up to " + FORMAT + "): use that version, or another folder");
            }
            if (format == NO_FORMAT && !fresh && number(sql, "SELECT count(*) FROM sqlite_master") > 0) {
                connection.close();
                throw new StoreException(file + " is a database, but not one of this program: use another folder");
            }
            sql.execute("PRAGMA journal_mode = WAL");
            sql.execute("PRAGMA wal_autocheckpoint = " + MOST_PAGES);
            if (format == FORMAT) {
                return;
            }
            if (format == NO_FORMAT) {
                sql.execute("PRAGMA auto_vacuum = INCREMENTAL");
            }
            connection.setAutoCommit(false);
            if (format == NO_FORMAT) {
                sql.execute("CREATE TABLE history (revision INTEGER PRIMARY KEY, key TEXT NOT NULL,"
                        + " type INTEGER NOT NULL, created INTEGER NOT NULL, previous INTEGER NOT NULL,"
                        + " expires INTEGER, value BLOB NOT NULL)");
                sql.execute("CREATE TABLE floor (revision INTEGER NOT NULL)");
                sql.execute("INSERT INTO floor VALUES (1)");
            }
            sql.execute("DROP INDEX IF EXISTS history_previous"); // of format 1, with an entry for each creation
            sql.execute("CREATE INDEX history_replaced ON history (previous) WHERE previous > 0");
            sql.execute("PRAGMA user_version = " + FORMAT);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public DecodedForms forms() {
        return forms;
    }

    @Override
    public Snapshot load() {
        try (Statement sql = writer.createStatement()) {
            long floor = number(sql, "SELECT revision FROM floor");
            long newest = Math.max(floor, number(sql, "SELECT max(revision) FROM history"));
            var entries = new ArrayList<Entry>();
            var replaced = new HashSet<Long>();
            // backwards: what replaces a row comes before it
            try (ResultSet rows = sql.executeQuery("SELECT " + COLUMNS + " FROM history ORDER BY revision DESC")) {
                while (rows.next()) {
                    long previous = rows.getLong(5);
                    if (previous > 0) {
                        replaced.add(previous);
                    }
                    boolean newestOfKey = !replaced.remove(rows.getLong(1));
                    if (newestOfKey && rows.getInt(3) != DELETION) {
                        entries.add(entry(rows, 0));
                    }
                }
            }
            return new Snapshot(entries, newest, floor);
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    private Entry entry(ResultSet rows, int offset) throws SQLException {
        long expires = rows.getLong(offset + 6);
        Optional<Instant> at = rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires));
        return new Entry(
                rows.getString(offset + 2),
                rows.getBytes(offset + 7),
                rows.getLong(offset + 4),
                rows.getLong(offset + 1),
                at,
                forms);
    }

    @Override
    public void append(List<Change> changes) {
        try {
            writer.setAutoCommit(false);
            PreparedStatement row = insert();
            for (Change change : changes) {
                bind(row, change);
                row.executeUpdate();
            }
            writer.commit();
            pages += 1 + changes.size();
        } catch (SQLException e) {
            undo(changes, e);
        } finally {
            endTransaction();
        }
    }

    /// Prepared once; anew after a failure, which leaves it unusable.
    private PreparedStatement insert() throws SQLException {
        PreparedStatement known = insert;
        if (known == null) {
            insert = known = writer.prepareStatement(INSERT);
        }
        return known;
    }

    @Override
    public void rest() {
        if (pages < PAGES_UNTIL_REST) {
            return;
        }
        pages = 0;
        try (Statement sql = writer.createStatement()) {
            sql.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException _) {
            // nothing is lost: the log only grows until a later time
        }
    }

    private static void bind(PreparedStatement insert, Change change) throws SQLException {
        boolean deletion = change.type() == Change.Type.DELETED;
        insert.setLong(1, change.revision());
        insert.setString(2, change.key());
        insert.setInt(3, change.type().code);
        insert.setLong(4, change.entry().created());
        insert.setLong(5, change.before().map(Entry::revision).orElse(0L));
        if (change.entry().expires().isPresent()) {
            insert.setLong(6, change.entry().expires().get().toEpochMilli());
        } else {
            insert.setNull(6, java.sql.Types.INTEGER);
        }
        insert.setBytes(7, deletion ? new byte[0] : change.entry().value());
    }

    /// After a failed commit: nothing may remain of it. What did reach the file after all counts as written.
    private void undo(List<Change> changes, SQLException cause) {
        insert = null; // closed with the connection, if not before
        try {
            writer.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        try (Statement sql = writer.createStatement()) {
            if (number(sql, "SELECT max(revision) FROM history")
                    >= changes.getLast().revision()) {
                return;
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        throw failed("write to", cause);
    }

    private void endTransaction() {
        try {
            writer.setAutoCommit(true);
        } catch (SQLException _) {
            // the next transaction meets the same trouble and reports it
        }
    }

    @Override
    public List<Change> history(long from, long to) {
        String select = "SELECT h.revision, h.key, h.type, h.created, h.previous, h.expires, h.value,"
                + " p.revision, p.key, p.type, p.created, p.previous, p.expires, p.value"
                + " FROM history h LEFT JOIN history p ON p.revision = h.previous"
                + " WHERE h.revision BETWEEN ? AND ? ORDER BY h.revision";
        var changes = new ArrayList<Change>();
        try (Connection reader = connect(url);
                PreparedStatement query = reader.prepareStatement(select)) {
            query.setLong(1, from);
            query.setLong(2, to);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    changes.add(change(rows));
                }
            }
        } catch (SQLException e) {
            throw failed("read", e);
        }
        return changes;
    }

    private Change change(ResultSet rows) throws SQLException {
        Change.Type type = Change.Type.of(rows.getInt(3));
        Optional<Entry> before = rows.getLong(8) == 0 ? Optional.empty() : Optional.of(entry(rows, 7));
        Entry entry = type == Change.Type.DELETED ? before.orElseThrow().deletedBy(rows.getLong(1)) : entry(rows, 0);
        return new Change(type, entry, before);
    }

    @Override
    public void compact(long below) {
        try (Statement sql = writer.createStatement()) {
            writer.setAutoCommit(false);
            sql.executeUpdate("UPDATE floor SET revision = " + below);
            sql.executeUpdate("DELETE FROM history WHERE revision IN (SELECT previous FROM history WHERE revision < "
                    + below + " AND previous > 0)");
            sql.executeUpdate("DELETE FROM history WHERE type = " + DELETION + " AND revision < " + below);
            writer.commit();
            writer.setAutoCommit(true);
            sql.execute("PRAGMA incremental_vacuum(1000)");
        } catch (SQLException e) {
            try {
                writer.rollback();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw failed("compact", e);
        } finally {
            endTransaction();
        }
    }

    /// Lets the file grow to a number of pages only: what a full disk does.
    void limitPages(int pages) {
        try (Statement sql = writer.createStatement()) {
            sql.execute("PRAGMA max_page_count = " + pages);
        } catch (SQLException e) {
            throw failed("limit", e);
        }
    }

    @Override
    public List<String> check() {
        var wrong = new ArrayList<String>();
        try (Statement sql = writer.createStatement()) {
            try (ResultSet rows = sql.executeQuery("PRAGMA integrity_check")) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("ok")) {
                        wrong.add(rows.getString(1));
                    }
                }
            }
            long floor = number(sql, "SELECT revision FROM floor");
            long newest = Math.max(floor, number(sql, "SELECT max(revision) FROM history"));
            long first = Math.max(floor, 2);
            long count = number(sql, "SELECT count(*) FROM history WHERE revision >= " + first);
            if (newest >= first && count != newest - first + 1) {
                wrong.add("history from " + first + " to " + newest + " has " + count + " changes");
            }
            long orphans = number(
                    sql,
                    "SELECT count(*) FROM history h LEFT JOIN history p ON p.revision = h.previous"
                            + " WHERE h.revision >= " + floor
                            + " AND h.previous > 0 AND (p.revision IS NULL OR p.key <> h.key)");
            if (orphans > 0) {
                wrong.add(orphans + " changes replace something that is not there");
            }
            long twice = number(
                    sql,
                    "SELECT count(*) FROM (SELECT key FROM history h WHERE type <> " + DELETION
                            + " AND NOT EXISTS (SELECT 1 FROM history n WHERE n.previous = h.revision AND n.previous > 0)"
                            + " GROUP BY key HAVING count(*) > 1)");
            if (twice > 0) {
                wrong.add(twice + " keys have more than one newest value");
            }
        } catch (SQLException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
        return wrong;
    }

    private static StoreException failed(String what, SQLException e) {
        String words = String.valueOf(e.getMessage());
        String reason = words;
        if (words.contains("SQLITE_FULL")) {
            reason = "the disk is full; free some space and try again";
        } else if (words.contains("SQLITE_IOERR")) {
            reason = "the disk refuses (" + words + "); free some space, or look after the disk, and try again";
        }
        return new StoreException("cannot " + what + " the data file: " + reason, e);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (SQLException e) {
            throw failed("close", e);
        } finally {
            folder.release();
        }
    }
}
