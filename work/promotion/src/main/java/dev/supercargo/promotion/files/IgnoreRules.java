package dev.supercargo.promotion.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rules in the form of `.gitignore`: the last rule that matches a path wins.
final class IgnoreRules {
    private record Rule(Pattern pattern, boolean negated, boolean directoriesOnly) {}

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// The rule `.git`, then those of a text: one a line; blank lines and lines that start with `#` do not count.
    static IgnoreRules withoutGit(String text) {
        var rules = new ArrayList<Rule>();
        rules.add(rule(".git"));
        text.lines()
                .map(IgnoreRules::trimmed)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(IgnoreRules::rule)
                .forEach(rules::add);
        return new IgnoreRules(rules);
    }

    /// Whether a path (relative, with `/`) is ignored; parents are asked before their children.
    boolean ignores(String path, boolean directory) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if ((directory || !rule.directoriesOnly())
                    && rule.pattern().matcher(path).matches()) {
                ignored = !rule.negated();
            }
        }
        return ignored;
    }

    private static String trimmed(String line) {
        String end = line.stripTrailing();
        return end.endsWith("\\") && line.length() > end.length() ? end + " " : end;
    }

    private static Rule rule(String line) {
        boolean negated = line.startsWith("!");
        String body = negated ? line.substring(1) : line;
        boolean directoriesOnly = body.endsWith("/");
        String path = directoriesOnly ? body.substring(0, body.length() - 1) : body;
        boolean rooted = path.contains("/");
        String bare = path.startsWith("/") ? path.substring(1) : path;
        String prefix = rooted ? "" : "(?:.*/)?";
        return new Rule(Pattern.compile(prefix + regex(bare)), negated, directoriesOnly);
    }

    private static String regex(String glob) {
        var out = new StringBuilder();
        String[] parts = glob.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (parts[i].equals("**")) {
                out.append(last ? ".*" : "(?:.*/)?");
            } else {
                out.append(GlobPattern.component(parts[i])).append(last ? "" : "/");
            }
        }
        return out.toString();
    }
}
