package dev.supercargo.decisions.selection;

import java.util.ArrayDeque;
import java.util.function.Predicate;

/// A file or directory relative to the root of a repository: fits itself and what is below it. One that
/// leads out of the root, or is absolute, fits nothing.
final class BasePath implements Predicate<String> {
    private final String base;

    BasePath(String text) {
        base = clean(text);
    }

    /// QUIRK: what follows the base must not hold `..` anywhere, not even within a name.
    @Override
    public boolean test(String path) {
        if (base.startsWith("/") || base.equals("..") || base.startsWith("../") || path.startsWith("/")) {
            return false;
        }
        String rest;
        if (base.equals(".")) {
            rest = path;
        } else if (path.equals(base)) {
            rest = "";
        } else if (path.startsWith(base + "/")) {
            rest = path.substring(base.length() + 1);
        } else {
            return false;
        }
        return !rest.contains("..");
    }

    /// Without `.`, `x/..`, and superfluous slashes; the root is `.`.
    private static String clean(String text) {
        boolean absolute = text.startsWith("/");
        var segments = new ArrayDeque<String>();
        for (String segment : text.split("/", -1)) {
            boolean up = segment.equals("..");
            if (up && !segments.isEmpty() && !segments.getLast().equals("..")) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".") && !(up && absolute)) {
                segments.addLast(segment);
            }
        }
        String joined = (absolute ? "/" : "") + String.join("/", segments);
        return joined.isEmpty() ? "." : joined;
    }
}
