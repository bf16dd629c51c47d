package dev.supercargo.kube.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import java.util.Optional;

/// A cluster, and who one is there.
///
/// @param kubeconfig names cluster and user; empty: that of `KUBECONFIG` or of the user, or the account of the Pod
/// @param impersonated the user name to act as, where the user may impersonate it; empty: the user themself
public record Cluster(Optional<Path> kubeconfig, Optional<String> impersonated) {
    /// The cluster and user of a kubeconfig file.
    public static Cluster of(Path kubeconfig) {
        return new Cluster(Optional.of(kubeconfig), Optional.empty());
    }

    /// The cluster in which this process runs, or which the user's environment names.
    public static Cluster surrounding() {
        return new Cluster(Optional.empty(), Optional.empty());
    }

    /// The same cluster, seen as somebody else.
    public Cluster as(String username) {
        return new Cluster(kubeconfig, Optional.of(username));
    }

    /// The address of its API server.
    public String address() {
        return config().getMasterUrl();
    }

    Config config() {
        Config found = kubeconfig
                .map(file -> Config.fromKubeconfig(file.toFile()))
                .orElseGet(() -> Config.autoConfigure(null));
        var builder = new ConfigBuilder(found)
                .withOnlyHttpWatches(true)
                .withRequestRetryBackoffLimit(2)
                .withUserAgent("supercargo");
        impersonated.ifPresent(builder::withImpersonateUsername);
        return builder.build();
    }
}
