package dev.supercargo.git;

import dev.supercargo.decisions.selection.CommitFacts;
import dev.supercargo.decisions.selection.TagFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A local, current copy of a remote repository, to be read only while [Git#read] lends it.
public final class Mirror {
    private static final String COMMIT = "--format=%H%x00%ct%x00%an <%ae>%x00%cn <%ce>%x00%s";
    private static final int COMMIT_FIELDS = 5;
    private static final String TAG = "%(refname:lstrip=2)%00%(objectname)%00%(creatordate:unix)%00"
            + "%(taggername) %(taggeremail)%00%(contents:subject)%00%(objecttype)%00";
    private static final int TAG_FIELDS = 6;

    private final Git git;
    private final Path place;
    private final Remote remote;

    Mirror(Git git, Path place, Remote remote) {
        this.git = git;
        this.place = place;
        this.remote = remote;
    }

    Path place() {
        return place;
    }

    /// The commits of a branch, newest first, following first parents; with `since`, up to the first that
    /// is older. They are read as they are asked for. Whoever opens the walk closes it.
    public CommitWalk history(String branch, Optional<Instant> since) {
        var log = git.command("log", "-z", "--first-parent", "--no-show-signature", COMMIT)
                .in(place)
                .to(remote);
        since.ifPresent(moment -> log.and("--since=" + moment));
        return new CommitWalk(log.and("refs/heads/" + branch, "--").stream(), place);
    }

    /// All tags that lead to a commit, in no particular order.
    public List<TagFacts> tags() throws InterruptedException {
        List<List<String>> listed =
                fields(output(git.command("for-each-ref", "--format=" + TAG, "refs/tags/")), TAG_FIELDS);
        var asked = new LinkedHashSet<String>();
        listed.forEach(tag -> asked.add(tag.get(1)));
        Map<String, CommitFacts> commits = commits(asked);
        var tags = new ArrayList<TagFacts>(listed.size());
        for (List<String> tag : listed) {
            CommitFacts commit = commits.get(tag.get(1));
            if (commit == null) {
                continue; // it points to a tree or a blob
            }
            boolean annotated = tag.get(5).equals("tag");
            tags.add(new TagFacts(
                    tag.getFirst(),
                    commit,
                    tag.get(2).isEmpty() ? commit.date() : instant(tag.get(2)),
                    annotated ? tag.get(3).strip() : "",
                    annotated ? tag.get(4) : ""));
        }
        return tags;
    }

    /// The paths that each commit changed against its first parent; a move is a removal and an addition.
    public Map<String, List<String>> changedPaths(List<String> commits) throws InterruptedException {
        var paths = new HashMap<String, List<String>>();
        commits.forEach(commit -> paths.put(commit, new ArrayList<>()));
        var call = git.command(
                        "diff-tree",
                        "--stdin",
                        "-z",
                        "--raw",
                        "-r",
                        "--root",
                        "--no-renames",
                        "--always",
                        "--diff-merges=first-parent")
                .reading(String.join("\n", commits) + "\n");
        List<String> current = new ArrayList<>();
        boolean isPath = false;
        for (String field : fields(output(call), 1).stream().map(List::getFirst).toList()) {
            if (isPath) {
                current.add(field);
                isPath = false;
            } else if (field.startsWith(":")) {
                isPath = true;
            } else {
                current = paths.computeIfAbsent(field, _ -> new ArrayList<>());
            }
        }
        return paths;
    }

    /// The whole message of a commit.
    public String message(String commit) throws InterruptedException {
        byte[] text = output(git.command("log", "-1", "--no-show-signature", "--format=%B", commit, "--"));
        return new String(text, StandardCharsets.UTF_8).stripTrailing();
    }

    /// Whether two commits hold different files.
    public boolean differs(String one, String other) throws InterruptedException {
        return output(git.command("diff-tree", "--name-only", "-z", one, other, "--")).length > 0;
    }

    /// The commits that objects lead to (tags are followed to their end), by the object asked for.
    private Map<String, CommitFacts> commits(Set<String> objects) throws InterruptedException {
        var peeled = new LinkedHashMap<String, String>();
        if (objects.isEmpty()) {
            return Map.of();
        }
        var input = new StringBuilder();
        objects.forEach(object -> input.append(object).append("^{commit}\n"));
        List<String> lines = new String(
                        output(git.command("cat-file", "--batch-check=%(objectname) %(objecttype)")
                                .reading(input.toString())),
                        StandardCharsets.UTF_8)
                .lines()
                .toList();
        int i = 0;
        for (String object : objects) {
            String[] parts = lines.get(i++).split(" ", 2);
            if (parts[1].equals("commit")) {
                peeled.put(object, parts[0]);
            }
        }
        if (peeled.isEmpty()) {
            return Map.of();
        }
        var log = git.command("log", "-z", "--no-walk=unsorted", "--no-show-signature", "--stdin", COMMIT)
                .reading(String.join("\n", new LinkedHashSet<>(peeled.values())) + "\n");
        var byId = new HashMap<String, CommitFacts>();
        fields(output(log), COMMIT_FIELDS).forEach(fields -> byId.put(fields.getFirst(), commit(fields)));
        var found = new HashMap<String, CommitFacts>();
        peeled.forEach((object, id) -> {
            CommitFacts commit = byId.get(id);
            if (commit != null) {
                found.put(object, commit);
            }
        });
        return found;
    }

    private byte[] output(GitCommand command) throws InterruptedException {
        GitCommand.Result result = command.in(place).to(remote).run();
        if (!result.succeeded()) {
            throw new Mirrors.BrokenMirror(
                    "error reading the mirror of " + remote.shownUrl() + ": " + GitFailures.brief(result));
        }
        return result.output();
    }

    static CommitFacts commit(List<String> fields) {
        return new CommitFacts(fields.getFirst(), instant(fields.get(1)), fields.get(2), fields.get(3), fields.get(4));
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    /// Records of `size` fields that end with NUL each. for-each-ref adds a line feed after each record.
    private static List<List<String>> fields(byte[] output, int size) {
        var records = new ArrayList<List<String>>();
        var record = new ArrayList<String>(size);
        int start = 0;
        for (int i = 0; i < output.length; i++) {
            if (output[i] == 0) {
                int from = record.isEmpty() && size == TAG_FIELDS && output[start] == '\n' ? start + 1 : start;
                record.add(new String(output, from, i - from, StandardCharsets.UTF_8));
                start = i + 1;
                if (record.size() == size) {
                    records.add(List.copyOf(record));
                    record.clear();
                }
            }
        }
        return records;
    }

    static int commitFields() {
        return COMMIT_FIELDS;
    }
}
