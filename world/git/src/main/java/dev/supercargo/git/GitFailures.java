package dev.supercargo.git;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.util.List;
import java.util.Locale;

/// What git's complaints mean: the repository, the wish, and what to do next.
final class GitFailures {
    private static final List<String> REFUSED = List.of(
            "authentication failed",
            "could not read username",
            "could not read password",
            "terminal prompts disabled",
            "permission denied",
            "access denied",
            "returned error: 401",
            "returned error: 403",
            "invalid username or password",
            "host key verification failed");
    private static final List<String> ABSENT = List.of(
            "repository not found",
            "' not found",
            "does not appear to be a git repository",
            "returned error: 404",
            "no such file or directory",
            "does not exist",
            "project you were looking for could not be found");
    private static final List<String> UNREACHABLE = List.of(
            "failed to connect",
            "couldn't connect",
            "could not connect",
            "connection refused",
            "connection timed out",
            "could not resolve host",
            "couldn't resolve host",
            "no route to host",
            "network is unreachable");
    private static final List<String> FORBIDDEN_TRANSPORT = List.of("transport '", "not allowed");

    private GitFailures() {}

    /// The failure of a call to a remote repository; `wish` reads as in `error fetching`.
    static WorldException of(Remote remote, String wish, GitCommand.Result result) {
        String said = result.said().toLowerCase(Locale.ROOT);
        String what = wish + " " + remote.shownUrl() + ": ";
        if (FORBIDDEN_TRANSPORT.stream().allMatch(said::contains)) {
            return new WorldException(new Failure.Permanent(
                    what + "this kind of URL is not allowed here; use https:// (git said: " + brief(result) + ")"));
        }
        if (REFUSED.stream().anyMatch(said::contains)) {
            String shown = remote.credentials().isPresent()
                    ? "the credentials found for it were refused; correct the Secret that matches this URL"
                    : "it wants credentials and none were found; create a Secret with label"
                            + " kargo.akuity.io/cred-type=git and this repoURL in the Project" + overHttp(remote);
            return new WorldException(new Failure.Permanent(what + shown + " (git said: " + brief(result) + ")"));
        }
        if (ABSENT.stream().anyMatch(said::contains)) {
            return new WorldException(new Failure.NotFound(what + "no such repository, or it is hidden from these"
                    + " credentials; check the URL (git said: " + brief(result) + ")"));
        }
        String next = UNREACHABLE.stream().anyMatch(said::contains)
                ? "; check the URL, and that this machine reaches its host: it is tried again by itself"
                : "";
        return new WorldException(new Failure.Transient(what + brief(result) + next));
    }

    private static String overHttp(Remote remote) {
        return remote.url().startsWith("http://")
                ? " (over plain HTTP credentials are shown only if ALLOW_CREDENTIALS_OVER_HTTP is true; better use"
                        + " https://)"
                : "";
    }

    /// The failure of a call that needs no other machine.
    static WorldException local(String wish, GitCommand.Result result) {
        return new WorldException(new Failure.Permanent(wish + ": " + brief(result)));
    }

    /// What git said, in one line of bounded length; the last lines tell the most.
    static String brief(GitCommand.Result result) {
        List<String> lines = result.said()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("hint:"))
                .toList();
        String text = String.join("; ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
        if (text.isEmpty()) {
            return "git ended with status " + result.status();
        }
        return text.length() <= 800 ? text : text.substring(0, 800) + "…";
    }
}
