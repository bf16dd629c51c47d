package dev.supercargo.app.demo;

import dev.supercargo.app.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs `git` for the demo's own repositories, independent of the machine's git configuration.
final class Commands {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_AUTHOR_NAME", "Demo Developer",
            "GIT_AUTHOR_EMAIL", "developer@supercargo.dev",
            "GIT_COMMITTER_NAME", "Demo Developer",
            "GIT_COMMITTER_EMAIL", "developer@supercargo.dev");

    private Commands() {}

    /// Runs git in a folder and returns its trimmed output.
    ///
    /// @throws UserError with git's own words when it fails
    static String git(Path folder, String... words) {
        Result result = tryGit(folder, words);
        if (result.status() != 0) {
            throw new UserError("git " + String.join(" ", words) + " in " + folder + " failed: " + result.output());
        }
        return result.output();
    }

    /// Runs git in a folder, whatever comes of it.
    static Result tryGit(Path folder, String... words) {
        var command = new ArrayList<String>(List.of("git"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UserError("cannot run git: " + e.getMessage() + "; install git and try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted");
        }
    }

    record Result(int status, String output) {}
}
