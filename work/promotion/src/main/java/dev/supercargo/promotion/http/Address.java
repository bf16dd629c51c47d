package dev.supercargo.promotion.http;

import dev.supercargo.promotion.StepConfig;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a request goes, and the user information that its URL held.
///
/// Java refuses URLs with characters that browsers and Go let pass; those characters are percent-encoded here.
record Address(URI uri, Optional<String> userInfo) {
    private static final Pattern URL =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#\\\\]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(?:[a-zA-Z0-9._~-]+|\\[[0-9a-fA-F:.%]+\\])(?::\\d*)?");

    /// @throws IllegalArgumentException where the text is no URL
    static Address parse(String url, List<StepConfig> queryParams) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + url + "\" is not a URL: it needs a scheme such as https://");
        }
        String authority = parts.group(2);
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("the URL has an invalid host \"" + host + "\"");
        }
        String query = parts.group(4) == null ? "" : parts.group(4);
        String whole = queryParams.isEmpty() ? query : sorted(query, queryParams);
        String path = parts.group(3).isEmpty() ? "/" : parts.group(3);
        URI uri = URI.create(
                parts.group(1) + "://" + host + encoded(path) + (whole.isEmpty() ? "" : "?" + encoded(whole)));
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(decodedUser(authority.substring(0, at)));
        return new Address(uri, user);
    }

    /// Where a redirect leads.
    ///
    /// @throws IllegalArgumentException where the location is no URL
    Address redirected(String location) {
        return parse(uri.resolve(encoded(location)).toString(), List.of());
    }

    /// Whether headers with secrets may go on to another address.
    boolean sameHost(Address other) {
        String from = String.valueOf(uri.getHost());
        String to = String.valueOf(other.uri.getHost());
        return to.equalsIgnoreCase(from) || to.endsWith("." + from);
    }

    private static String sorted(String query, List<StepConfig> more) {
        var values = new TreeMap<String, List<String>>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.computeIfAbsent(decoded(name), _ -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        more.forEach(param -> values.computeIfAbsent(param.text("name"), _ -> new ArrayList<>())
                .add(param.text("value")));
        var out = new ArrayList<String>();
        values.forEach((name, all) -> all.forEach(value -> out.add(escaped(name) + "=" + escaped(value))));
        return String.join("&", out);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String decodedUser(String text) {
        return decoded(text.replace("+", "%2B"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /// Percent-encodes what a URI must not hold, and nothing that is encoded already.
    private static String encoded(String text) {
        var out = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if (c > ' ' && c < 0x7f && "\"<>\\^`{|}[]".indexOf(c) < 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString().replaceAll("%(?![0-9a-fA-F]{2})", "%25");
    }
}
