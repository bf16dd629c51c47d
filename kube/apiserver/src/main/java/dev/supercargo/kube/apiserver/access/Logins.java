package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.access.ServiceAccountTokens.Check;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Log-in as `kubernetes-api.md` 7.1 says: client certificate, then bearer token (fixed ones, then those of
/// ServiceAccounts), then anonymous. A token that is shown must be good; a certificate that is not is not
/// looked at.
public final class Logins implements Authenticator {
    private final ClientCertificates certificates;
    private final Map<String, Identity> fixed;
    private final ServiceAccountTokens accounts;
    private final boolean anonymous;
    private final InstantSource clock;

    /// @param authorities who may sign client certificates
    /// @param fixed tokens that are good as long as the process lives, and whose they are
    /// @param anonymous whether somebody without credentials is `system:anonymous` rather than refused
    public Logins(
            List<X509Certificate> authorities,
            Map<String, Identity> fixed,
            ServiceAccountTokens accounts,
            boolean anonymous,
            InstantSource clock) {
        this.certificates = new ClientCertificates(authorities);
        var copy = new LinkedHashMap<String, Identity>();
        fixed.forEach((token, who) -> copy.put(token, who.authenticated()));
        this.fixed = copy;
        this.accounts = accounts;
        this.anonymous = anonymous;
        this.clock = clock;
    }

    @Override
    public Login login(Credentials credentials) {
        Optional<Identity> byCertificate = certificates.identity(credentials.certificates(), clock.instant());
        if (byCertificate.isPresent()) {
            return new Login.As(byCertificate.get());
        }
        if (!credentials.bearerTokens().isEmpty()) {
            return switch (check(credentials.bearerTokens().getFirst(), List.of())) {
                case Check.Good good -> new Login.As(good.who());
                case Check.Bad bad -> new Login.Refused(bad.why());
                case Check.Foreign _ -> new Login.Refused("invalid bearer token");
            };
        }
        return anonymous ? new Login.As(Identity.anonymous()) : new Login.Refused("no credentials");
    }

    private Check check(String token, List<String> audiences) {
        byte[] shown = token.getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<String, Identity> entry : fixed.entrySet()) {
            if (MessageDigest.isEqual(entry.getKey().getBytes(StandardCharsets.UTF_8), shown)) {
                return new Check.Good(entry.getValue(), audiences.isEmpty() ? accounts.audiences() : audiences);
            }
        }
        return accounts.check(token, audiences, clock.instant());
    }

    /// Answers a `TokenReview`: whose token is this, and for whom is it meant?
    ///
    /// @throws ApiError 400 when it holds no token
    public Map<String, Object> review(Map<String, Object> body) {
        String token = Json.text(body, "spec", "token").orElse("");
        if (token.isEmpty()) {
            throw ApiError.badRequest("token is required for TokenReview in authentication");
        }
        List<String> audiences = Json.list(body, "spec", "audiences").stream()
                .map(String::valueOf)
                .toList();
        var status = new LinkedHashMap<String, Object>();
        switch (check(token, audiences)) {
            case Check.Good good -> {
                status.put("authenticated", true);
                status.put("user", good.who().tree());
                status.put("audiences", new ArrayList<Object>(good.audiences()));
            }
            case Check.Bad bad -> refused(status, "[invalid bearer token, " + bad.why() + "]");
            case Check.Foreign _ -> refused(status, "invalid bearer token");
        }
        return Reviews.answer(
                "authentication.k8s.io/v1", "TokenReview", new LinkedHashMap<>(), Json.object(body, "spec"), status);
    }

    private static void refused(Map<String, Object> status, String why) {
        status.put("user", new LinkedHashMap<String, Object>());
        status.put("error", why);
    }
}
