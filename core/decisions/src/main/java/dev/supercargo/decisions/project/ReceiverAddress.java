package dev.supercargo.decisions.project;

import dev.supercargo.model.WebhookReceiver;
import dev.supercargo.model.WebhookReceiverConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Where an inbound webhook is served: an address that nobody can guess who does not know its Secret (webhooks.md 1.3).
public final class ReceiverAddress {
    private ReceiverAddress() {}

    /// The type of a receiver, the Secret that it names and the key that must be in it.
    public record Type(String name, String secret, String key) {}

    /// The type that counts: the first in alphabetical order, or empty where none is given.
    public static Optional<Type> type(WebhookReceiverConfig receiver) {
        if (receiver.artifactory() != null) {
            return found("artifactory", receiver.artifactory().secretRef().name(), "secret-token");
        }
        if (receiver.azure() != null) {
            return found("azure", receiver.azure().secretRef().name(), "secret");
        }
        if (receiver.bitbucket() != null) {
            return found("bitbucket", receiver.bitbucket().secretRef().name(), "secret");
        }
        if (receiver.dockerhub() != null) {
            return found("dockerhub", receiver.dockerhub().secretRef().name(), "secret");
        }
        if (receiver.generic() != null) {
            return found("generic", receiver.generic().secretRef().name(), "secret");
        }
        if (receiver.gitea() != null) {
            return found("gitea", receiver.gitea().secretRef().name(), "secret");
        }
        if (receiver.github() != null) {
            return found("github", receiver.github().secretRef().name(), "secret");
        }
        if (receiver.gitlab() != null) {
            return found("gitlab", receiver.gitlab().secretRef().name(), "secret-token");
        }
        if (receiver.harbor() != null) {
            return found("harbor", receiver.harbor().secretRef().name(), "auth-header");
        }
        return receiver.quay() != null
                ? found("quay", receiver.quay().secretRef().name(), "secret")
                : Optional.empty();
    }

    /// The address. `project` is empty for receivers of the whole installation; `secret` is the value of the type's
    /// key.
    public static WebhookReceiver of(String baseUrl, String project, String receiver, String type, byte[] secret) {
        MessageDigest digest = sha256();
        digest.update((project + receiver).getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(digest.digest(secret));
        try {
            URI base = new URI(baseUrl);
            String basePath = base.getPath() == null ? "" : base.getPath();
            String path = (basePath + "/" + type + "/" + hash).replaceAll("/+", "/");
            URI url = new URI(base.getScheme(), base.getAuthority(), path, base.getQuery(), base.getFragment());
            return new WebhookReceiver(receiver, path, url.toString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the base URL of inbound webhooks, " + baseUrl + ", is no URL: " + e.getReason(), e);
        }
    }

    private static Optional<Type> found(String name, String secret, String key) {
        return Optional.of(new Type(name, secret, key));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
