package dev.supercargo.decisions.garbage;

import dev.supercargo.meta.GoText;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Chooses what may be deleted. Sorted newest first, everything down to the oldest one in use stays, then so many more,
/// and
/// of the rest whatever is too young:
///
/// ```
///   newest  o o U o o U | k k k k (kept) | o o o y o     U = in use, y = too young
///                               deleted:   x x x   x
/// ```
public final class Garbage {
    private Garbage() {}

    /// The Promotions of one Stage that may go; in use are those that have not ended.
    public static List<String> promotions(List<Promotion> ofStage, Retention retention, Instant now) {
        return names(
                ofStage,
                Promotion::metadata,
                promotion -> promotion.metadata().createdAt(),
                promotion -> !promotion.status().isTerminal(),
                new Limit(retention.maxPromotions(), retention.minPromotionAge()),
                now);
    }

    /// The Freight of one Warehouse that may go; in use is what a Stage of the Project holds now.
    public static List<String> freight(
            List<Freight> ofWarehouse, List<Stage> stages, Retention retention, Instant now) {
        return names(
                ofWarehouse,
                Freight::metadata,
                Freight::foundAt,
                freight -> stages.stream()
                        .anyMatch(stage -> holds(stage, freight.metadata().name())),
                new Limit(retention.maxFreight(), retention.minFreightAge()),
                now);
    }

    private record Limit(int kept, Duration age) {}

    private static boolean holds(Stage stage, String freight) {
        Optional<FreightCollection> current = stage.status().currentFreight();
        return current.isPresent() && current.get().contains(freight);
    }

    private static <T> List<String> names(
            List<T> all,
            Function<T, Metadata> metadata,
            Function<T, Instant> since,
            Predicate<T> inUse,
            Limit limit,
            Instant now) {
        if (all.size() <= limit.kept()) {
            return List.of();
        }
        List<T> newestFirst = all.stream()
                .sorted(Comparator.comparing(since)
                        .thenComparing(item -> metadata.apply(item).name(), GoText.BY_BYTES)
                        .reversed())
                .toList();
        int oldestInUse = -1;
        for (int i = 0; i < newestFirst.size(); i++) {
            if (inUse.test(newestFirst.get(i))) {
                oldestInUse = i;
            }
        }
        return newestFirst.stream()
                .skip(oldestInUse + 1L + limit.kept())
                .filter(item -> Duration.between(since.apply(item), now).compareTo(limit.age()) >= 0)
                .map(item -> metadata.apply(item).name())
                .toList();
    }
}
