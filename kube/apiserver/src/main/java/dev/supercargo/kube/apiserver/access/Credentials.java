package dev.supercargo.kube.apiserver.access;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a client shows of itself: bearer tokens, and the certificate chain of its TLS connection (leaf
/// first).
public record Credentials(List<String> bearerTokens, List<X509Certificate> certificates) {
    private static final String WEB_SOCKET_TOKEN = "base64url.bearer.authorization.k8s.io.";

    public Credentials {
        bearerTokens = List.copyOf(bearerTokens);
        certificates = List.copyOf(certificates);
    }

    /// Nothing.
    public static Credentials none() {
        return new Credentials(List.of(), List.of());
    }

    /// The credentials in request headers (names in any case) and of the TLS connection. `Authorization`
    /// headers of another scheme than `Bearer` count as none; WebSocket clients may carry the token as a
    /// subprotocol.
    public static Credentials of(Map<String, List<String>> headers, List<X509Certificate> certificates) {
        var tokens = new ArrayList<String>();
        headers.forEach((name, values) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "authorization" -> values.forEach(value -> bearer(value, tokens));
                case "sec-websocket-protocol" -> values.forEach(value -> subprotocol(value, tokens));
                default -> {
                    // no other header carries credentials
                }
            }
        });
        return new Credentials(tokens, certificates);
    }

    private static void bearer(String value, List<String> into) {
        String[] parts = value.strip().split(" ", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("bearer") && !parts[1].isBlank()) {
            into.add(parts[1].strip());
        }
    }

    private static void subprotocol(String value, List<String> into) {
        for (String protocol : value.split(",", -1)) {
            String name = protocol.strip();
            if (name.startsWith(WEB_SOCKET_TOKEN)) {
                try {
                    byte[] token = Base64.getUrlDecoder().decode(name.substring(WEB_SOCKET_TOKEN.length()));
                    into.add(new String(token, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    into.add(name); // presented, but no token: refused like any wrong one
                }
            }
        }
    }

    @Override
    public String toString() {
        return bearerTokens.size() + " bearer tokens, " + certificates.size() + " certificates";
    }
}
