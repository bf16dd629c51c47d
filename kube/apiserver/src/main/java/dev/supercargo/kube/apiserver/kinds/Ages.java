package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Ages as tables show them: `5s`, `3m20s`, `7h5m`, `4d3h`, `2y10d` (kubernetes-api.md 10.3).
public final class Ages {
    private Ages() {}

    /// The age at a path of an object; `<unknown>` where there is no time.
    public static String at(Map<String, Object> object, Instant now, String... path) {
        Optional<Instant> since = Json.text(object, path).flatMap(KubeObject::instant);
        return since.map(time -> print(Duration.between(time, now))).orElse("<unknown>");
    }

    /// The age of an object since its creation.
    public static String of(Map<String, Object> object, Instant now) {
        return at(object, now, "metadata", "creationTimestamp");
    }

    /// A duration in at most two units.
    public static String print(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 0) {
            return "0s";
        }
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < 120) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return minutes + "m" + rest(seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return hours + "h" + rest(minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (days < 8) {
            return days + "d" + rest(hours % 24, "h");
        }
        if (days < 730) {
            return days + "d";
        }
        return days < 2_920 ? days / 365 + "y" + rest(days % 365, "d") : days / 365 + "y";
    }

    private static String rest(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
