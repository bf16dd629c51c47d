package dev.supercargo.controllers.stage;

import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.decisions.stage.Conclusion;
import dev.supercargo.decisions.stage.Outcome;
import dev.supercargo.decisions.stage.StageDecision;
import dev.supercargo.decisions.stage.StageEffect;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Stage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One turn of one Stage: observe, decide, perform, conclude, write.
final class StageTurn implements Turn {
    private final StageCaches caches;
    private final StageObserver observer;
    private final StageApplier applier;
    private final Shard shard;
    private final InstantSource clock;

    StageTurn(StageCaches caches, StageObserver observer, StageApplier applier, Shard shard, InstantSource clock) {
        this.caches = caches;
        this.observer = observer;
        this.applier = applier;
        this.shard = shard;
        this.clock = clock;
    }

    @Override
    public Next take(ObjectKey key) throws InterruptedException {
        Optional<Stage> stage = caches.stages().get(key).filter(found -> shard.handles(found.metadata()));
        if (stage.isEmpty()) {
            return Next.rest();
        }
        Conclusion conclusion = look(stage.get(), true);
        boolean gone =
                stage.get().metadata().isTerminating() && conclusion.error().isEmpty();
        if (!gone) {
            applier.write(stage.get(), conclusion);
        }
        if (conclusion.error().isPresent()) {
            throw new WorldException(conclusion.error().get());
        }
        return conclusion.next().map(Next::at).orElseGet(Next::rest);
    }

    /// Observes, decides, performs, concludes. Where all that was done is that Promotions were made, it looks once
    /// `more`: the status that is written then names the Promotion already, instead of one write later.
    private Conclusion look(Stage stage, boolean more) throws InterruptedException {
        StageView view = observer.observe(stage);
        StageDecision decision = StageDecision.decide(view, clock.instant());
        List<Outcome> outcomes = applier.perform(stage, decision.effects());
        Conclusion conclusion = decision.conclude(outcomes, clock.instant());
        boolean again = more && onlyPromotes(decision.effects(), outcomes);
        return again ? look(stage, false).following(conclusion) : conclusion;
    }

    private static boolean onlyPromotes(List<StageEffect> effects, List<Outcome> outcomes) {
        return !effects.isEmpty()
                && effects.stream().allMatch(StageEffect.CreatePromotion.class::isInstance)
                && outcomes.stream().allMatch(Outcome.Created.class::isInstance);
    }
}
