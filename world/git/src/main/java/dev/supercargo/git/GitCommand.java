package dev.supercargo.git;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One call of the native git, isolated from the machine's configuration and people's homes. Credentials
/// travel in the environment of the process, and only to the host that they are for.
final class GitCommand {
    /// Answers git's question for a password from the environment, if the question is about the right host.
    private static final String CREDENTIAL_HELPER = "!f() { test \"$1\" = get || exit 0; p=; h=; "
            + "while IFS='=' read -r k v; do case $k in protocol) p=$v;; host) h=$v;; esac; done; "
            + "test \"$p://$h\" = \"$SUPERCARGO_GIT_ORIGIN\" || exit 0; "
            + "printf 'username=%s\\npassword=%s\\n' \"$SUPERCARGO_GIT_USERNAME\" \"$SUPERCARGO_GIT_PASSWORD\"; }; f";

    private static final List<String> OPTIONS = List.of(
            "core.hooksPath=/dev/null",
            "core.quotePath=false",
            "core.fsmonitor=false",
            "init.defaultBranch=main",
            "http.lowSpeedLimit=1024",
            "http.lowSpeedTime=30",
            "protocol.version=2",
            "advice.detachedHead=false",
            "gc.autoDetach=false",
            "maintenance.autoDetach=false",
            "fetch.unpackLimit=1",
            "safe.directory=*");

    private final GitSettings settings;
    private final Path home;
    private final boolean isGit;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Path directory;
    private @Nullable Remote remote;
    private byte[] input = new byte[0];

    GitCommand(GitSettings settings, Path home, String... arguments) {
        this(settings, home, true, List.of(arguments));
    }

    private GitCommand(GitSettings settings, Path home, boolean isGit, List<String> arguments) {
        this.settings = settings;
        this.home = home;
        this.isGit = isGit;
        this.arguments.addAll(arguments);
    }

    /// A call of another program in the same surroundings; its name is the first word.
    static GitCommand other(GitSettings settings, Path home, String... words) {
        return new GitCommand(settings, home, false, List.of(words));
    }

    /// What came of a call: the exit status, what it printed, and what it said, without secrets.
    record Result(int status, byte[] output, String said) {
        boolean succeeded() {
            return status == 0;
        }

        /// The output without white space at its end.
        String text() {
            return new String(output, StandardCharsets.UTF_8).stripTrailing();
        }
    }

    GitCommand in(Path where) {
        directory = where;
        return this;
    }

    /// Shows this remote's credentials to its host, and trusts it as far as it says.
    GitCommand to(Remote other) {
        remote = other;
        return this;
    }

    GitCommand and(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    GitCommand and(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    GitCommand reading(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    GitCommand with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Runs it to its end.
    ///
    /// @throws WorldException when git cannot be started or takes longer than the deadline
    Result run() throws InterruptedException {
        Path key = null;
        try {
            key = keyFile();
            return finish(start(key));
        } catch (IOException e) {
            throw new WorldException(
                    new Failure.Transient("cannot run " + settings.executable() + ": " + e.getMessage()
                            + "; is git installed, and is there space on the disk?"),
                    e);
        } finally {
            delete(key);
        }
    }

    /// Starts a local call whose output is read while it runs. Whoever reads it must close it.
    GitStream stream() {
        try {
            return new GitStream(start(null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(@Nullable Path key) throws IOException {
        List<String> words = isGit ? gitWords() : new ArrayList<>();
        words.addAll(arguments);
        var builder = new ProcessBuilder(words);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        fill(builder.environment(), key);
        return builder.start();
    }

    private List<String> gitWords() {
        var words = new ArrayList<String>();
        words.add(settings.executable());
        OPTIONS.forEach(option -> words.addAll(List.of("-c", option)));
        words.addAll(List.of("-c", "credential.helper="));
        if (remote != null && remote.credentials().orElse(null) instanceof Credentials.Basic) {
            words.addAll(List.of("-c", "credential.helper=" + CREDENTIAL_HELPER));
        }
        if (remote != null && remote.insecureSkipTlsVerify()) {
            words.addAll(List.of("-c", "http.sslVerify=false"));
        }
        return words;
    }

    /// The variables of the call: none of this process' own, but those that are passed on.
    private void fill(Map<String, String> variables, @Nullable Path key) throws IOException {
        String path = variables.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.clear();
        variables.put("PATH", path);
        variables.put("HOME", Files.createDirectories(home).toString());
        variables.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        variables.put("GNUPGHOME", home.resolve(".gnupg").toString());
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("TZ", "UTC");
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_ATTR_NOSYSTEM", "1");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_EDITOR", "true");
        variables.put("GIT_ALLOW_PROTOCOL", String.join(":", settings.protocols()));
        variables.putAll(settings.environment());
        if (remote != null && remote.credentials().orElse(null) instanceof Credentials.Basic(var user, var password)) {
            variables.put("SUPERCARGO_GIT_ORIGIN", origin(remote.url()));
            variables.put("SUPERCARGO_GIT_USERNAME", user);
            variables.put("SUPERCARGO_GIT_PASSWORD", password);
        }
        if (key != null) {
            variables.put(
                    "GIT_SSH_COMMAND",
                    "ssh -F /dev/null -i '" + key + "' -o IdentitiesOnly=yes -o BatchMode=yes"
                            + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR");
        }
        variables.putAll(environment);
    }

    private Result finish(Process process) throws InterruptedException {
        var output = new ByteArrayOutputStream();
        var said = new ByteArrayOutputStream();
        Thread out = Thread.ofVirtual().start(() -> drain(process.getInputStream(), output));
        Thread err = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), said));
        Thread in = Thread.ofVirtual().start(() -> feed(process.getOutputStream(), input));
        try {
            if (!process.waitFor(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WorldException(new Failure.Transient("git " + arguments.getFirst() + where()
                        + " did not end within " + settings.deadline().toSeconds() + " s and was stopped"));
            }
            in.join();
            out.join();
            err.join();
        } finally {
            destroy(process);
        }
        Optional<Credentials> shown = remote == null ? Optional.empty() : remote.credentials();
        return new Result(
                process.exitValue(),
                output.toByteArray(),
                Secrets.scrub(said.toString(StandardCharsets.UTF_8), shown).strip());
    }

    private String where() {
        return remote == null ? "" : " with " + remote.shownUrl();
    }

    /// Ends a process and whatever it started.
    static void destroy(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void drain(InputStream stream, ByteArrayOutputStream into) {
        try (stream) {
            stream.transferTo(into);
        } catch (IOException _) {
            return; // the process was stopped
        }
    }

    private static void feed(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException _) {
            return; // the process ended without reading everything; its exit status tells
        }
    }

    /// `scheme://host[:port]` of an HTTP URL, as git asks for it.
    private static String origin(String url) {
        int start = url.indexOf("://") + 3;
        if (start < 3) {
            return "";
        }
        int end = url.indexOf('/', start);
        String authority = end < 0 ? url.substring(start) : url.substring(start, end);
        return url.substring(0, start) + authority.substring(authority.lastIndexOf('@') + 1);
    }

    private @Nullable Path keyFile() throws IOException {
        if (remote == null || !(remote.credentials().orElse(null) instanceof Credentials.SshKey(var pem))) {
            return null;
        }
        Files.createDirectories(home);
        Path file = Files.createTempFile(
                home, "key", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, pem.endsWith("\n") ? pem : pem + "\n");
    }

    private static void delete(@Nullable Path key) {
        if (key != null) {
            try {
                Files.deleteIfExists(key);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove a key file", e);
            }
        }
    }
}
