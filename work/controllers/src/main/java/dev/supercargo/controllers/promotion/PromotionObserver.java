package dev.supercargo.controllers.promotion;

import dev.supercargo.decisions.promotion.PromotionView;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.Stage;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads, once, all that a Promotion's turn may look at.
///
/// The Promotion itself is read directly: on a stale copy steps would run twice.
final class PromotionObserver {
    private final Kube kube;
    private final Cache<Promotion> promotions;
    private final Cache<Stage> stages;
    private final Cache<Freight> freight;
    private final Predicate<Promotion> mine;
    private final String controller;

    PromotionObserver(Kube kube, Predicate<Promotion> mine, String controller) {
        this.kube = kube;
        this.promotions = kube.cache(Kinds.PROMOTION, Promotion::read);
        this.stages = kube.cache(Kinds.STAGE, Stage::read);
        this.freight = kube.cache(Kinds.FREIGHT, Freight::read);
        this.mine = mine;
        this.controller = controller;
    }

    PromotionView observe(ObjectKey key) {
        Optional<Promotion> promotion = promotions
                .get(key)
                .filter(mine)
                .filter(cached -> !PromotionPhase.isTerminal(cached.status().phase()))
                .flatMap(_ -> kube.get(Kinds.PROMOTION, key))
                .map(Promotion::read);
        String namespace = key.namespace();
        return new PromotionView(
                promotion,
                promotion.flatMap(p -> named(freight, namespace, p.spec().freight())),
                promotion.flatMap(p -> named(stages, namespace, p.spec().stage())),
                controller);
    }

    /// The Stage as it is now, for what happens after the end.
    Optional<Stage> stage(Promotion promotion) {
        return named(stages, promotion.metadata().namespace(), promotion.spec().stage());
    }

    private static <T> Optional<T> named(Cache<T> cache, String namespace, String name) {
        return name.isEmpty() ? Optional.empty() : cache.get(new ObjectKey(namespace, name));
    }
}
