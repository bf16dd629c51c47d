package dev.supercargo.decisions.events;

import dev.supercargo.meta.Json;
import java.util.Map;

/// Whoever asks the API for something, as far as Events and annotations name them (resources.md 3.4).
///
/// @param admin whether it is the built-in administrator
/// @param kubernetes the user name that Kubernetes knows, empty for others
/// @param usernameClaim the claim that is configured to name users, with its value `username`, empty for
///     none
/// @param claims what a token says
public record ApiUser(
        boolean admin, String kubernetes, String usernameClaim, String username, Map<String, Object> claims) {
    /// How the user is called: the first of these that is known.
    public String actor() {
        if (admin) {
            return "admin";
        }
        if (!kubernetes.isEmpty()) {
            return "kubernetes:" + kubernetes;
        }
        if (!username.isEmpty()) {
            return usernameClaim + ":" + username;
        }
        return Json.text(claims, "email")
                .map(email -> "email:" + email)
                .or(() -> Json.text(claims, "sub").map(subject -> "subject:" + subject))
                .orElse("unknown actor");
    }
}
