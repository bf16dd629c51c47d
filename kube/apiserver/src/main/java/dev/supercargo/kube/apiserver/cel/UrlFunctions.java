package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `url`, `isURL` and the parts of a URL.
final class UrlFunctions {
    private static final CelType URL = OpaqueType.create("kubernetes.URL");

    private UrlFunctions() {}

    static void addTo(Library library) {
        library.type(URL, URI.class);
        library.function(
                "url",
                URL,
                List.of(SimpleType.STRING),
                args -> parse((String) args[0])
                        .orElseThrow(() -> new RuleFailure("URL parse error during conversion from string: parse "
                                + dev.supercargo.kube.apiserver.schema.FieldError.quote((String) args[0])
                                + ": invalid URI for request")));
        library.function(
                "isURL",
                SimpleType.BOOL,
                List.of(SimpleType.STRING),
                args -> parse((String) args[0]).isPresent());
        List<CelType> self = List.of(URL);
        library.method("getScheme", SimpleType.STRING, self, args -> orEmpty(((URI) args[0]).getScheme()));
        library.method("getHost", SimpleType.STRING, self, args -> host((URI) args[0]));
        library.method("getHostname", SimpleType.STRING, self, args -> hostname((URI) args[0]));
        library.method("getPort", SimpleType.STRING, self, args -> port((URI) args[0]));
        library.method("getEscapedPath", SimpleType.STRING, self, args -> orEmpty(((URI) args[0]).getRawPath()));
        library.method(
                "getQuery",
                MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)),
                self,
                args -> query(orEmpty(((URI) args[0]).getRawQuery())));
    }

    /// An absolute URL or an absolute path.
    private static Optional<URI> parse(String text) {
        try {
            var uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/") ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String host(URI uri) {
        String authority = orEmpty(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String hostname(URI uri) {
        String host = host(uri);
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static String port(URI uri) {
        String host = host(uri);
        String rest = host.substring(host.lastIndexOf(']') + 1);
        int colon = rest.lastIndexOf(':');
        return colon < 0 ? "" : rest.substring(colon + 1);
    }

    private static Map<String, List<String>> query(String query) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty() || pair.contains(";")) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            // A pair with a malformed escape is left out.
            decode(key)
                    .ifPresent(name -> decode(value)
                            .ifPresent(text -> values.computeIfAbsent(name, _ -> new ArrayList<>())
                                    .add(text)));
        }
        return values;
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
