package dev.supercargo.git;

import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.meta.WorldException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// Git repositories elsewhere, reached through the native git. One object per process; all methods may be
/// called by many threads, block, and end when their thread is interrupted. Failures are
/// `WorldException`s.
public final class Git {
    /// How many calls may talk to one host at once.
    private static final int CALLS_PER_HOST = 4;

    private final GitSettings settings;
    private final Path home;
    private final Mirrors mirrors;
    private final RefListings listings = new RefListings();
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> pushes = new ConcurrentHashMap<>();

    public Git(GitSettings settings) {
        this(settings, InstantSource.system());
    }

    /// The clock tells which mirrors are no longer used.
    Git(GitSettings settings, InstantSource clock) {
        this.settings = settings;
        this.home = settings.cache().resolve("home");
        this.mirrors = new Mirrors(this, settings.cache().resolve("mirrors"), clock);
    }

    /// Reads something from a mirror. It is lent for the time of the call.
    @FunctionalInterface
    public interface Reading<T> {
        T read(Mirror mirror) throws InterruptedException;
    }

    /// The remote's branches and tags now (one `ls-remote`, shared by all who asked before it began).
    ///
    /// @throws WorldException when the remote cannot be reached, refuses, or does not exist
    public RemoteRefs refs(Remote remote) throws InterruptedException {
        return listings.of(remote, () -> list(remote));
    }

    private RemoteRefs list(Remote remote) throws InterruptedException {
        GitCommand.Result result = limited(
                remote,
                command("ls-remote", "--symref", "--", remote.url(), "HEAD", "refs/heads/*", "refs/tags/*")
                        .to(remote));
        if (!result.succeeded()) {
            throw GitFailures.of(remote, "error listing refs of", result);
        }
        return RemoteRefs.parse(result.output());
    }

    /// Reads a shared mirror of the remote, brought up to `refs` first (nothing is fetched where it has
    /// them already).
    public <T> T read(Remote remote, boolean blobless, RemoteRefs refs, Reading<T> reading)
            throws InterruptedException {
        return mirrors.read(remote, blobless, refs, reading::read);
    }

    /// Makes a bare clone for a promotion in `<parent>/repo-<random>`; see [BareClone].
    ///
    /// @param identity who commits and tags in it
    /// @param blobless whether file contents are fetched only when needed
    public BareClone cloneInto(Path parent, Remote remote, Identity identity, boolean blobless)
            throws InterruptedException {
        return BareClone.make(this, parent, remote, identity, blobless);
    }

    /// The working tree that a directory belongs to, as [BareClone] made it, also in an earlier process.
    ///
    /// @throws WorldException `error reading repo dir from config` when the directory is in no such tree
    public WorkingTree open(Path directory) throws InterruptedException {
        return WorkingTree.open(this, directory);
    }

    GitSettings settings() {
        return settings;
    }

    /// A call with a home of no importance.
    GitCommand command(String... arguments) {
        return new GitCommand(settings, home, arguments);
    }

    /// A call that must succeed and needs no other machine.
    GitCommand.Result require(String wish, GitCommand command) throws InterruptedException {
        GitCommand.Result result = command.run();
        if (!result.succeeded()) {
            throw GitFailures.local(wish, result);
        }
        return result;
    }

    /// Runs a call that talks to the remote, when it is its turn.
    GitCommand.Result limited(Remote remote, GitCommand command) throws InterruptedException {
        Semaphore permits = hosts.computeIfAbsent(host(remote.url()), _ -> new Semaphore(CALLS_PER_HOST, true));
        permits.acquire();
        try {
            return command.run();
        } finally {
            permits.release();
        }
    }

    /// The lock under which pushes to one branch of one repository take place one after the other.
    ReentrantLock pushLock(String url, String branch) {
        return pushes.computeIfAbsent(RepositoryUrls.git(url) + "\0" + branch, _ -> new ReentrantLock(true));
    }

    private static String host(String url) {
        String normal = RepositoryUrls.git(url);
        try {
            return Optional.ofNullable(URI.create(normal).getHost()).orElse(normal);
        } catch (IllegalArgumentException _) {
            return normal;
        }
    }
}
