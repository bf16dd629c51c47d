package dev.supercargo.analysis.web;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Access tokens by OAuth2's grant of client credentials (verification.md 5.1), kept until shortly before they expire.
final class OAuthTokens {
    private static final Duration EARLY = Duration.ofSeconds(10);

    private final WebClient client;
    private final InstantSource clock;
    private final Map<Map<String, Object>, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    OAuthTokens(WebClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /// The token for the settings under `authentication.oauth2`, or empty where they ask for none.
    Optional<String> token(Map<String, Object> settings) throws IOException, InterruptedException {
        String url = Json.text(settings, "tokenUrl").orElse("");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Token known = tokens.get(settings);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Optional.of(known.value());
        }
        String id = Json.text(settings, "clientId").orElse("");
        String secret = Json.text(settings, "clientSecret").orElse("");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IOException("missing mandatory parameter in metric for OAuth2 setup");
        }
        Token fresh = ask(url, id, secret, settings);
        tokens.put(Json.copy(settings), fresh);
        return Optional.of(fresh.value());
    }

    /// Credentials are shown as HTTP Basic first, and in the form where that is refused.
    private Token ask(String url, String id, String secret, Map<String, Object> settings)
            throws IOException, InterruptedException {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        String scopes =
                Json.list(settings, "scopes").stream().map(String::valueOf).collect(Collectors.joining(" "));
        if (!scopes.isEmpty()) {
            form.put("scope", scopes);
        }
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8));
        WebClient.Answer answer = post(url, form, Optional.of(basic));
        if (answer.status() / 100 == 4) {
            form.put("client_id", id);
            form.put("client_secret", secret);
            answer = post(url, form, Optional.empty());
        }
        if (answer.status() / 100 != 2) {
            throw new IOException("the token server " + URI.create(url).getHost() + " answered " + answer.status());
        }
        Map<String, Object> tree = Json.parseObject(answer.body());
        long seconds = Json.at(tree, "expires_in").orElse(0L) instanceof Number number ? number.longValue() : 0;
        String token = Json.text(tree, "access_token")
                .orElseThrow(() -> new IOException("the token server's answer holds no access_token"));
        return new Token(token, clock.instant().plusSeconds(seconds).minus(EARLY));
    }

    private WebClient.Answer post(String url, Map<String, String> form, Optional<String> authorization)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        authorization.ifPresent(value -> headers.put("Authorization", value));
        return client.send(
                new WebRequest(URI.create(url), "POST", headers, Optional.of(body), Duration.ofSeconds(10), false));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
