package dev.supercargo.decisions.credentials;

/// What is shown to a repository. The texts of these values never show a secret.
public sealed interface Credentials {
    /// A user name and a password or token.
    record Basic(String username, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic[username=" + username + ", password=...]";
        }
    }

    /// A private key in PEM form, for SSH.
    record SshKey(String privateKey) implements Credentials {
        @Override
        public String toString() {
            return "SshKey[...]";
        }
    }
}
