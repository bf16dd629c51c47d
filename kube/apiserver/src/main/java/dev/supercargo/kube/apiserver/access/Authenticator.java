package dev.supercargo.kube.apiserver.access;

/// Finds out who sends a request.
@FunctionalInterface
public interface Authenticator {
    Login login(Credentials credentials);

    /// What a log-in came to.
    sealed interface Login {
        /// Somebody is known (perhaps as anonymous).
        record As(Identity who) implements Login {}

        /// Nobody, or somebody with wrong credentials: answered with 401 `Unauthorized`.
        record Refused(String why) implements Login {}
    }
}
