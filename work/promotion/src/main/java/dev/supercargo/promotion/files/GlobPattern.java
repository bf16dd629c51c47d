package dev.supercargo.promotion.files;

import java.util.Optional;
import java.util.regex.Pattern;

/// Shell patterns over paths: `*`, `?`, `[...]`, `{a,b}`, and `**` for any number of directories.
final class GlobPattern {
    private final Pattern pattern;

    private GlobPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// The pattern, or empty where brackets or braces are not closed or nothing follows a backslash.
    static Optional<GlobPattern> parse(String glob) {
        if (!isClosed(glob)) {
            return Optional.empty();
        }
        return Optional.of(new GlobPattern(Pattern.compile(alternatives(glob), Pattern.DOTALL)));
    }

    /// Whether a whole relative path matches; the directory itself is the empty path.
    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    private static boolean isClosed(String glob) {
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            switch (glob.charAt(i)) {
                case '\\' -> {
                    i++;
                    if (i >= glob.length()) {
                        return false;
                    }
                }
                case '[' -> {
                    i = endOfClass(glob, i);
                    if (i < 0) {
                        return false;
                    }
                }
                case '{' -> braces++;
                case '}' -> braces = Math.max(0, braces - 1);
                default -> {}
            }
        }
        return braces == 0;
    }

    /// Where a character class ends, or -1.
    private static int endOfClass(String glob, int start) {
        int i = start + 1;
        if (i < glob.length() && (glob.charAt(i) == '!' || glob.charAt(i) == '^')) {
            i++;
        }
        int first = i;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']' && i > first) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private static String alternatives(String glob) {
        var out = new StringBuilder();
        int depth = 0;
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            if (isDoubleStar(glob, i)) {
                i += 2;
                boolean followed = i < glob.length() && glob.charAt(i) == '/';
                boolean led = !out.isEmpty() && out.charAt(out.length() - 1) == '/';
                if (followed) {
                    out.append("(?:.*/)?");
                    i++;
                } else if (led) {
                    out.setLength(out.length() - 1);
                    out.append("(?:/.*)?");
                } else {
                    out.append(".*");
                }
                continue;
            }
            switch (c) {
                case '{' -> {
                    out.append("(?:");
                    depth++;
                }
                case '}' -> {
                    out.append(depth > 0 ? ")" : "\\}");
                    depth = Math.max(0, depth - 1);
                }
                case ',' -> out.append(depth > 0 ? "|" : ",");
                case '/' -> out.append('/');
                default -> i = single(glob, i, out);
            }
            i++;
        }
        return out.toString();
    }

    /// Whether a component `**` stands here.
    private static boolean isDoubleStar(String glob, int at) {
        boolean begins = at == 0 || "/{,".indexOf(glob.charAt(at - 1)) >= 0;
        boolean ends = at + 2 >= glob.length() || "/},".indexOf(glob.charAt(at + 2)) >= 0;
        return begins && ends && glob.startsWith("**", at);
    }

    /// The regular expression of one path component without braces.
    static String component(String glob) {
        var out = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            i = single(glob, i, out);
        }
        return out.toString();
    }

    /// Translates the item at a place and returns the place of its last character.
    private static int single(String glob, int at, StringBuilder out) {
        char c = glob.charAt(at);
        switch (c) {
            case '*' -> out.append("[^/]*");
            case '?' -> out.append("[^/]");
            case '\\' -> {
                if (at + 1 < glob.length()) {
                    out.append(Pattern.quote(glob.substring(at + 1, at + 2)));
                    return at + 1;
                }
            }
            case '[' -> {
                int end = endOfClass(glob, at);
                if (end > 0) {
                    out.append(characterClass(glob.substring(at + 1, end)));
                    return end;
                }
                out.append("\\[");
            }
            default -> out.append(Pattern.quote(String.valueOf(c)));
        }
        return at;
    }

    private static String characterClass(String body) {
        boolean negated = body.startsWith("!") || body.startsWith("^");
        String inner = negated ? body.substring(1) : body;
        var out = new StringBuilder(negated ? "[^/" : "[");
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                i++;
                out.append('\\').append(inner.charAt(i));
            } else if ("[]^&".indexOf(c) >= 0) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.append(']').toString();
    }
}
