package dev.supercargo.app;

import dev.supercargo.credentials.RepositoryCredentials;
import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.credentials.RepositoryType;
import dev.supercargo.git.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.LocalReference;
import dev.supercargo.promotion.git.GitAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose credentials git is shown, and who commits: an identity of the product's own unless the environment
/// (`GITCLIENT_NAME`, `GITCLIENT_EMAIL`, `GITCLIENT_SIGNING_KEY_PATH`) or the ClusterConfig says otherwise, never the
/// machine's configuration.
final class ControllerGitAccess implements GitAccess {
    private static final String NAME = "Supercargo";
    private static final String EMAIL = "no-reply@supercargo.dev";
    private static final String SYSTEM = "kargo-system-resources";

    private final Kube kube;
    private final RepositoryCredentials credentials;
    private final Map<String, String> environment;

    ControllerGitAccess(Kube kube, RepositoryCredentials credentials, Map<String, String> environment) {
        this.kube = kube;
        this.credentials = credentials;
        this.environment = environment;
    }

    @Override
    public Optional<Credentials> credentials(String project, String repoUrl) {
        return credentials.find(project, RepositoryType.GIT, repoUrl);
    }

    /// Who commits, and with which key.
    ///
    /// @throws WorldException when a key is asked for that is not there: nothing is pushed unsigned by mistake
    @Override
    public Identity identity() {
        return kube.get(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"))
                .map(ClusterConfig::read)
                .flatMap(config -> Optional.ofNullable(config.spec().gitClient()))
                .map(client -> new Identity(client.name(), client.email(), signingKey(client.signingKeySecret())))
                .orElseGet(() -> ofEnvironment(environment));
    }

    private static Identity ofEnvironment(Map<String, String> environment) {
        return new Identity(
                environment.getOrDefault("GITCLIENT_NAME", NAME),
                environment.getOrDefault("GITCLIENT_EMAIL", EMAIL),
                installedKey(environment));
    }

    private Optional<String> signingKey(@Nullable LocalReference secret) {
        if (secret == null || secret.name().isEmpty()) {
            return installedKey(environment);
        }
        var place = new ObjectKey(SYSTEM, secret.name());
        KubeObject object = kube.get(Kinds.SECRET, place)
                .orElseThrow(() -> missing("there is no Secret " + place + ", which ClusterConfig cluster names as"
                        + " gitClient.signingKeySecret; create it with the key signingKey"));
        String encoded = Json.text(object.view(), "data", "signingKey")
                .filter(key -> !key.isEmpty())
                .orElseThrow(() -> missing("Secret " + place + " has no key signingKey; put the armoured private key"
                        + " there with which git shall sign"));
        return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    private static Optional<String> installedKey(Map<String, String> environment) {
        String path = environment.getOrDefault("GITCLIENT_SIGNING_KEY_PATH", "");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException e) {
            throw missing(
                    "cannot read the signing key " + path + " (" + e.getClass().getSimpleName()
                            + "); correct GITCLIENT_SIGNING_KEY_PATH, or unset it to commit without a signature");
        }
    }

    private static WorldException missing(String what) {
        return new WorldException(new Failure.Permanent("cannot sign: " + what));
    }
}
