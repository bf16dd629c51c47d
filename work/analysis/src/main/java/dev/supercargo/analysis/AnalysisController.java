package dev.supercargo.analysis;

import dev.supercargo.analysis.web.WebProvider;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.TurnLoop;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Kinds;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Carries out the AnalysisRuns that are ours.
public final class AnalysisController {
    /// What Events call it.
    public static final String NAME = "analysis-runner";

    /// The instance that runs are labelled with, where nothing else is configured.
    public static final String INSTANCE = "supercargo";

    private AnalysisController() {}

    /// How the controller works.
    ///
    /// @param whose the runs that it carries out
    /// @param concurrency how many runs are worked on at one time
    /// @param linkLocal whether web measurements may ask link-local addresses
    public record Settings(Whose whose, int concurrency, boolean linkLocal) {}

    /// The controller over a client, not started yet: first `kube.start()`, then `start()`. Its cache and wake-ups are
    /// defined here, so call this before the client is started.
    public static Controller over(Kube kube, Settings settings, InstantSource clock) {
        Map<String, Provider> providers = Map.of("web", new WebProvider(settings.linkLocal(), clock));
        Cache<AnalysisRun> runs = kube.cache(Kinds.ANALYSIS_RUN, AnalysisRun::read);
        var turn = new RunTurn(kube, settings.whose(), new Measuring(providers, clock), clock);
        var controller = new TurnLoop("analysis", settings.concurrency(), clock, turn);
        runs.onChange((key, before, after) -> {
            if (after.isPresent() && settings.whose().ours(after.get().metadata()) && wakes(before, after.get())) {
                controller.wake(key);
            }
        });
        return controller;
    }

    /// A run is looked at when it appears and when what is wanted of it changes; our own status wakes nobody.
    static boolean wakes(Optional<AnalysisRun> before, AnalysisRun after) {
        return before.isEmpty()
                || !before.get().spec().equals(after.spec())
                || !before.get().metadata().labels().equals(after.metadata().labels());
    }
}
