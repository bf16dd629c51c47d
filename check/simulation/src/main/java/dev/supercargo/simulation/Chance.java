package dev.supercargo.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Everything that is random in a world, drawn from its seed.
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /// A number from 0 to below `limit`.
    int below(int limit) {
        return random.nextInt(limit);
    }

    /// A number of a range, both ends included.
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /// Whether it comes about, once in so many times; never for 0.
    boolean oneIn(int times) {
        return times > 0 && random.nextInt(times) == 0;
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    Duration seconds(int least, int most) {
        return Duration.ofMillis(between(least * 1000, most * 1000));
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
