package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.Identity;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One request, as both doors hand it in: `path` and `query` are percent-encoded as on the wire (`query` without
/// `?`, empty where there is none); names of `headers` are lower-case; `body` is empty where there is none.
public record ApiRequest(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body, Caller caller) {
    public ApiRequest {
        var folded = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> folded.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(values));
        headers = folded;
    }

    /// Who stands at the door.
    public sealed interface Caller {
        /// An identity proven inside this process; an `authorization` header is not looked at.
        record Proven(Identity identity) implements Caller {}

        /// A TLS peer, with the certificates that it showed (leaf first, none where it showed none); the
        /// `authorization` header is still to be checked.
        record Peer(List<X509Certificate> certificates) implements Caller {
            public Peer {
                certificates = List.copyOf(certificates);
            }
        }
    }

    /// A request without body by a proven identity; `pathAndQuery` may hold a `?`.
    public static ApiRequest get(String pathAndQuery, Identity identity) {
        return of("GET", pathAndQuery, Map.of(), new byte[0], identity);
    }

    /// A request by a proven identity; `pathAndQuery` may hold a `?`.
    public static ApiRequest of(
            String method, String pathAndQuery, Map<String, List<String>> headers, byte[] body, Identity identity) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        return new ApiRequest(method, path, query, headers, body, new Caller.Proven(identity));
    }

    /// The first value of a header, whatever the case of its name.
    public Optional<String> header(String name) {
        return headerValues(name).stream().findFirst();
    }

    /// All values of a header, in order.
    public List<String> headerValues(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// Method, path and number of bytes: no header and no content, for they may hold secrets.
    @Override
    public String toString() {
        return method + " " + path + " (" + body.length + " bytes)";
    }
}
