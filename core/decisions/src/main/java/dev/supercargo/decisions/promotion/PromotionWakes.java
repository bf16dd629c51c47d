package dev.supercargo.decisions.promotion;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.Stage;
import java.util.Optional;

/// Which Promotions a change wakes: those whose answer it can change, nobody else (controllers.md 12.4).
public final class PromotionWakes {
    private PromotionWakes() {}

    /// What a change of a Promotion means to it.
    public enum Wake {
        /// Look at it.
        LOOK,
        /// It is gone: what it left on this machine goes too.
        GONE,
        /// Nothing that matters changed.
        NONE
    }

    /// Of a Promotion: it is new, what it is to do changed, or somebody asks for a look or for its end.
    /// Its own
    /// status wakes nobody.
    public static Wake ofPromotion(Optional<Promotion> before, Optional<Promotion> after) {
        if (after.isEmpty()) {
            return before.isPresent() ? Wake.GONE : Wake.NONE;
        }
        Promotion now = after.get();
        if (PromotionPhase.isTerminal(now.status().phase())) {
            return Wake.NONE;
        }
        boolean matters = before.isEmpty()
                || before.get().metadata().generation() != now.metadata().generation()
                || before.get().metadata().isTerminating() != now.metadata().isTerminating()
                || !annotation(before.get(), Annotations.REFRESH).equals(annotation(now, Annotations.REFRESH))
                || (!abortAction(before.get()).equals(abortAction(now))
                        && !abortAction(now).isEmpty());
        return matters ? Wake.LOOK : Wake.NONE;
    }

    /// Whether a Promotion is new and nobody asks anything of it.
    public static boolean mayRest(Promotion promotion) {
        return promotion.status().phase().isEmpty()
                && !promotion.metadata().isTerminating()
                && abortAction(promotion).isEmpty();
    }

    /// Of a Stage: the Promotion that it now names as the current one, and did not before.
    public static Optional<ObjectKey> ofStage(Optional<Stage> before, Optional<Stage> after) {
        return after.flatMap(stage -> current(stage)
                .filter(name -> !before.flatMap(PromotionWakes::current).equals(Optional.of(name)))
                .map(name -> new ObjectKey(stage.metadata().namespace(), name)));
    }

    private static Optional<String> current(Stage stage) {
        return Optional.ofNullable(stage.status().currentPromotion()).map(p -> p.name());
    }

    private static String annotation(Promotion promotion, String key) {
        return promotion.metadata().annotation(key);
    }

    private static String abortAction(Promotion promotion) {
        return ActorRequest.parse(ActorRequest.Form.PROMOTION, annotation(promotion, Annotations.ABORT))
                .map(ActorRequest::subject)
                .orElse("");
    }
}
