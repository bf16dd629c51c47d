package dev.supercargo.decisions.promotion;

import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.Optional;

/// How a Promotion stands after a pass over its steps (controllers.md 12.5, rules 9 and 10).
///
/// @param status the status to write
/// @param ending set where the Promotion has ended
public record PassConclusion(PromotionStatus status, Optional<Ending> ending) {
    /// Concludes from what the pass said.
    ///
    /// @param status with what the steps left in it
    /// @param phase `Running` or a final phase
    /// @param error what went wrong; only a pass that is still running may go on after it
    public static PassConclusion of(
            Promotion promotion,
            PromotionStatus status,
            String phase,
            String message,
            Optional<String> error,
            String controller,
            Instant now) {
        boolean running = phase.equals(PromotionPhase.RUNNING);
        if (running) {
            return new PassConclusion(
                    status.withPhase(phase)
                            .withMessage(error.orElse(""))
                            .withLastHandledRefresh(promotion.metadata().annotation(Annotations.REFRESH)),
                    Optional.empty());
        }
        String end = error.isPresent() ? PromotionPhase.ERRORED : phase;
        String words = error.orElse(message);
        return new PassConclusion(
                PromotionDecision.ended(promotion, status, end, words, now),
                Optional.of(Ending.of(promotion, end, words, controller)));
    }

    /// The value of the Stage's `reverify` annotation after a success: the same Freight was promoted
    /// once more, and it
    /// has been verified before (controllers.md 12.6). Empty where nothing is to be verified again.
    public static Optional<String> reverification(Stage stage, String freight) {
        return stage.status()
                .currentFreight()
                .filter(current -> holds(current, freight))
                .flatMap(current -> current.verificationHistory().stream().findFirst())
                .map(newest -> new ActorRequest(newest.id(), "", false).print(ActorRequest.Form.VERIFICATION));
    }

    private static boolean holds(FreightCollection collection, String freight) {
        return collection.items().values().stream().anyMatch(item -> item.name().equals(freight));
    }
}
