package dev.supercargo.decisions.garbage;

import java.time.Duration;

/// How much is kept in any case: so many, and whatever is younger.
public record Retention(int maxPromotions, Duration minPromotionAge, int maxFreight, Duration minFreightAge) {
    /// Twenty of each, and whatever is younger than two weeks.
    public static final Retention USUAL = new Retention(20, Duration.ofDays(14), 20, Duration.ofDays(14));
}
