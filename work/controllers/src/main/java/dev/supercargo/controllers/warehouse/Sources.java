package dev.supercargo.controllers.warehouse;

import dev.supercargo.model.ChartDiscovery;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.ImageDiscovery;
import dev.supercargo.model.Subscription;
import java.util.Optional;

/// Where artifacts are looked for. What a source cannot do, it says in a `WorldException`.
///
/// @param images empty where container registries cannot be asked
/// @param charts empty where chart repositories cannot be asked
public record Sources(Commits commits, Optional<Images> images, Optional<Charts> charts) {
    /// Finds commits for the Warehouses of a Project.
    @FunctionalInterface
    public interface Commits {
        /// What the subscription selects now, best first.
        ///
        /// @param project whose credentials are used
        /// @param previous what the same subscription found before, if it is unchanged
        GitDiscovery discover(String project, Subscription.Git subscription, Optional<GitDiscovery> previous)
                throws InterruptedException;
    }

    /// Finds container images.
    @FunctionalInterface
    public interface Images {
        ImageDiscovery discover(String project, Subscription.Image subscription) throws InterruptedException;
    }

    /// Finds Helm charts.
    @FunctionalInterface
    public interface Charts {
        ChartDiscovery discover(String project, Subscription.Chart subscription) throws InterruptedException;
    }
}
