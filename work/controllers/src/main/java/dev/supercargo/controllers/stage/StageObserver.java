package dev.supercargo.controllers.stage;

import dev.supercargo.decisions.health.ArgoApplications;
import dev.supercargo.decisions.health.ArgoCdHealth;
import dev.supercargo.decisions.health.HealthAssessment;
import dev.supercargo.decisions.health.HealthChecker;
import dev.supercargo.decisions.stage.AutoPromotionPolicy;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.decisions.stage.StageWakes;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.AnalysisRunReference;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.HealthCheckStep;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Names;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads all that a Stage turn looks at: from caches, but for a run that the cache does not show and Argo CD's
/// Applications.
final class StageObserver {
    private final Kube kube;
    private final StageCaches caches;
    private final Optional<ArgoCd> argo;
    private final String controller;

    StageObserver(Kube kube, StageCaches caches, Optional<ArgoCd> argo, String controller) {
        this.kube = kube;
        this.caches = caches;
        this.argo = argo;
        this.controller = controller;
    }

    StageView observe(Stage stage) {
        ObjectKey key = stage.metadata().key();
        List<Promotion> promotions = caches.promotionsTo(key).stream()
                .map(StageObserver::acknowledged)
                .toList();
        AutoPromotionPolicy policy = AutoPromotionPolicy.of(
                caches.configs()
                        .get(new ObjectKey(key.namespace(), key.namespace()))
                        .map(config -> config.spec().promotionPolicies())
                        .orElse(List.of()),
                key.name(),
                stage.metadata().labels());
        return new StageView(
                stage, promotions, policy, supply(stage), health(stage, promotions), analysis(stage), controller);
    }

    /// A new Promotion is pending, also before its own controller has written so.
    private static Promotion acknowledged(Promotion promotion) {
        PromotionStatus status = promotion.status();
        return status.phase().isEmpty()
                ? new Promotion(promotion.metadata(), promotion.spec(), status.withPhase(PromotionPhase.PENDING))
                : promotion;
    }

    private StageView.Supply supply(Stage stage) {
        String namespace = stage.metadata().namespace();
        var freight = new LinkedHashMap<String, Freight>();
        if (stage.metadata().isTerminating()) {
            caches.freight()
                    .in(namespace)
                    .forEach(piece -> freight.put(piece.metadata().name(), piece));
        }
        for (String warehouse : StageWakes.warehouses(stage)) {
            caches.freightOf(namespace, warehouse)
                    .forEach(piece -> freight.put(piece.metadata().name(), piece));
        }
        heldAndLeft(stage)
                .filter(name -> !freight.containsKey(name))
                .flatMap(name -> caches.freight().get(new ObjectKey(namespace, name)).stream())
                .forEach(piece -> freight.put(piece.metadata().name(), piece));
        Set<String> warehouses = StageWakes.warehouses(stage).stream()
                .filter(name ->
                        caches.warehouses().get(new ObjectKey(namespace, name)).isPresent())
                .collect(Collectors.toSet());
        return new StageView.Supply(List.copyOf(freight.values()), warehouses);
    }

    /// The names of Freight that the Stage holds, held, or is about to hold.
    private Stream<String> heldAndLeft(Stage stage) {
        Stream<FreightCollection> arriving = caches
                .promotionsTo(stage.metadata().key())
                .stream()
                .map(promotion -> promotion.status().freightCollection())
                .flatMap(Stream::ofNullable);
        return Stream.concat(stage.status().freightHistory().stream(), arriving)
                .flatMap(collection -> collection.items().values().stream())
                .map(item -> item.name())
                .distinct();
    }

    private StageView.Analysis analysis(Stage stage) {
        if (caches.runs().isEmpty()) {
            return new StageView.Analysis(false, List.of());
        }
        String namespace = stage.metadata().namespace();
        var runs = new ArrayList<AnalysisRun>(
                caches.runsOf(namespace, Names.label(stage.metadata().name())));
        stage.status()
                .currentFreight()
                .flatMap(held -> held.verificationHistory().stream().findFirst())
                .map(entry -> entry.analysisRun())
                .filter(reference ->
                        runs.stream().noneMatch(run -> run.metadata().name().equals(reference.name())))
                .flatMap(this::read)
                .ifPresent(runs::add);
        return new StageView.Analysis(true, runs);
    }

    private Optional<AnalysisRun> read(AnalysisRunReference reference) {
        return kube.get(Kinds.ANALYSIS_RUN, new ObjectKey(reference.namespace(), reference.name()))
                .map(AnalysisRun::read);
    }

    private StageView.HealthSource health(Stage stage, List<Promotion> promotions) {
        if (argo.isEmpty()) {
            return checks -> HealthAssessment.assess(
                    checks, Map.of(ArgoCdHealth.USES, ArgoCdHealth.disabled()), Thread.currentThread()::isInterrupted);
        }
        var read = new HashMap<ObjectKey, ArgoApplications.Lookup>();
        checks(stage, promotions)
                .filter(check -> check.uses().equals(ArgoCdHealth.USES))
                .flatMap(check -> ArgoCdHealth.named(
                        check.config() instanceof Map<?, ?> config ? Json.asObject(config) : Map.of(),
                        argo.get().namespace())
                        .stream())
                .forEach(key -> read.computeIfAbsent(key, argo.get()::find));
        Map<String, HealthChecker> checkers = Map.of(
                ArgoCdHealth.USES,
                ArgoCdHealth.over(
                        key -> read.getOrDefault(key, new ArgoApplications.Lookup.Missing()),
                        argo.get().namespace()));
        return checks -> HealthAssessment.assess(checks, checkers, Thread.currentThread()::isInterrupted);
    }

    /// The health checks that may count in this turn: those of the last Promotion, and of those that may become it.
    private static Stream<HealthCheckStep> checks(Stage stage, List<Promotion> promotions) {
        PromotionReference last = stage.status().lastPromotion();
        PromotionReference current = stage.status().currentPromotion();
        Stream<PromotionStatus> ended = promotions.stream()
                .filter(promotion -> current != null
                        && promotion.status().phase().equals(PromotionPhase.SUCCEEDED)
                        && promotion.metadata().name().compareTo(last == null ? "" : last.name()) > 0)
                .map(Promotion::status);
        Stream<PromotionStatus> recorded = last == null ? Stream.empty() : Stream.ofNullable(last.status());
        return Stream.concat(recorded, ended).flatMap(status -> status.healthChecks().stream());
    }
}
