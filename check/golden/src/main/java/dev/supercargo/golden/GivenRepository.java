package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A bare git repository with the commits and tags of a case of `selection.json`.
final class GivenRepository {
    private static final String ANN = "Ann <ann@acme.test>";

    private final Path bare;
    private final Path work;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    GivenRepository(Path folder) throws IOException {
        bare = folder.resolve("given.git");
        work = Files.createDirectories(folder.resolve("work"));
        git(folder, Map.of(), "", "init", "--quiet", "--bare", "--initial-branch=main", bare.toString());
    }

    String url() {
        return bare.toUri().toString().replace("file:/", "file:///").replace("file://////", "file:///");
    }

    /// The commit's name in the case, the id itself where it has none.
    String nameOf(String id) {
        return names.getOrDefault(id, id);
    }

    void build(Map<String, Object> repository) throws IOException {
        var heads = new HashMap<String, String>();
        for (Object item : Json.list(repository, "commits")) {
            Map<String, Object> commit = Json.asObject(item);
            String branch = Json.text(commit, "branch").orElse("main");
            List<String> parents = commit.containsKey("parents")
                    ? Json.list(commit, "parents").stream()
                            .map(parent -> ids.get(String.valueOf(parent)))
                            .toList()
                    : heads.containsKey(branch) ? List.of(heads.get(branch)) : List.of();
            heads.put(branch, add(commit, branch, parents));
        }
        for (Object tag : Json.list(repository, "tags")) {
            tag(Json.asObject(tag));
        }
        Map<String, Object> series = Json.object(repository, "tagSeries");
        if (!series.isEmpty()) {
            var updates = new StringBuilder();
            String id = ids.get(Json.text(series, "commit").orElse(""));
            for (int i = 0; i < ((Number) Json.at(series, "count").orElse(0L)).intValue(); i++) {
                updates.append(String.format("create refs/tags/t%04d %s%n", i, id));
            }
            git(bare, Map.of(), updates.toString(), "update-ref", "--stdin");
        }
    }

    void pushMain(String commit) throws IOException {
        git(bare, Map.of(), "", "update-ref", "refs/heads/main", ids.getOrDefault(commit, commit));
    }

    void lightweightTag(String name) throws IOException {
        git(bare, Map.of(), "", "update-ref", "refs/tags/" + name, "refs/heads/main");
    }

    private String add(Map<String, Object> commit, String branch, List<String> parents) throws IOException {
        Path index = work.resolve("index");
        Files.deleteIfExists(index);
        var environment = new HashMap<String, String>(Map.of("GIT_INDEX_FILE", index.toString()));
        if (!parents.isEmpty()) {
            git(bare, environment, "", "read-tree", parents.getFirst());
        }
        if (parents.size() > 1) { // a merge brings in what the other side has
            for (String line :
                    git(bare, environment, "", "ls-tree", "-r", parents.get(1)).split("\n", -1)) {
                git(bare, environment, line + "\n", "update-index", "--add", "--index-info");
            }
        }
        for (Map.Entry<String, Object> file : Json.object(commit, "write").entrySet()) {
            String blob = git(bare, environment, String.valueOf(file.getValue()), "hash-object", "-w", "--stdin");
            cache(environment, blob, file.getKey());
        }
        for (Map.Entry<String, Object> move : Json.object(commit, "move").entrySet()) {
            String blob = git(bare, environment, "", "rev-parse", ":" + move.getKey());
            remove(environment, move.getKey());
            cache(environment, blob, String.valueOf(move.getValue()));
        }
        for (Object deleted : Json.list(commit, "delete")) {
            remove(environment, String.valueOf(deleted));
        }
        String name = Json.text(commit, "id").orElse("");
        String date = Json.text(commit, "date").orElse("2026-01-01T00:00:00Z");
        identity(environment, "AUTHOR", Json.text(commit, "author").orElse(ANN));
        identity(environment, "COMMITTER", Json.text(commit, "committer").orElse(ANN));
        environment.put("GIT_AUTHOR_DATE", Json.text(commit, "authorDate").orElse(date));
        environment.put("GIT_COMMITTER_DATE", date);
        var words = new ArrayList<>(List.of("commit-tree", git(bare, environment, "", "write-tree")));
        parents.forEach(parent -> words.addAll(List.of("-p", parent)));
        String message = Json.text(commit, "message").orElse("commit " + name);
        String id = git(bare, environment, message, words.toArray(String[]::new));
        git(bare, Map.of(), "", "update-ref", "refs/heads/" + branch, id);
        ids.put(name, id);
        names.put(id, name);
        return id;
    }

    private void cache(Map<String, String> environment, String blob, String path) throws IOException {
        git(bare, environment, "", "update-index", "--add", "--cacheinfo", "100644," + blob + "," + path);
    }

    private void remove(Map<String, String> environment, String path) throws IOException {
        git(bare, environment, "0 " + "0".repeat(40) + "\t" + path + "\n", "update-index", "--index-info");
    }

    private void tag(Map<String, Object> tag) throws IOException {
        String name = Json.text(tag, "name").orElse("");
        String commit = Json.text(tag, "commit").orElse("");
        String target = commit.isEmpty()
                ? git(bare, Map.of(), "a blob", "hash-object", "-w", "--stdin")
                : ids.getOrDefault(commit, commit);
        if (tag.containsKey("date")) {
            var environment = new HashMap<String, String>();
            identity(environment, "COMMITTER", Json.text(tag, "tagger").orElse(ANN));
            environment.put("GIT_COMMITTER_DATE", Json.text(tag, "date").orElse(""));
            git(bare, environment, Json.text(tag, "message").orElse(name), "tag", "-a", "-F", "-", name, target);
        } else {
            git(bare, Map.of(), "", "update-ref", "refs/tags/" + name, target);
        }
    }

    private static void identity(Map<String, String> environment, String who, String text) {
        int open = text.indexOf('<');
        environment.put("GIT_" + who + "_NAME", text.substring(0, open).strip());
        environment.put("GIT_" + who + "_EMAIL", text.substring(open + 1, text.indexOf('>')));
    }

    private static String git(Path directory, Map<String, String> environment, String input, String... words)
            throws IOException {
        var command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "HOME", directory.toString(), "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("git " + String.join(" ", words) + ": " + said);
        }
        return said.strip();
    }
}
