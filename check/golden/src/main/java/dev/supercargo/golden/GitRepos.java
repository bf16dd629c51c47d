package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bare repositories of a case, made with git's plumbing, and what is in them afterwards.
final class GitRepos {
    private static final String ANN = "Ann Author <ann@example.com>";
    private static final String DATE = "2024-01-02T03:04:05Z";
    private static final String EXECUTABLE = "100755";

    private final Path base;
    /// Id of a commit of the case to its SHA.
    private final Map<String, String> known = new HashMap<>();

    GitRepos(Path base) {
        this.base = base;
    }

    Path place(String name) {
        return base.resolve(name);
    }

    String url(String name) {
        return "file://" + place(name);
    }

    Map<String, String> known() {
        return known;
    }

    void make(String name, Object repo) throws IOException, InterruptedException {
        Path place = Files.createDirectories(place(name));
        String head = Json.text(repo, "head").orElse("main");
        git(place, Map.of(), "", "init", "-q", "--bare", "--initial-branch=" + head, ".");
        git(place, Map.of(), "", "config", "uploadpack.allowAnySHA1InWant", "true");
        git(place, Map.of(), "", "config", "uploadpack.allowFilter", "true");
        for (Object commit : Json.list(repo, "commits")) {
            commit(name, commit);
        }
        Optional<String> deny = Json.text(repo, "denyAll");
        if (deny.isPresent()) {
            hook(name, "echo '" + deny.get() + "' >&2\nexit 1\n");
        }
    }

    void commit(String name, Object commit) throws IOException, InterruptedException {
        Path repo = place(name);
        String branch = Json.text(commit, "branch").orElse("main");
        String parent = Json.text(commit, "parent").map(known::get).orElseGet(() -> tip(repo, branch));
        Map<String, String> index = Map.of(
                "GIT_INDEX_FILE", base.resolve("index-" + System.nanoTime()).toString());
        if (!parent.isEmpty()) {
            git(repo, index, "", "read-tree", parent);
        }
        Map<String, Object> files = Json.copy(Json.object(commit, "files"));
        modules(repo, index, commit, files);
        for (Map.Entry<String, Object> file : files.entrySet()) {
            stage(repo, index, file.getKey(), file.getValue());
        }
        String tree = git(repo, index, "", "write-tree");
        String author = Json.text(commit, "author").orElse(ANN);
        var words = new ArrayList<>(List.of("commit-tree", "-F", "-", tree));
        if (!parent.isEmpty()) {
            words.addAll(List.of("-p", parent));
        }
        String date = Json.text(commit, "date").orElse(DATE);
        String sha =
                git(repo, person(author, date), Json.text(commit, "message").orElse(""), words.toArray(String[]::new));
        git(repo, Map.of(), "", "update-ref", "refs/heads/" + branch, sha);
        Json.text(commit, "id").ifPresent(id -> known.put(id, sha));
        for (Object tag : Json.list(commit, "tags")) {
            git(repo, Map.of(), "", "tag", String.valueOf(tag), sha);
        }
    }

