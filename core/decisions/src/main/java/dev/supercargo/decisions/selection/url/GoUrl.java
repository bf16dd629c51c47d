package dev.supercargo.decisions.selection.url;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A URL as Go's `net/url` takes it apart and prints it; the texts that Kargo's identities are made of depend on that.
///
/// @param path decoded: one char per byte, as all decoded parts
/// @param rawPath the path as it was written, empty where encoding `path` gives the same
/// @param bareQuery there is a `?` with nothing behind it
record GoUrl(
        String scheme,
        String opaque,
        Authority authority,
        String path,
        String rawPath,
        boolean bareQuery,
        String query,
        String fragment,
        String rawFragment) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern PORT = Pattern.compile("(?::[0-9]*)?");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");

    /// A text that is no URL.
    static final class Unparsable extends Exception {
        private static final long serialVersionUID = 1L;

        Unparsable(String message) {
            super(message);
        }
    }

    /// What stands between `//` and the path; `written` is false for `scheme:/path`.
    record Authority(boolean written, boolean hasUser, String user, boolean hasPassword, String password, String host) {
        static final Authority NONE = new Authority(false, false, "", false, "", "");

        static Authority parse(String text) throws Unparsable {
            int at = text.lastIndexOf('@');
            String host = host(text.substring(at + 1));
            if (at < 0) {
                return new Authority(true, false, "", false, "", host);
            }
            String info = text.substring(0, at);
            if (!USER.matcher(info).matches()) {
                throw new Unparsable("invalid userinfo");
            }
            int colon = info.indexOf(':');
            return new Authority(
                    true,
                    true,
                    Escaping.USER.decode(colon < 0 ? info : info.substring(0, colon)),
                    colon >= 0,
                    colon < 0 ? "" : Escaping.USER.decode(info.substring(colon + 1)),
                    host);
        }

        private static String host(String text) throws Unparsable {
            int end = text.startsWith("[") ? text.lastIndexOf(']') + 1 : text.lastIndexOf(':');
            if (text.startsWith("[") && end == 0) {
                throw new Unparsable("missing ']' in host");
            }
            String port = end < 0 ? "" : text.substring(end);
            if (!PORT.matcher(port).matches()) {
                throw new Unparsable("invalid port " + port + " after host");
            }
            return Escaping.HOST.decode(text);
        }

        @Override
        public String toString() {
            String name = hasUser
                    ? Escaping.USER.encode(user) + (hasPassword ? ":" + Escaping.USER.encode(password) : "") + "@"
                    : "";
            return name + Escaping.HOST.encode(host);
        }
    }

    static GoUrl parse(String text) throws Unparsable {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Unparsable("invalid control character in URL");
        }
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        String rest = hash < 0 ? text : text.substring(0, hash);

        String scheme = scheme(rest);
        rest = scheme.isEmpty() ? rest : rest.substring(scheme.length() + 1);
        int mark = rest.indexOf('?');
        boolean bareQuery = mark >= 0 && mark == rest.length() - 1;
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);

        String decodedFragment = Escaping.FRAGMENT.decode(fragment);
        String rawFragment = Escaping.FRAGMENT.encode(decodedFragment).equals(fragment) ? "" : fragment;
        if (!rest.startsWith("/") && !scheme.isEmpty()) {
            return new GoUrl(
                    lower(scheme), rest, Authority.NONE, "", "", bareQuery, query, decodedFragment, rawFragment);
        }
        refuseColonInFirstSegment(rest);
        Authority authority = Authority.NONE;
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            authority = Authority.parse(slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        String path = Escaping.PATH.decode(rest);
        String rawPath = Escaping.PATH.encode(path).equals(rest) ? "" : rest;
        return new GoUrl(lower(scheme), "", authority, path, rawPath, bareQuery, query, decodedFragment, rawFragment);
    }

    /// The host, with its port, as text.
    String host() {
        return new String(authority.host().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    GoUrl withoutUser() {
        var anonymous = new Authority(authority.written(), false, "", false, "", authority.host());
        return new GoUrl(scheme, opaque, anonymous, path, rawPath, bareQuery, query, fragment, rawFragment);
    }

    GoUrl withPath(String other) {
        return new GoUrl(scheme, opaque, authority, other, rawPath, bareQuery, query, fragment, rawFragment);
    }

    /// Whether the query holds at least one readable pair (a pair with `;` or a bad escape is none).
    boolean hasQueryValues() {
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty() && !pair.contains(";") && Escaping.isDecodable(pair)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        var out = new StringBuilder(scheme.isEmpty() ? "" : scheme + ":");
        if (!opaque.isEmpty()) {
            out.append(opaque);
        } else {
            boolean empty = authority.host().isEmpty() && !authority.hasUser();
            if (!(empty && path.isEmpty()) && !(empty && (scheme.isEmpty() || !authority.written()))) {
                out.append("//").append(authority);
            }
            String printed = printedPath();
            if (!printed.isEmpty()
                    && !printed.startsWith("/")
                    && !authority.host().isEmpty()) {
                out.append('/');
            }
            if (out.isEmpty() && firstSegment(printed).contains(":")) {
                out.append("./");
            }
            out.append(printed);
        }
        if (bareQuery || !query.isEmpty()) {
            out.append('?').append(query);
        }
        if (!fragment.isEmpty()) {
            boolean asWritten = Escaping.FRAGMENT.isValidFor(rawFragment, fragment);
            out.append('#').append(asWritten ? rawFragment : Escaping.FRAGMENT.encode(fragment));
        }
        return out.toString();
    }

    /// The path as it was written, if that is well-formed and still means the same; else encoded anew.
    private String printedPath() {
        if (Escaping.PATH.isValidFor(rawPath, path)) {
            return rawPath;
        }
        return path.equals("*") ? "*" : Escaping.PATH.encode(path);
    }

    private static String scheme(String text) throws Unparsable {
        int colon = text.indexOf(':');
        if (colon == 0) {
            throw new Unparsable("missing protocol scheme");
        }
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        return SCHEME.matcher(scheme).matches() ? scheme : "";
    }

    private static void refuseColonInFirstSegment(String rest) throws Unparsable {
        if (!rest.startsWith("/") && firstSegment(rest).contains(":")) {
            throw new Unparsable("first path segment in URL cannot contain colon");
        }
    }

    private static String firstSegment(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static String lower(String scheme) {
        return scheme.toLowerCase(java.util.Locale.ROOT);
    }
}
