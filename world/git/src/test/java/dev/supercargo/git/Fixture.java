package dev.supercargo.git;

import dev.supercargo.git.server.GitHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A server with one repository `app`, and somebody's working copy of it.
final class Fixture implements AutoCloseable {
    final Path folder;
    final GitHttpServer server;
    final Path somebody;
    final Git git;

    Fixture(Path folder, Optional<GitHttpServer.Login> login) {
        this.folder = folder;
        server = GitHttpServer.start(folder.resolve("served"), 0, login, _ -> {});
        Path bare = server.create("app");
        somebody = folder.resolve("somebody");
        git = new Git(GitSettings.with(folder.resolve("cache")).withLocalRepositories());
        run(folder, "clone", "-q", bare.toString(), somebody.toString());
        run(somebody, "checkout", "-q", "-B", "main");
    }

    Remote remote() {
        return Remote.anonymous(server.url("app").toString());
    }

    /// Writes a file, commits and pushes; the commit's id.
    String push(String path, String text) {
        write(somebody.resolve(path), text);
        run(somebody, "add", ".");
        run(somebody, "commit", "-q", "-m", "write " + path);
        run(somebody, "push", "-q", "origin", "HEAD");
        return run(somebody, "rev-parse", "HEAD");
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static String run(Path directory, String... words) {
        var command = new ArrayList<>(List.of(
                "git", "-c", "user.name=Somebody", "-c", "user.email=some@body.test", "-c", "safe.directory=*"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + said);
            }
            return said.strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
