package dev.supercargo.decisions.stage;

import dev.supercargo.meta.GoText;
import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightSources;
import dev.supercargo.model.VerifiedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The Freight of one requested origin, newest first, each with the answer whether it may come (controllers.md 6.4,
/// 6.5,
/// 8.3).
record Candidates(FreightRequest request, List<Judged> freight) {
    private static final Comparator<Freight> NEWEST = Comparator.comparing(Freight::foundAt)
            .thenComparing(f -> f.metadata().name(), GoText.BY_BYTES)
            .reversed();

    /// A piece of Freight and whether it may come.
    record Judged(Freight piece, Verdict verdict) {
        String name() {
            return piece.metadata().name();
        }
    }

    /// Whether Freight may come.
    sealed interface Verdict {
        record Available() implements Verdict {}

        record Soaking(List<String> upstream, Optional<Instant> until) implements Verdict {}

        record Unverified(List<String> upstream) implements Verdict {}
    }

    static Candidates of(String stage, FreightRequest request, List<Freight> freight, Instant now) {
        return new Candidates(
                request,
                freight.stream()
                        .filter(piece -> piece.origin().equals(request.origin()))
                        .sorted(NEWEST)
                        .map(piece -> new Judged(piece, verdict(stage, request.sources(), piece, now)))
                        .toList());
    }

    /// The Freight that may come, newest first. Where what the upstream Stage holds is to be matched, that is only what
    /// it
    /// holds, approved Freight included.
    List<Judged> available() {
        FreightSources sources = request.sources();
        return freight.stream()
                .filter(judged -> judged.verdict() instanceof Verdict.Available)
                .filter(judged -> !sources.matchesUpstream() || sources.direct() || holds(sources, judged.piece()))
                .toList();
    }

    /// When Freight that soaks now will have soaked.
    Stream<Instant> soakEnds() {
        return freight.stream()
                .map(Judged::verdict)
                .filter(Verdict.Soaking.class::isInstance)
                .flatMap(verdict -> ((Verdict.Soaking) verdict).until().stream());
    }

    private static boolean holds(FreightSources sources, Freight piece) {
        return sources.stages().stream().anyMatch(piece.status().currentlyIn()::containsKey);
    }

    /// Whether the request's strategy is one that is known.
    static boolean knownStrategy(FreightSources sources) {
        return Set.of("", "OneOf", "All").contains(sources.availabilityStrategy());
    }

    private static Verdict verdict(String stage, FreightSources sources, Freight piece, Instant now) {
        if (sources.direct() || piece.status().approvedFor().containsKey(stage)) {
            return new Verdict.Available();
        }
        var unverified = new ArrayList<String>();
        var soaking = new ArrayList<String>();
        var until = new ArrayList<Optional<Instant>>();
        for (String upstream : sources.stages()) {
            VerifiedStage verified = piece.status().verifiedIn().get(upstream);
            if (verified == null) {
                unverified.add(upstream);
            } else if (!soaked(piece, upstream, verified, sources, now)) {
                soaking.add(upstream);
                until.add(soakedAt(piece, upstream, sources));
            }
        }
        boolean all = sources.needsAll();
        int ready = sources.stages().size() - unverified.size() - soaking.size();
        if (all ? unverified.isEmpty() && soaking.isEmpty() : ready > 0) {
            return new Verdict.Available();
        }
        if (soaking.isEmpty() || (all && !unverified.isEmpty())) {
            return new Verdict.Unverified(List.copyOf(unverified));
        }
        return new Verdict.Soaking(List.copyOf(soaking), moment(until, all));
    }

    /// When enough of the stays are long enough: all of them, or the first.
    private static Optional<Instant> moment(List<Optional<Instant>> until, boolean all) {
        if (all && until.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var known = until.stream().flatMap(Optional::stream);
        return all ? known.max(Instant::compareTo) : known.min(Instant::compareTo);
    }

    private static boolean soaked(
            Freight piece, String upstream, VerifiedStage verified, FreightSources sources, Instant now) {
        Duration required = sources.requiredSoakTime();
        if (required == null || !required.isPositive()) {
            return true;
        }
        Duration longest = verified.longestSoak();
        if (longest != null && longest.compareTo(required) >= 0) {
            return true;
        }
        return soakedAt(piece, upstream, sources)
                .filter(at -> !now.isBefore(at))
                .isPresent();
    }

    private static Optional<Instant> soakedAt(Freight piece, String upstream, FreightSources sources) {
        CurrentStage stay = piece.status().currentlyIn().get(upstream);
        Instant since = stay == null ? null : stay.since();
        Duration required = sources.requiredSoakTime();
        return since == null || required == null ? Optional.empty() : Optional.of(since.plus(required));
    }

    static String listed(List<String> stages) {
        return switch (stages.size()) {
            case 0 -> "no Stage";
            case 1 -> "Stage " + GoText.quote(stages.getFirst());
            default ->
                "Stages " + String.join(", ", stages.stream().map(GoText::quote).toList());
        };
    }
}
