package dev.supercargo.decisions.promotion;

import dev.supercargo.model.Annotations;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;

/// The end of a Promotion, as it is told.
///
/// @param phase the final phase
/// @param message the Promotion's message
/// @param actor who is named as the actor of the Event
public record Ending(String phase, String message, String actor) {
    /// The end that a pass brought about: whoever created the Promotion is its actor, else the
    /// controller.
    static Ending of(Promotion promotion, String phase, String message, String controller) {
        String creator = promotion.metadata().annotation(Annotations.CREATE_ACTOR);
        return new Ending(phase, message, creator.isEmpty() ? "controller:" + controller : creator);
    }

    /// The Event's reason, such as `PromotionSucceeded`.
    public String reason() {
        return "Promotion" + phase;
    }

    /// The Event's message (controllers.md 17.2).
    public String words() {
        if (phase.equals(PromotionPhase.ABORTED) && !message.isEmpty()) {
            return message;
        }
        return "Promotion " + phase + (message.isEmpty() ? "" : ": " + message);
    }
}
