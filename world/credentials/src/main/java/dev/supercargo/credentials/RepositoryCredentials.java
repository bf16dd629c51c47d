package dev.supercargo.credentials;

import dev.supercargo.decisions.credentials.CredentialRequest;
import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.credentials.Provider;
import dev.supercargo.decisions.credentials.ProviderAnswer;
import dev.supercargo.decisions.credentials.RepositorySecret;
import dev.supercargo.decisions.credentials.RepositoryType;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the credentials for a repository. Secrets are read afresh each time, so that a corrected one
/// counts at once.
public final class RepositoryCredentials {
    private final List<Kube> clusters;
    private final CredentialSettings settings;

    /// Secrets of one cluster, which is the control plane's.
    public RepositoryCredentials(Kube cluster, CredentialSettings settings) {
        this(List.of(cluster), settings);
    }

    /// Secrets of several clusters, the control plane's first.
    public RepositoryCredentials(List<Kube> clusters, CredentialSettings settings) {
        this.clusters = List.copyOf(clusters);
        this.settings = settings;
    }

    /// The credentials for a repository; empty where it is to be accessed anonymously.
    ///
    /// @throws WorldException when Secrets cannot be listed, or the data of the one that serves the
    ///     request are wrong
    public Optional<Credentials> find(String project, RepositoryType type, String url) {
        var request = new CredentialRequest(project, type, url);
        return switch (look(request)) {
            case Lookup.Refused _ -> Optional.empty();
            case Lookup.Asked(var normal, var secret) -> provide(request, normal, secret);
        };
    }

    /// The Secret that serves a request: of the control plane first, of the Project before the shared
    /// ones.
    public Lookup look(CredentialRequest request) {
        if (!request.isAllowed(settings.overHttp())) {
            return new Lookup.Refused("credentials are not shown over plain HTTP; use https://, or allow it");
        }
        for (Kube cluster : clusters) {
            for (String namespace : request.namespaces(settings.sharedNamespace())) {
                Optional<RepositorySecret> chosen = request.choose(secrets(cluster, request, namespace));
                if (chosen.isPresent()) {
                    return new Lookup.Asked(request.normalUrl(), chosen);
                }
            }
        }
        return new Lookup.Asked(request.normalUrl(), Optional.empty());
    }

    private Optional<Credentials> provide(CredentialRequest request, String url, Optional<RepositorySecret> secret) {
        Map<String, String> data = secret.map(RepositorySecret::data).orElse(Map.of());
        Map<String, String> annotations =
                secret.map(RepositorySecret::annotations).orElse(Map.of());
        Optional<Provider> provider = Provider.of(request.type(), url, data, settings.surroundings());
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        return switch (ProviderAnswer.of(provider.get(), request.project(), url, annotations, data)) {
            case ProviderAnswer.Known(var credentials) -> Optional.of(credentials);
            case ProviderAnswer.None _ -> Optional.empty();
            case ProviderAnswer.Wrong(var why) -> throw failed(request, secret, why);
            case ProviderAnswer.NeedsToken(var needy) ->
                throw failed(
                        request,
                        secret,
                        "provider " + needy + " is not available in this version; use username and password");
        };
    }

    private List<RepositorySecret> secrets(Kube cluster, CredentialRequest request, String namespace) {
        try {
            LabelSelector ofType =
                    LabelSelector.equal(Labels.CRED_TYPE, request.type().label());
            List<KubeObject> found = cluster.list(Kinds.SECRET, namespace, ofType);
            return found.stream().map(RepositorySecret::read).toList();
        } catch (WorldException e) {
            String where = namespace.equals(request.project()) ? "namespace " : "shared namespace ";
            String what = "failed to get " + request.type().label() + " creds for " + request.normalUrl() + " in "
                    + where + GoText.quote(namespace) + ": " + e.failure().what();
            throw new WorldException(
                    e.failure() instanceof Failure.Forbidden forbidden
                            ? new Failure.Forbidden(what, forbidden.grant())
                            : new Failure.Transient(what),
                    e);
        }
    }

    private static WorldException failed(CredentialRequest request, Optional<RepositorySecret> secret, String why) {
        return new WorldException(
                new Failure.Permanent("cannot get " + request.type().label() + " credentials for "
                        + request.normalUrl() + " in Project " + request.project()
                        + secret.map(chosen -> " from " + chosen).orElse("") + ": " + why));
    }
}
