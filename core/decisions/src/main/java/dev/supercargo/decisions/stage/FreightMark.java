package dev.supercargo.decisions.stage;

import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a Stage writes about itself into the status of Freight (controllers.md 6.2).
public sealed interface FreightMark {
    /// The Stage holds the Freight since that moment.
    record Entered(Instant since) implements FreightMark {}

    /// The Stage holds it no more; the stay that ended, if it is the longest one that counts.
    record Left(Optional<Duration> longestSoak) implements FreightMark {}

    /// The Stage has verified it.
    record Verified(Instant at) implements FreightMark {}

    /// The Stage is gone, or holds Freight no more.
    record Forgotten() implements FreightMark {}

    /// The merge patch of the Freight's status that makes the mark of this Stage.
    default Map<String, Object> patch(String stage) {
        var status = new LinkedHashMap<String, Object>();
        switch (this) {
            case Entered(var since) -> Json.put(status, since.toString(), "currentlyIn", stage, "since");
            case Left(var soak) -> {
                Json.put(status, null, "currentlyIn", stage);
                soak.ifPresent(stay -> Json.put(status, GoDuration.print(stay), "verifiedIn", stage, "longestSoak"));
            }
            case Verified(var at) -> Json.put(status, at.toString(), "verifiedIn", stage, "verifiedAt");
            case Forgotten _ -> {
                Json.put(status, null, "currentlyIn", stage);
                Json.put(status, null, "verifiedIn", stage);
                Json.put(status, null, "approvedFor", stage);
            }
        }
        return status;
    }
}
