package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.health.Assessment;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Freight;
import dev.supercargo.model.HealthCheckStep;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that a Stage turn looks at, read once.
///
/// @param stage as stored
/// @param promotions to this Stage, in any order
/// @param policy whether the Project lets it promote by itself
/// @param supply the Freight that concerns it
/// @param health answers the health checks that a Promotion left behind, over what was read before
/// @param analysis the runs that verify its Freight
/// @param controller name of the controller, as actors and Events give it
public record StageView(
        Stage stage,
        List<Promotion> promotions,
        AutoPromotionPolicy policy,
        Supply supply,
        HealthSource health,
        Analysis analysis,
        String controller) {
    public StageView {
        promotions = List.copyOf(promotions);
    }

    /// Freight that the Stage holds, held, or may get, and the Warehouses that exist among those that it asks for.
    public record Supply(List<Freight> freight, Set<String> warehouses) {
        public Supply {
            freight = List.copyOf(freight);
            warehouses = Set.copyOf(warehouses);
        }

        /// The Freight of a name.
        Optional<Freight> named(String name) {
            return freight.stream()
                    .filter(piece -> piece.metadata().name().equals(name))
                    .findFirst();
        }
    }

    /// The AnalysisRuns of this Stage; `enabled` is whether anybody carries runs out.
    public record Analysis(boolean enabled, List<AnalysisRun> runs) {
        public Analysis {
            runs = List.copyOf(runs);
        }
    }

    /// Carries out health checks over what was read before.
    @FunctionalInterface
    public interface HealthSource {
        Assessment assess(List<HealthCheckStep> checks);
    }

    /// The Stage's own name.
    String name() {
        return stage.metadata().name();
    }

    String namespace() {
        return stage.metadata().namespace();
    }

    /// Who acts, where the controller itself does.
    String actor() {
        return "controller:" + controller;
    }
}
