package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.events.EventAnnotations;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.AnalysisRunReference;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Events of a Stage turn (controllers.md 17).
final class StageEvents {
    private StageEvents() {}

    /// Freight was promoted without being asked for.
    static Announcement promoted(StageView view, FreightOrigin origin, String freight, KubeObject created) {
        Promotion promotion = Promotion.read(created);
        return new Announcement(
                "PromotionCreated",
                "Automatically promoted Freight from origin \"" + origin.key() + "\" for Stage \"" + view.name() + "\"",
                "Promotion",
                created.name(),
                EventAnnotations.ofPromotion(
                        promotion,
                        promotion.metadata().createdAt(),
                        view.supply().named(freight),
                        view.actor()));
    }

    /// A verification has come to its end: one Event for each piece of Freight that the Stage holds.
    static List<Announcement> verified(StageView view, StageStatus status, VerificationInfo entry) {
        var events = new ArrayList<Announcement>();
        for (FreightReference reference :
                status.freightHistory().getFirst().items().values()) {
            view.supply().named(reference.name()).ifPresent(piece -> events.add(verified(view, piece, entry)));
        }
        return events;
    }

    /// Freight has passed through a Stage that verifies nothing.
    static Announcement passed(StageView view, Freight piece, Instant at) {
        return verified(view, piece, new VerificationInfo("", "", at, VerificationPhase.SUCCESSFUL, "", null, at));
    }

    private static Announcement verified(StageView view, Freight piece, VerificationInfo entry) {
        Map<String, String> facts =
                EventAnnotations.ofFreight(piece, view.name(), entry.actor().isEmpty() ? view.actor() : entry.actor());
        time(facts, "verification-start-time", Optional.ofNullable(entry.startTime()));
        time(facts, "verification-finish-time", Optional.ofNullable(entry.finishTime()));
        AnalysisRunReference run = entry.analysisRun();
        if (run != null) {
            put(facts, "analysis-run-name", run.name());
            view.analysis().runs().stream()
                    .filter(r -> r.metadata().name().equals(run.name()))
                    .findFirst()
                    .ifPresent(r -> put(facts, "promotion-name", r.metadata().annotation(Annotations.PROMOTION)));
        }
        boolean succeeded = entry.phase().equals(VerificationPhase.SUCCESSFUL);
        return new Announcement(
                "FreightVerification" + word(entry.phase()),
                succeeded ? "Freight verification succeeded" : entry.message(),
                "Freight",
                piece.metadata().name(),
                facts);
    }

    private static String word(String phase) {
        return switch (phase) {
            case VerificationPhase.SUCCESSFUL -> "Succeeded";
            case VerificationPhase.FAILED -> "Failed";
            case VerificationPhase.ERROR -> "Errored";
            case VerificationPhase.ABORTED -> "Aborted";
            case VerificationPhase.INCONCLUSIVE -> "Inconclusive";
            default -> "Unknown";
        };
    }

    private static void put(Map<String, String> facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.put(Annotations.EVENT_PREFIX + key, value);
        }
    }

    private static void time(Map<String, String> facts, String key, Optional<Instant> at) {
        at.ifPresent(moment -> put(facts, key, moment.toString()));
    }
}
