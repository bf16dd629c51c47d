package dev.supercargo.golden;

import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What all flows share: the API, the Git server, the gates that are open.
record FlowWorld(Kube kube, GitHttpServer git, Set<String> open) {
    private static final List<ResourceType> TYPES = Stream.concat(
                    Kinds.KARGO.stream(),
                    Stream.of(
                            Kinds.NAMESPACE,
                            Kinds.SECRET,
                            Kinds.CONFIG_MAP,
                            Kinds.SERVICE_ACCOUNT,
                            Kinds.ROLE,
                            Kinds.ROLE_BINDING,
                            Kinds.CLUSTER_ROLE,
                            Kinds.CLUSTER_ROLE_BINDING,
                            Kinds.ANALYSIS_RUN,
                            Kinds.ANALYSIS_TEMPLATE,
                            Kinds.CLUSTER_ANALYSIS_TEMPLATE))
            .toList();

    static ResourceType type(String kind) {
        return TYPES.stream()
                .filter(type -> type.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no kind " + kind));
    }

    /// Adds a commit to `main` of a repository, which is made if it is missing.
    void commit(String repository, Object commit) throws IOException, InterruptedException {
        Path bare = git.create(repository);
        Path clone = Files.createTempDirectory("flow-push");
        run(clone, Map.of(), "git", "clone", "-q", bare.toString(), ".");
        run(clone, Map.of(), "git", "checkout", "-q", "-B", "main");
        for (Map.Entry<String, Object> file : Json.object(commit, "files").entrySet()) {
            Path path = clone.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, String.valueOf(file.getValue()));
        }
        run(clone, Map.of(), "git", "add", "-A");
        String author = Json.text(commit, "author").orElse("Nobody <n@example.com>");
        String name = author.replaceFirst(" *<.*", "");
        String mail = author.replaceFirst("^.*<", "").replaceFirst(">.*$", "");
        String date = Json.text(commit, "date").orElse("2026-01-01T00:00:00Z");
        var who = new LinkedHashMap<String, String>();
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            who.put("GIT_" + role + "_NAME", name);
            who.put("GIT_" + role + "_EMAIL", mail);
            who.put("GIT_" + role + "_DATE", date);
        }
        String message = Json.text(commit, "message").orElse("");
        run(clone, who, "git", "commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message);
        run(clone, Map.of(), "git", "push", "-q", "origin", "main");
        run(clone, Map.of(), "rm", "-rf", clone.toString());
    }

    /// The commits of a branch, oldest first.
    List<String> commits(String repository, String branch) throws IOException, InterruptedException {
        String text =
                run(git.create(repository), Map.of(), "git", "log", "--format=%H", "--reverse", "refs/heads/" + branch);
        return text.isBlank() ? List.of() : List.of(text.strip().split("\n", -1));
    }

    /// Log (newest first) and files of each branch.
    Map<String, Object> branches(String repository) throws IOException, InterruptedException {
        Path bare = git.create(repository);
        var branches = new LinkedHashMap<String, Object>();
        String names = run(bare, Map.of(), "git", "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads");
        for (String branch : names.strip().split("\n", -1)) {
            var log = new ArrayList<Object>();
            String raw = run(
                    bare, Map.of(), "git", "log", "--format=%an <%ae>%x00%cn <%ce>%x00%B%x01", "refs/heads/" + branch);
            for (String entry : raw.split("\u0001\n?", -1)) {
                if (!entry.isEmpty()) {
                    String[] parts = entry.split("\u0000", 3);
                    log.add(new LinkedHashMap<>(
                            Map.of("author", parts[0], "committer", parts[1], "message", parts[2].stripTrailing())));
                }
            }
            var files = new LinkedHashMap<String, Object>();
            for (String path : run(bare, Map.of(), "git", "ls-tree", "-r", "--name-only", branch)
                    .strip()
                    .split("\n", -1)) {
                files.put(path, run(bare, Map.of(), "git", "show", branch + ":" + path));
            }
            branches.put(branch, new LinkedHashMap<>(Map.of("log", log, "files", files)));
        }
        return branches;
    }

    private static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + text);
        }
        return text;
    }
}
