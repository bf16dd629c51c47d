package dev.supercargo.decisions.freight;

import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightSources;
import dev.supercargo.model.Stage;
import dev.supercargo.model.VerifiedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a piece of Freight may go to a Stage, and why (not). This is the rule that admission,
/// Promotions and the API go by, and by which lists are filtered (controllers.md 6.4).
public sealed interface Availability {
    /// It may.
    record Available() implements Availability {}

    /// It is verified where it must be, but has not stayed there long enough.
    ///
    /// @param upstream the Stages in which it must still stay
    /// @param until when that will be long enough, empty where it has left them
    record Soaking(List<String> upstream, Optional<Instant> until) implements Availability {}

    /// It is not verified where it must be.
    ///
    /// @param upstream the Stages of which one (or, where the request wants all, each) must verify it
    record Unverified(List<String> upstream) implements Availability {}

    /// No Stage can let it through: it must be approved.
    record NotApproved() implements Availability {}

    /// The Stage does not ask for Freight of this origin, or it is in another Project.
    record NotRequested() implements Availability {}

    /// Whether it may go there.
    default boolean isAvailable() {
        return this instanceof Available;
    }

    /// The answer for a Stage: the best that one of its requests gives.
    static Availability of(Freight freight, Stage stage, Instant now) {
        if (!freight.metadata().namespace().equals(stage.metadata().namespace())) {
            return new NotRequested();
        }
        Availability best = new NotRequested();
        for (FreightRequest request : stage.spec().requestedFreight()) {
            if (request.origin().equals(freight.origin())) {
                best = of(freight, request.sources(), stage.metadata().name(), now);
                if (best.isAvailable()) {
                    return best;
                }
            }
        }
        return best;
    }

    /// The answer of one request of a Stage for the Freight's origin.
    static Availability of(Freight freight, FreightSources sources, String stage, Instant now) {
        if (sources.direct() || freight.status().approvedFor().containsKey(stage)) {
            return new Available();
        }
        var unverified = new ArrayList<String>();
        var soaking = new ArrayList<String>();
        for (String upstream : sources.stages()) {
            if (!freight.status().verifiedIn().containsKey(upstream)) {
                unverified.add(upstream);
            } else if (!hasSoaked(freight, upstream, sources, now)) {
                soaking.add(upstream);
            }
        }
        boolean all = sources.needsAll();
        int missing = unverified.size() + soaking.size();
        if (all ? missing == 0 : missing < sources.stages().size()) {
            return new Available();
        }
        if (sources.stages().isEmpty()) {
            return new NotApproved();
        }
        return soaking.isEmpty() || (all && !unverified.isEmpty())
                ? new Unverified(List.copyOf(unverified))
                : new Soaking(List.copyOf(soaking), soaked(freight, soaking, sources, all));
    }

    /// How long it has stayed in a Stage that verified it, at the longest (controllers.md 6.3). The clock
    /// starts when it enters, but nothing counts until it is verified; an entry in the future counts as
    /// nothing.
    static Duration longestSoak(Freight freight, String upstream, Instant now) {
        VerifiedStage verified = freight.status().verifiedIn().get(upstream);
        if (verified == null) {
            return Duration.ZERO;
        }
        Duration longest = verified.longestSoak() == null ? Duration.ZERO : verified.longestSoak();
        CurrentStage current = freight.status().currentlyIn().get(upstream);
        if (current == null || current.since() == null) {
            return longest;
        }
        Duration stay = Duration.between(current.since(), now);
        return stay.compareTo(longest) > 0 ? stay : longest;
    }

    private static boolean hasSoaked(Freight freight, String upstream, FreightSources sources, Instant now) {
        Duration required = sources.requiredSoakTime();
        return required == null || longestSoak(freight, upstream, now).compareTo(required) >= 0;
    }

    /// When the stays will be long enough: all of them, or the first.
    private static Optional<Instant> soaked(
            Freight freight, List<String> soaking, FreightSources sources, boolean all) {
        var ends = new ArrayList<Instant>();
        for (String upstream : soaking) {
            CurrentStage current = freight.status().currentlyIn().get(upstream);
            Duration required = sources.requiredSoakTime();
            if (current != null && current.since() != null && required != null) {
                ends.add(current.since().plus(required));
            } else if (all) {
                return Optional.empty();
            }
        }
        return all ? ends.stream().max(Instant::compareTo) : ends.stream().min(Instant::compareTo);
    }
}
