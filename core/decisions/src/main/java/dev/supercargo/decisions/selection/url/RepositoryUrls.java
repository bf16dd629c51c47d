package dev.supercargo.decisions.selection.url;

import dev.supercargo.meta.GoText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Normalises repository URLs: two URLs of one repository give the same text. A URL that cannot be normalised comes
/// back as it was given. HTTPS and SSH forms of one repository stay different.
public final class RepositoryUrls {
    /// `[user@]host[:path]`, which is also what `word:rest` of any other scheme is taken for.
    private static final Pattern SCP =
            Pattern.compile("((?:[A-Za-z0-9_-]+@)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)(?::([^\\n]*))?");

    private RepositoryUrls() {}

    /// The text without characters that cannot be seen, and without spaces at its ends.
    public static String sanitize(String url) {
        var out = new StringBuilder(url.length());
        url.codePoints().filter(GoText::isPrintable).forEach(out::appendCodePoint);
        return out.toString().strip();
    }

    /// A git repository (sources.md 5.1).
    public static String git(String url) {
        String text = sanitize(GoText.lowerCase(url));
        try {
            if (text.startsWith("http://") || text.startsWith("https://")) {
                GoUrl parsed = GoUrl.parse(text);
                return parsed.hasQueryValues()
                        ? url
                        : parsed.withoutUser()
                                .withPath(withoutSuffix(parsed.path()))
                                .toString();
            }
            if (text.startsWith("ssh://")) {
                GoUrl parsed = GoUrl.parse(text);
                return parsed.hasQueryValues()
                        ? url
                        : parsed.withPath(withoutSuffix(parsed.path())).toString();
            }
            Matcher scp = SCP.matcher(text);
            if (!scp.matches()) {
                return url;
            }
            String rest = scp.group(2) == null ? "" : scp.group(2);
            GoUrl path = GoUrl.parse(rest);
            GoUrl trimmed = path.withPath(withoutSuffix(path.path()));
            return "ssh://" + scp.group(1) + (trimmed.path().isEmpty() ? "" : "/" + trimmed);
        } catch (GoUrl.Unparsable _) {
            return url;
        }
    }

    /// An image repository; a tag or digest is dropped (sources.md 5.2).
    public static String image(String url) {
        return ImageName.parse(sanitize(GoText.lowerCase(url))).orElse(url);
    }

    /// A chart repository, `oci://` or `http(s)://` (sources.md 5.3).
    public static String chart(String url) {
        String text = sanitize(url);
        try {
            GoUrl.parse(text);
        } catch (GoUrl.Unparsable _) {
            return url;
        }
        String lower = GoText.lowerCase(text);
        return image(lower.startsWith("oci://") ? lower.substring("oci://".length()) : lower);
    }

    /// Drops one `/` at the end, then one `.git`.
    private static String withoutSuffix(String path) {
        String shorter = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return shorter.endsWith(".git") ? shorter.substring(0, shorter.length() - ".git".length()) : shorter;
    }
}
