package dev.supercargo.app;

import dev.supercargo.credentials.RepositoryCredentials;
import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.credentials.RepositoryType;
import dev.supercargo.git.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.LocalReference;
import dev.supercargo.promotion.git.GitAccess;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose credentials git is shown, and who commits: an identity of the product's own unless the environment
/// (`GITCLIENT_NAME`, `GITCLIENT_EMAIL`) or the ClusterConfig says otherwise, never the machine's configuration.
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

    @Override
    public Identity identity() {
        return kube.get(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"))
                .map(ClusterConfig::read)
                .flatMap(config -> Optional.ofNullable(config.spec().gitClient()))
                .map(client -> new Identity(client.name(), client.email(), signingKey(client.signingKeySecret())))
                .orElseGet(() -> ofEnvironment(environment));
    }

    static Identity ofEnvironment(Map<String, String> environment) {
        return Identity.of(
                environment.getOrDefault("GITCLIENT_NAME", NAME), environment.getOrDefault("GITCLIENT_EMAIL", EMAIL));
    }

    private Optional<String> signingKey(@Nullable LocalReference secret) {
        return secret == null || secret.name().isEmpty()
                ? Optional.empty()
                : kube.get(Kinds.SECRET, new ObjectKey(SYSTEM, secret.name()))
                        .map(KubeObject::view)
                        .flatMap(object -> Json.text(object, "data", "signingKey"))
                        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }
}
