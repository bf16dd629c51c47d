package dev.supercargo.git;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The refs of a remote repository at one moment.
///
/// @param headBranch the default branch, also where it has no commit yet; empty where HEAD is detached or
///     not told
/// @param headCommit the commit of HEAD, empty in an empty repository
/// @param branches branch name to commit
/// @param tags tag name to object: the tag object of an annotated tag, else what the tag points to
public record RemoteRefs(
        Optional<String> headBranch,
        Optional<String> headCommit,
        NavigableMap<String, String> branches,
        NavigableMap<String, String> tags) {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /// Reads what `git ls-remote --symref` prints.
    static RemoteRefs parse(byte[] output) {
        Optional<String> headBranch = Optional.empty();
        Optional<String> headCommit = Optional.empty();
        var branches = new TreeMap<String, String>();
        var tags = new TreeMap<String, String>();
        for (String line : new String(output, StandardCharsets.UTF_8).split("\n", -1)) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                continue;
            }
            String value = line.substring(0, tab);
            String name = line.substring(tab + 1);
            if (name.equals("HEAD")) {
                if (value.startsWith("ref: " + HEADS)) {
                    headBranch = Optional.of(value.substring(("ref: " + HEADS).length()));
                } else {
                    headCommit = Optional.of(value);
                }
            } else if (name.startsWith(HEADS)) {
                branches.put(name.substring(HEADS.length()), value);
            } else if (name.startsWith(TAGS) && !name.endsWith("^{}")) {
                tags.put(name.substring(TAGS.length()), value);
            }
        }
        return new RemoteRefs(headBranch, headCommit, branches, tags);
    }

    /// Full ref name to object, for comparison with a mirror.
    NavigableMap<String, String> byName() {
        var all = new TreeMap<String, String>();
        branches.forEach((name, id) -> all.put(HEADS + name, id));
        tags.forEach((name, id) -> all.put(TAGS + name, id));
        return all;
    }
}
