package dev.supercargo.rest;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Kinds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out who asks (rest-api.md 2).
@FunctionalInterface
public interface Authentication {
    /// The caller.
    ///
    /// @param authorization the header of that name
    Caller of(Optional<String> authorization);

    /// Laptop mode: everybody who can reach the port is the local user.
    static Authentication local() {
        return _ -> new Caller.Local();
    }

    /// Bearer tokens that Kubernetes accepts, asked by a TokenReview.
    ///
    /// @param kube the API under an identity that may create TokenReviews
    static Authentication tokens(Kube kube) {
        return authorization -> reviewed(kube, token(authorization));
    }

    private static String token(Optional<String> authorization) {
        String header =
                authorization.filter(text -> !text.isEmpty()).orElseThrow(() -> new Refusal(401, "no token provided"));
        String token = header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : header;
        if (!Tokens.JWT.matcher(token).matches()) {
            throw new Refusal(401, "invalid token");
        }
        return token;
    }

    private static Caller reviewed(Kube kube, String token) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("token", token);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", Kinds.TOKEN_REVIEW.apiVersion());
        tree.put("kind", Kinds.TOKEN_REVIEW.kind());
        tree.put("spec", spec);
        Map<String, Object> status =
                Json.object(kube.create(Kinds.TOKEN_REVIEW, KubeObject.of(tree)).view(), "status");
        boolean known = Json.at(status, "authenticated").orElse(false).equals(true)
                && Json.text(status, "error").filter(text -> !text.isEmpty()).isEmpty();
        if (!known) {
            throw new Refusal(401, "invalid token");
        }
        return new Caller.Kubernetes(
                Json.text(status, "user", "username").orElse(""),
                Json.text(status, "user", "uid").orElse(""),
                Json.list(status, "user", "groups").stream()
                        .map(String::valueOf)
                        .toList(),
                Json.object(status, "user", "extra"));
    }

    /// What tokens look like.
    final class Tokens {
        static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

        private Tokens() {}
    }
}
