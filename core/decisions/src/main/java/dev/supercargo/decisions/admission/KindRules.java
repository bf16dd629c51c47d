package dev.supercargo.decisions.admission;

import java.time.Instant;
import java.util.Map;

/// The rules of one kind. Both methods may throw [Refused].
interface KindRules {
    /// Whether the kind has defaults to be set.
    default boolean mutates() {
        return false;
    }

    /// Sets defaults in the tree, which is a copy of the review's object.
    default void mutate(AdmissionReview review, Map<String, Object> tree, Lookups lookups, Instant now) {}

    /// Accepts or refuses.
    AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now);
}
