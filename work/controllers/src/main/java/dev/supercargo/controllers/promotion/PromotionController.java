package dev.supercargo.controllers.promotion;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.decisions.promotion.PromotionDecision;
import dev.supercargo.decisions.promotion.PromotionWakes;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Pulse;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.Stage;
import dev.supercargo.promotion.Engine;
import dev.supercargo.promotion.Workspaces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The Promotion controller: wakes Promotions when something happened that their answer depends on.
///
/// ```java
/// var kube     = ...;                                          // as the controller's ServiceAccount
/// var engine   = new StepEngine(BuiltinSteps.list(...), clock);
/// var promoter = new PromotionController(kube, engine, new Workspaces(data.resolve("promotions")),
/// functions,
///                    new Announcer(kube, PromotionController.NAME, clock), settings, clock);
/// kube.start();      // the caches
/// promoter.start();
/// ```
///
/// Closing it leaves running Promotions and their directories untouched: they go on after the next start.
public final class PromotionController implements Controller {
    /// The controller's name, as Events show it.
    public static final String NAME = "promotion-controller";

    private final Controller loop;
    private final Cache<Promotion> promotions;
    private final Cache<Stage> stages;
    private final InstantSource clock;
    private final Workspaces workspaces;
    /// UIDs of deleted Promotions whose workspaces go in the next turn of their key, when no step runs.
    private final Map<ObjectKey, Set<String>> gone = new ConcurrentHashMap<>();

    /// Construct it before the caches are started.
    public PromotionController(
            Kube kube,
            Engine engine,
            Workspaces workspaces,
            PromotionFunctions functions,
            Announcer announcer,
            PromotionSettings settings,
            InstantSource clock) {
        var turn = new PromotionTurn(kube, engine, workspaces, functions, announcer, settings, clock);
        this.workspaces = workspaces;
        this.loop = kube.controller(NAME, settings.concurrency(), clock, key -> {
            removeGone(key);
            return turn.take(key);
        });
        this.promotions = kube.cache(Kinds.PROMOTION, Promotion::read);
        promotions.onChange(this::promotionChanged);
        this.clock = clock;
        this.stages = kube.cache(Kinds.STAGE, Stage::read);
        stages.onChange(
                (_, before, after) -> PromotionWakes.ofStage(before, after).ifPresent(loop::wake));
    }

    private void promotionChanged(ObjectKey key, Optional<Promotion> before, Optional<Promotion> after) {
        switch (PromotionWakes.ofPromotion(before, after)) {
            case LOOK -> {
                if (after.filter(this::isAboutToBeNamed).isPresent()) {
                    loop.wakeBy(key, clock.instant().plus(PromotionDecision.NAMED_WITHIN));
                } else {
                    loop.wake(key);
                }
            }
            case GONE -> {
                before.ifPresent(old -> gone.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet())
                        .add(old.metadata().uid()));
                loop.wake(key);
            }
            case NONE -> {}
        }
    }

    /// Whether a new Promotion has nothing to do until its Stage, which works on none, names it.
    private boolean isAboutToBeNamed(Promotion promotion) {
        var stage =
                new ObjectKey(promotion.metadata().namespace(), promotion.spec().stage());
        return PromotionWakes.mayRest(promotion)
                && stages.get(stage)
                        .filter(known -> known.status().currentPromotion() == null)
                        .isPresent();
    }

    private void removeGone(ObjectKey key) {
        Set<String> uids = gone.remove(key);
        if (uids != null) {
            uids.forEach(workspaces::remove);
        }
    }

    @Override
    public void wake(ObjectKey key) {
        loop.wake(key);
    }

    @Override
    public void wakeBy(ObjectKey key, Instant latest) {
        loop.wakeBy(key, latest);
    }

    /// Begins to take turns, after workspaces were removed whose Promotions have ended or are gone: a
    /// process that was
    /// killed right after it wrote an end leaves them behind.
    @Override
    public void start() {
        if (promotions.synced()) {
            removeLeftovers();
        }
        loop.start();
    }

    @Override
    public Pulse pulse() {
        return loop.pulse();
    }

    private void removeLeftovers() {
        Set<String> alive = promotions.all().stream()
                .filter(promotion ->
                        !PromotionPhase.isTerminal(promotion.status().phase()))
                .map(promotion -> promotion.metadata().uid())
                .collect(Collectors.toSet());
        workspaces.keepOnly(alive);
    }

    @Override
    public void close() {
        loop.close();
    }
}
