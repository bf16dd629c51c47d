package dev.supercargo.app;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Where logs go: warnings and worse to standard error, one line each; standard output belongs to the command.
/// `SUPERCARGO_LOG` names another level.
final class Logs {
    /// fabric8 warns of every `v1alpha1`. Kept here, for loggers are held weakly.
    private static final Logger UNSTABLE_VERSIONS =
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

    private Logs() {}

    static void quiet() {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format",
                "%1$tY-%1$tm-%1$tdT%1$tH:%1$tM:%1$tS %4$s %3$s: %5$s%6$s%n");
        Logger root = LogManager.getLogManager().getLogger("");
        Level level = Level.parse(System.getenv().getOrDefault("SUPERCARGO_LOG", "WARNING"));
        root.setLevel(level);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(level);
        }
        UNSTABLE_VERSIONS.setLevel(Level.SEVERE);
    }
}
