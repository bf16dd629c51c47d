package dev.supercargo.git;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/// Bare mirrors of remote repositories (branches and tags), one per repository and credentials, brought
/// up
/// to date only when the remote's refs have moved. A broken mirror is thrown away and made anew.
///
/// Each mirror has a lock: readers share it, an update has it alone. The locks belong to this object, so
/// that a cache folder must belong to one process.
final class Mirrors {
    /// Mirrors that nobody has read for so long go when room is made for another.
    private static final Duration KEPT = Duration.ofDays(14);

    private static final List<String> EVERYTHING = List.of("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*");

    private final Git git;
    private final Path folder;
    private final InstantSource clock;
    private final Map<Path, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

    Mirrors(Git git, Path folder, InstantSource clock) {
        this.git = git;
        this.folder = folder;
        this.clock = clock;
    }

    /// Something that reads a mirror while nobody changes it.
    @FunctionalInterface
    interface Reading<T> {
        T read(Mirror mirror) throws InterruptedException;
    }

    /// Reads a mirror that has the given refs of the remote. A mirror that turns out broken is replaced
    /// once.
    <T> T read(Remote remote, boolean blobless, RemoteRefs refs, Reading<T> reading) throws InterruptedException {
        Path place = place(remote, blobless);
        ReentrantReadWriteLock lock = locks.computeIfAbsent(place, _ -> new ReentrantReadWriteLock());
        try {
            return readLocked(place, lock, remote, blobless, refs, reading);
        } catch (BrokenMirror _) {
            lock.writeLock().lockInterruptibly();
            try {
                delete(place);
            } finally {
                lock.writeLock().unlock();
            }
            try {
                return readLocked(place, lock, remote, blobless, refs, reading);
            } catch (BrokenMirror again) {
                throw new WorldException(new Failure.Transient(again.why()), again);
            }
        }
    }

    private <T> T readLocked(
            Path place,
            ReentrantReadWriteLock lock,
            Remote remote,
            boolean blobless,
            RemoteRefs refs,
            Reading<T> reading)
            throws InterruptedException {
        lock.readLock().lockInterruptibly();
        boolean current;
        try {
            current = Files.exists(place.resolve("HEAD")) && stored(place).equals(refs.byName());
            if (current) {
                Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
                return reading.read(new Mirror(git, place, remote));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lockInterruptibly();
        try {
            update(place, remote, blobless, refs);
            lock.readLock().lock();
        } finally {
            lock.writeLock().unlock();
        }
        try {
            return reading.read(new Mirror(git, place, remote));
        } finally {
            lock.readLock().unlock();
        }
    }

    private NavigableMap<String, String> stored(Path place) throws InterruptedException {
        GitCommand.Result result = git.command("for-each-ref", "--format=%(objectname) %(refname)")
                .in(place)
                .run();
        if (!result.succeeded()) {
            throw new BrokenMirror("the mirror " + place + " cannot be read: " + GitFailures.brief(result));
        }
        var refs = new TreeMap<String, String>();
        result.text().lines().filter(line -> line.contains(" ")).forEach(line -> {
            int space = line.indexOf(' ');
            refs.put(line.substring(space + 1), line.substring(0, space));
        });
        return refs;
    }

    private void update(Path place, Remote remote, boolean blobless, RemoteRefs refs) throws InterruptedException {
        create(place, remote, blobless);
        removeStaleLocks(place);
        var fetch = git.command("fetch", "--quiet", "--force", "--prune", "--no-tags", "--no-write-fetch-head");
        if (blobless) {
            fetch.and("--filter=blob:none");
        }
        GitCommand.Result result = git.limited(
                remote, fetch.and("origin").and(EVERYTHING).in(place).to(remote));
        if (!result.succeeded()) {
            WorldException failure = GitFailures.of(remote, "error cloning repo", result);
            if (failure.failure() instanceof Failure.Transient && isAboutTheMirror(result.said())) {
                throw new BrokenMirror(failure.failure().what());
            }
            throw failure;
        }
        refs.headBranch().ifPresent(branch -> setHead(place, branch));
    }

    private void create(Path place, Remote remote, boolean blobless) throws InterruptedException {
        if (!Files.exists(place.resolve("HEAD"))) {
            forgetUnused();
            delete(place);
            git.require("cannot make a mirror", git.command("init", "--quiet", "--bare", "--", place.toString()));
            git.require(
                    "cannot set up a mirror",
                    git.command("config", "core.logAllRefUpdates", "false").in(place));
        }
        git.require(
                "cannot set up a mirror",
                git.command("config", "remote.origin.url", remote.url()).in(place));
        if (blobless) {
            git.require(
                    "cannot set up a mirror",
                    git.command("config", "remote.origin.promisor", "true").in(place));
            git.require(
                    "cannot set up a mirror",
                    git.command("config", "remote.origin.partialclonefilter", "blob:none")
                            .in(place));
        }
    }

    /// Credentials change, and with each change a mirror is left that nobody will read again.
    private void forgetUnused() {
        FileTime limit = FileTime.from(clock.instant().minus(KEPT));
        try (Stream<Path> mirrors = Files.list(Files.createDirectories(folder))) {
            for (Path mirror : mirrors.toList()) {
                ReentrantReadWriteLock lock = locks.computeIfAbsent(mirror, _ -> new ReentrantReadWriteLock());
                if (Files.getLastModifiedTime(mirror).compareTo(limit) < 0
                        && lock.writeLock().tryLock()) {
                    try {
                        delete(mirror);
                    } finally {
                        lock.writeLock().unlock();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void setHead(Path place, String branch) {
        try {
            Files.writeString(place.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Complaints that no remote causes: something in the mirror is damaged.
    private static boolean isAboutTheMirror(String said) {
        return Stream.of(
                        "bad object",
                        "corrupt",
                        "not a git repository",
                        "is empty",
                        "missing",
                        "bad ref",
                        "unable to read",
                        "cannot lock ref",
                        "did not send all necessary objects",
                        "invalid sha1 pointer",
                        "bad config")
                .anyMatch(said.toLowerCase(java.util.Locale.ROOT)::contains);
    }

    /// A call that was stopped half-way may have left lock files; while we have the mirror alone, they
    /// are
    /// nobody's.
    private static void removeStaleLocks(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".lock")).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path place) {
        if (!Files.exists(place, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Who has other credentials has another mirror: nobody sees through the cache what the remote would
    /// not show.
    private Path place(Remote remote, boolean blobless) {
        String shown = remote.credentials()
                .map(credentials -> switch (credentials) {
                    case Credentials.Basic(var user, var password) -> "basic\0" + user + "\0" + password;
                    case Credentials.SshKey(var key) -> "ssh\0" + key;
                })
                .orElse("");
        String key = String.join("\0", remote.url(), shown, String.valueOf(blobless));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".git");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A mirror that must be made anew.
    static final class BrokenMirror extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        BrokenMirror(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }
}
