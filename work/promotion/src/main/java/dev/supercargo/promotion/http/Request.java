package dev.supercargo.promotion.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A request as the step wishes it.
///
/// @param body empty for none
/// @param timeout for everything, redirects and the body of the answer included
record Request(
        String method,
        Address address,
        List<Header> headers,
        Optional<Body> body,
        boolean insecureSkipTlsVerify,
        Optional<String> proxy,
        Duration timeout) {
    record Header(String name, String value) {}

    /// The bytes of a body.
    static final class Body {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    boolean has(String header) {
        return headers.stream().anyMatch(h -> h.name().equalsIgnoreCase(header));
    }

    /// The request that a redirect asks for: after 301, 302 and 303 anything but HEAD becomes a GET without body; to
    /// another host no credentials go along.
    Request redirected(int status, Address to) {
        boolean becomesGet = status <= 303 && !method.equals("GET") && !method.equals("HEAD");
        List<Header> kept = address.sameHost(to)
                ? headers
                : headers.stream()
                        .filter(h -> !h.name().equalsIgnoreCase("Authorization")
                                && !h.name().equalsIgnoreCase("Cookie")
                                && !h.name().equalsIgnoreCase("Www-Authenticate"))
                        .toList();
        return new Request(
                becomesGet ? "GET" : method,
                to,
                kept,
                status <= 303 ? Optional.empty() : body,
                insecureSkipTlsVerify,
                proxy,
                timeout);
    }
}
