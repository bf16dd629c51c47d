package dev.supercargo.decisions.freight;

import dev.supercargo.meta.GoText;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightSources;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The Freight that a Stage may be given, as lists show it and auto-promotion chooses from it
/// (controllers.md 6.5): by [Availability], and where a request matches what its upstream Stage holds,
/// only that.
///
/// @param freight sorted by name
public record AvailableFreight(Stage stage, List<Freight> freight) {
    private static final Comparator<Freight> NEWEST_LAST = Comparator.comparing(Freight::foundAt)
            .thenComparing(freight -> freight.metadata().name(), GoText.BY_BYTES);

    public AvailableFreight {
        freight = List.copyOf(freight);
    }

    /// Why there can be no list; it concerns all origins of the Stage. Empty where there can be one.
    ///
    /// @param warehouses names of the Warehouses that exist in the Stage's Project
    public static Optional<String> obstacle(Stage stage, Set<String> warehouses) {
        for (FreightRequest request : stage.spec().requestedFreight()) {
            String warehouse = request.origin().name();
            if (!warehouses.contains(warehouse)) {
                return Optional.of("Warehouse " + GoText.quote(warehouse) + " not found in namespace "
                        + GoText.quote(stage.metadata().namespace()));
            }
            FreightSources sources = request.sources();
            if (!sources.direct() && !Set.of("", "OneOf", "All").contains(sources.availabilityStrategy())) {
                return Optional.of("unsupported AvailabilityStrategy: " + sources.availabilityStrategy());
            }
        }
        return Optional.empty();
    }

    /// The list. There must be no [#obstacle].
    public static AvailableFreight of(Stage stage, Collection<Freight> all, Instant now) {
        var byName = new TreeMap<String, Freight>(GoText.BY_BYTES);
        for (FreightRequest request : stage.spec().requestedFreight()) {
            for (Freight freight : all) {
                if (freight.metadata().namespace().equals(stage.metadata().namespace())
                        && freight.origin().equals(request.origin())
                        && matches(freight, request.sources())
                        && Availability.of(
                                        freight,
                                        request.sources(),
                                        stage.metadata().name(),
                                        now)
                                .isAvailable()) {
                    byName.put(freight.metadata().name(), freight);
                }
            }
        }
        return new AvailableFreight(stage, List.copyOf(byName.values()));
    }

    /// What auto-promotion would choose of an origin: the newest; where what the upstream Stage holds is
    /// to be matched, exactly that, and nothing if that is not one piece.
    public Optional<Freight> candidate(FreightRequest request) {
        var choices = new ArrayList<Freight>(freight);
        choices.removeIf(piece -> !piece.origin().equals(request.origin()));
        return isMatching(request.sources()) && choices.size() != 1
                ? Optional.empty()
                : choices.stream().max(NEWEST_LAST);
    }

    /// The names.
    public Set<String> names() {
        return freight.stream().map(piece -> piece.metadata().name()).collect(Collectors.toSet());
    }

    private static boolean matches(Freight freight, FreightSources sources) {
        return !isMatching(sources)
                || sources.stages().stream().anyMatch(freight.status().currentlyIn()::containsKey);
    }

    private static boolean isMatching(FreightSources sources) {
        return !sources.direct() && sources.matchesUpstream();
    }
}