    private void modules(Path repo, Map<String, String> index, Object commit, Map<String, Object> files)
            throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (Map.Entry<String, Object> module :
                Json.object(commit, "submodules").entrySet()) {
            String other = String.valueOf(module.getValue());
            String sha = tip(place(other), "main");
            git(repo, index, "", "update-index", "--add", "--cacheinfo", "160000," + sha + "," + module.getKey());
            text.append("[submodule \"%1$s\"]\n\tpath = %1$s\n\turl = %2$s\n".formatted(module.getKey(), url(other)));
        }
        if (!text.isEmpty()) {
            files.put(".gitmodules", text.toString());
        }
    }

    private static void stage(Path repo, Map<String, String> index, String path, Object value)
            throws IOException, InterruptedException {
        if (value == null) {
            git(repo, index, "", "update-index", "--force-remove", path);
            return;
        }
        Optional<String> link = Json.text(value, "symlink");
        String text = value instanceof String s
                ? s
                : link.or(() -> Json.text(value, "text")).orElse("");
        boolean runs = Json.text(value, "mode").orElse("").equals("0755");
        String mode = link.isPresent() ? "120000" : runs ? EXECUTABLE : "100644";
        String blob = git(repo, index, text, "hash-object", "-w", "--stdin");
        git(repo, index, "", "update-index", "--add", "--cacheinfo", mode + "," + blob + "," + path);
    }

    /// For the next pushes, another commit lands on a branch while the push is under way.
    void race(String name, String branch, int times) throws IOException {
        hook(name, """
                n=$(cat "$GIT_DIR/races" 2>/dev/null || echo 0)
                [ "$n" -lt %d ] || exit 0
                n=$((n+1)); echo $n > "$GIT_DIR/races"
                unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
                export GIT_INDEX_FILE="$GIT_DIR/race-index"
                export GIT_AUTHOR_NAME=Racer GIT_AUTHOR_EMAIL=racer@example.com
                export GIT_COMMITTER_NAME=Racer GIT_COMMITTER_EMAIL=racer@example.com
                git read-tree refs/heads/%s
                blob=$(echo "racer $n" | git hash-object -w --stdin)
                git update-index --add --cacheinfo "100644,$blob,race-$n.txt"
                c=$(echo "race $n" | git commit-tree $(git write-tree) -p refs/heads/%s)
                git update-ref refs/heads/%s $c
                exit 0
                """.formatted(times, branch, branch, branch));
    }

    private void hook(String name, String script) throws IOException {
        Path hook = place(name).resolve("hooks/pre-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Branches (log, newest first, and tree) and tags.
    Map<String, Object> remote(String name) throws IOException, InterruptedException {
        Path repo = place(name);
        var branches = new LinkedHashMap<String, Object>();
        for (String branch :
                lines(git(repo, Map.of(), "", "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads"))) {
            branches.put(branch, Map.of("log", log(repo, "refs/heads/" + branch, true), "tree", tree(repo, branch)));
        }
        var remote = new LinkedHashMap<String, Object>();
        remote.put("branches", branches);
        Map<String, Object> tags = tags(repo);
        if (!tags.isEmpty()) {
            remote.put("tags", tags);
        }
        return remote;
    }

    Map<String, Object> tags(Path repo) throws IOException, InterruptedException {
        var tags = new LinkedHashMap<String, Object>();
        for (String tag : lines(git(repo, Map.of(), "", "for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags"))) {
            String ref = "refs/tags/" + tag;
            var entry = new LinkedHashMap<String, Object>();
            if (git(repo, Map.of(), "", "cat-file", "-t", ref).equals("tag")) {
                entry.put("annotated", true);
                String body = raw(repo, "cat-file", "tag", ref);
                entry.put("message", body.substring(body.indexOf("\n\n") + 2));
                entry.put(
                        "tagger",
                        git(repo, Map.of(), "", "for-each-ref", "--format=%(taggername) %(taggeremail)", ref));
            }
            entry.put("commit", shown(git(repo, Map.of(), "", "rev-parse", ref + "^{commit}")));
            tags.put(tag, entry);
        }
        return tags;
    }

    /// The log of a revision; commits of the case only by their id.
    List<Object> log(Path repo, String revision, boolean parents) throws IOException, InterruptedException {
        var log = new ArrayList<Object>();
        for (String sha : lines(git(repo, Map.of(), "", "rev-list", "--topo-order", revision, "--"))) {
            String shown = shown(sha);
            var entry = new LinkedHashMap<String, Object>();
            entry.put("commit", shown);
            if (shown.equals(sha)) {
                entry.put("author", git(repo, Map.of(), "", "log", "-1", "--format=%an <%ae>", sha));
                entry.put("committer", git(repo, Map.of(), "", "log", "-1", "--format=%cn <%ce>", sha));
                String body = raw(repo, "cat-file", "commit", sha);
                entry.put("message", body.substring(body.indexOf("\n\n") + 2));
                if (body.contains("\ngpgsig ")) {
                    entry.put("signed", true);
                }
                List<String> before = lines(
                        git(repo, Map.of(), "", "log", "-1", "--format=%P", sha).replace(' ', '\n'));
                if (parents && !before.isEmpty()) {
                    entry.put(
                            "parents", before.stream().<Object>map(this::shown).toList());
                }
            }
            log.add(entry);
        }
        return log;
    }

    private static Map<String, Object> tree(Path repo, String branch) throws IOException, InterruptedException {
        var tree = new LinkedHashMap<String, Object>();
        for (String line :
                lines(git(repo, Map.of(), "", "-c", "core.quotePath=false", "ls-tree", "-r", "refs/heads/" + branch))) {
            String[] parts = line.split("[ \t]", 4);
            String text = raw(repo, "cat-file", "blob", parts[2]);
            Object entry = switch (parts[0]) {
                case EXECUTABLE -> Map.of("mode", "0755", "text", text);
                case "120000" -> Map.of("symlink", text);
                default -> text;
            };
            tree.put(parts[3], entry);
        }
        return tree;
    }

    /// `<commit id>` for a commit of the case, else the SHA.
    String shown(String sha) {
        return known.entrySet().stream()
                .filter(e -> e.getValue().equals(sha))
                .map(e -> "<commit " + e.getKey() + ">")
                .findFirst()
                .orElse(sha);
    }

    private static String tip(Path repo, String branch) {
        try {
            return git(repo, Map.of(), "", "for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> person(String nameAndEmail, String date) {
        String name = nameAndEmail.substring(0, nameAndEmail.indexOf(" <"));
        String email = nameAndEmail.substring(nameAndEmail.indexOf('<') + 1, nameAndEmail.length() - 1);
        return Map.of(
                "GIT_AUTHOR_NAME", name,
                "GIT_AUTHOR_EMAIL", email,
                "GIT_AUTHOR_DATE", date,
                "GIT_COMMITTER_NAME", name,
                "GIT_COMMITTER_EMAIL", email,
                "GIT_COMMITTER_DATE", date);
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }

    private static String raw(Path in, String... words) throws IOException, InterruptedException {
        return run(in, Map.of(), "", words);
    }

    static String git(Path in, Map<String, String> environment, String input, String... words)
            throws IOException, InterruptedException {
        return run(in, environment, input, words).stripTrailing();
    }

    private static String run(Path in, Map<String, String> environment, String input, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(false);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("HOME", in.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + List.of(words) + " in " + in + " failed");
        }
        return output;
    }
}
