package dev.supercargo.app;

import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.meta.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings that come as environment variables (controllers.md 18), each with its default. What cannot be
/// read is a [UserError] that names the variable.
public record Variables(Map<String, String> environment) {
    public Variables {
        environment = Map.copyOf(environment);
    }

    private static final List<String> COUNTS = List.of(
            "MAX_CONCURRENT_PROMOTION_RECONCILES",
            "MAX_CONCURRENT_STAGE_RECONCILES",
            "MAX_CONCURRENT_WAREHOUSE_RECONCILES",
            "MAX_RETAINED_FREIGHT",
            "MAX_RETAINED_PROMOTIONS");
    private static final List<String> DURATIONS =
            List.of("MIN_FREIGHT_DELETION_AGE", "MIN_PROMOTION_DELETION_AGE", "MIN_WAREHOUSE_RECONCILIATION_INTERVAL");

    /// The same, known to be readable.
    ///
    /// @throws UserError where one of those that are used cannot be read
    public Variables checked() {
        COUNTS.forEach(name -> count(name, 1));
        DURATIONS.forEach(name -> duration(name, Duration.ZERO));
        cacheByTag();
        return this;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /// A whole number, 1 at least.
    public int count(String name, int usual) {
        return text(name).map(text -> counted(name, text)).orElse(usual);
    }

    private static int counted(String name, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new UserError(name + " is \"" + text + "\"; set it to a whole number from 1, or leave it out");
    }

    /// A duration as Kubernetes writes it, such as `5m0s`; not negative.
    public Duration duration(String name, Duration usual) {
        return text(name)
                .map(text -> GoDuration.parse(text)
                        .filter(parsed -> !parsed.isNegative())
                        .orElseThrow(() -> new UserError(
                                name + " is \"" + text + "\"; set it to a duration such as 5m0s, or leave it out")))
                .orElse(usual);
    }

    /// `CACHE_BY_TAG_POLICY` (sources.md 3.5).
    public AdmissionSettings.CacheByTag cacheByTag() {
        return text("CACHE_BY_TAG_POLICY")
                .map(text -> switch (text) {
                    case "Allow" -> AdmissionSettings.CacheByTag.ALLOW;
                    case "Forbid" -> AdmissionSettings.CacheByTag.FORBID;
                    case "Force" -> AdmissionSettings.CacheByTag.FORCE;
                    case "Require" -> AdmissionSettings.CacheByTag.REQUIRE;
                    default ->
                        throw new UserError("CACHE_BY_TAG_POLICY is \"" + text
                                + "\"; set it to Allow, Forbid, Force or Require, or leave it out");
                })
                .orElse(AdmissionSettings.CacheByTag.ALLOW);
    }
}
