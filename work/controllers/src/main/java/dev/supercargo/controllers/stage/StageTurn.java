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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One turn of one Stage: observe, decide, perform, conclude, write.
final class StageTurn implements Turn {
    private final StageCaches caches;
    private final StageObserver observer;
    private final StageApplier applier;
    private final Shard shard;
    private final InstantSource clock;
    /// What turns came to that only made Promotions: it is told with the next turn of the same Stage.
    private final Map<ObjectKey, Conclusion> untold = new ConcurrentHashMap<>();

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
            untold.remove(key);
            return Next.rest();
        }
        StageView view = observer.observe(stage.get());
        StageDecision decision = StageDecision.decide(view, clock.instant());
        List<Outcome> outcomes = applier.perform(view, decision.effects());
        Conclusion conclusion = decision.conclude(outcomes, clock.instant());
        Conclusion before = untold.remove(key);
        if (before != null) {
            conclusion = conclusion.following(before);
        }
        if (onlyPromotes(decision.effects(), outcomes) && conclusion.error().isEmpty()) {
            untold.put(key, conclusion);
            return Next.at(clock.instant());
        }
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

    /// Whether all that was done is that Promotions were made. Then the Stage is looked at once more before
    /// anything is written, after all others that wait: their Promotions are made first, and the status that is
    /// written names the Promotion already.
    private static boolean onlyPromotes(List<StageEffect> effects, List<Outcome> outcomes) {
        return !effects.isEmpty()
                && effects.stream().allMatch(StageEffect.CreatePromotion.class::isInstance)
                && outcomes.stream().allMatch(Outcome.Created.class::isInstance);
    }
}
