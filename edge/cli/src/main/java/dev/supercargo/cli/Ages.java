package dev.supercargo.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long ago something was, or how long it will take, in the largest units: `5s`, `3m20s`, `4h`, `12d`.
final class Ages {
    private Ages() {}

    /// The time since a moment of a document, `-` where there is none.
    static String since(Optional<String> moment, Instant now) {
        return moment.map(text -> printed(Duration.between(Instant.parse(text), now)))
                .orElse("-");
    }

    /// The time until a moment of a document, `-` where there is none.
    static String until(Optional<String> moment, Instant now) {
        return moment.map(text -> printed(Duration.between(now, Instant.parse(text))))
                .orElse("-");
    }

    static String printed(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return minutes + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + "h" : hours / 24 + "d";
    }
}
