package dev.supercargo.meta;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One entry of `status.conditions`: what is so (`status` is `True`, `False` or `Unknown`), why (`reason`, a code)
/// and in words (`message`). `lastTransitionTime` is when `status` last changed; `observedGeneration` is 0 where
/// unknown.
public record Condition(
        String type,
        String status,
        String reason,
        String message,
        Instant lastTransitionTime,
        long observedGeneration) {
    /// The longest message that the API accepts, in bytes of UTF-8.
    public static final int MAX_MESSAGE = 32_768;

    private static final String CUT = " ... (truncated)";

    public Condition {
        message = shortened(message);
        lastTransitionTime = lastTransitionTime.truncatedTo(ChronoUnit.SECONDS);
    }

    /// The condition of a type, or empty where the list has none.
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /// Whether the list holds this type with status `True`.
    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type).filter(c -> c.status().equals("True")).isPresent();
    }

    /// The list with one condition set: replaced in place, else appended. An entry that says the same and is
    /// not newer in `observedGeneration` is left alone; the transition time moves only when `status` changes
    /// (controllers.md 2.2).
    public static List<Condition> set(List<Condition> conditions, Condition wanted) {
        var result = new ArrayList<>(conditions);
        for (int i = 0; i < result.size(); i++) {
            Condition old = result.get(i);
            if (!old.type().equals(wanted.type())) {
                continue;
            }
            boolean same = old.status().equals(wanted.status())
                    && old.reason().equals(wanted.reason())
                    && old.message().equals(wanted.message())
                    && wanted.observedGeneration() <= old.observedGeneration();
            if (!same) {
                Instant since =
                        old.status().equals(wanted.status()) ? old.lastTransitionTime() : wanted.lastTransitionTime();
                result.set(
                        i,
                        new Condition(
                                wanted.type(),
                                wanted.status(),
                                wanted.reason(),
                                wanted.message(),
                                since,
                                wanted.observedGeneration()));
            }
            return List.copyOf(result);
        }
        result.add(wanted);
        return List.copyOf(result);
    }

    /// The list without a type.
    public static List<Condition> without(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> !c.type().equals(type)).toList();
    }

    private static String shortened(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_MESSAGE) {
            return message;
        }
        int end = MAX_MESSAGE - CUT.length();
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }
}
