package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.freight.Availability;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightSources;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The Freight of one requested origin, newest first, each with the answer whether it may come
/// (controllers.md 6.4, 6.5, 8.3).
record Candidates(FreightRequest request, List<Judged> freight) {
    private static final Comparator<Freight> NEWEST = Comparator.comparing(Freight::foundAt)
            .thenComparing(f -> f.metadata().name(), GoText.BY_BYTES)
            .reversed();

    /// A piece of Freight and whether it may come.
    record Judged(Freight piece, Availability verdict) {
        String name() {
            return piece.metadata().name();
        }
    }

    static Candidates of(String stage, FreightRequest request, List<Freight> freight, Instant now) {
        return new Candidates(
                request,
                freight.stream()
                        .filter(piece -> piece.origin().equals(request.origin()))
                        .sorted(NEWEST)
                        .map(piece -> new Judged(piece, Availability.of(piece, request.sources(), stage, now)))
                        .toList());
    }

    /// The Freight that may come, newest first. Where what the upstream Stage holds is to be matched,
    /// that is only what it holds, approved Freight included.
    List<Judged> available() {
        FreightSources sources = request.sources();
        return freight.stream()
                .filter(judged -> judged.verdict().isAvailable())
                .filter(judged -> !sources.matchesUpstream() || sources.direct() || holds(sources, judged.piece()))
                .toList();
    }

    /// When Freight that soaks now will have soaked.
    Stream<Instant> soakEnds() {
        return freight.stream()
                .map(Judged::verdict)
                .filter(Availability.Soaking.class::isInstance)
                .flatMap(verdict -> ((Availability.Soaking) verdict).until().stream());
    }

    private static boolean holds(FreightSources sources, Freight piece) {
        return sources.stages().stream().anyMatch(piece.status().currentlyIn()::containsKey);
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
