package dev.supercargo.decisions.warehouse;

import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.ChartDiscovery;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.FreightCreationCriteria;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.ImageDiscovery;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.WarehouseStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What becomes of what was found (controllers.md 5.3): the status so far, and the Freight to create.
///
/// @param freight empty where none is to be made
/// @param failure why the turn must be repeated
public record WarehouseDecision(
        Warehouse warehouse, WarehouseStatus status, Optional<KubeObject> freight, Optional<Failure> failure) {
    /// How long to wait at least before a source that failed is asked again.
    static final Duration PAUSE = Duration.ofSeconds(5);

    /// Decides.
    ///
    /// @param functions the look-ups of discovered artifacts that creation criteria may call
    public static WarehouseDecision decide(
            Warehouse warehouse,
            Discovery discovery,
            Function<DiscoveredArtifacts, Collection<HostFunction>> functions,
            Instant moment) {
        Instant now = moment.truncatedTo(ChronoUnit.SECONDS);
        var conditions = new WarehouseConditions(warehouse.metadata().generation(), now);
        String token = warehouse.metadata().annotation(Annotations.REFRESH);
        WarehouseStatus status =
                token.isEmpty() ? warehouse.status() : warehouse.status().withLastHandledRefresh(token);
        return switch (discovery) {
            case Discovery.Failed(var why) -> failed(warehouse, status, why, conditions);
            case Discovery.Found(var artifacts) ->
                found(
                        warehouse,
                        withoutOutcome(status)
                                .withDiscoveredArtifacts(artifacts)
                                .withObservedGeneration(warehouse.metadata().generation()),
                        artifacts,
                        functions,
                        conditions);
            case Discovery.Known(var artifacts) -> found(warehouse, status, artifacts, functions, conditions);
        };
    }

    private static WarehouseDecision failed(
            Warehouse warehouse, WarehouseStatus before, String why, WarehouseConditions conditions) {
        WarehouseStatus status = conditions.set(
                before,
                WarehouseConditions.RECONCILING,
                "True",
                "ScheduledDiscovery",
                "Discovering artifacts for " + warehouse.spec().subscriptions().size() + " subscriptions");
        status = conditions.set(
                status,
                WarehouseConditions.HEALTHY,
                "False",
                "DiscoveryFailed",
                "Unable to discover artifacts: " + why);
        status = conditions.set(
                status, WarehouseConditions.READY, "False", "DiscoveryFailure", "Artifact discovery failed: " + why);
        return new WarehouseDecision(
                warehouse,
                withoutOutcome(status),
                Optional.empty(),
                Optional.of(new Failure.Transient("error discovering artifacts: " + why, PAUSE)));
    }

    /// What became of earlier artifacts says nothing about those that are looked for now.
    private static WarehouseStatus withoutOutcome(WarehouseStatus status) {
        return WarehouseConditions.without(
                WarehouseConditions.without(status, WarehouseConditions.CRITERIA), WarehouseConditions.CREATED);
    }

    private static WarehouseDecision found(
            Warehouse warehouse,
            WarehouseStatus status,
            DiscoveredArtifacts artifacts,
            Function<DiscoveredArtifacts, Collection<HostFunction>> functions,
            WarehouseConditions conditions) {
        Optional<Missing> missing = missing(artifacts);
        if (missing.isPresent()) {
            Missing gap = missing.get();
            WarehouseStatus broken = conditions.broken(status, gap.unhealthy(), gap.notReady(), gap.message());
            return new WarehouseDecision(warehouse, idle(broken), Optional.empty(), Optional.empty());
        }
        if (warehouse.spec().freightCreationPolicy().equals("Manual")) {
            return new WarehouseDecision(
                    warehouse, ready(warehouse, status, conditions), Optional.empty(), Optional.empty());
        }
        FreightCreationCriteria criteria = warehouse.spec().freightCreationCriteria();
        String expression = criteria == null ? "" : criteria.expression();
        return switch (FreightCriteria.check(expression, artifacts, functions.apply(artifacts), conditions.now())) {
            case FreightCriteria.Broken(var why) -> {
                String message = "Evaluation of Freight creation criteria failed: " + why;
                WarehouseStatus broken =
                        conditions.broken(status, "CriteriaEvaluationFailed", "CriteriaEvaluationFailed", message);
                yield new WarehouseDecision(warehouse, idle(broken), Optional.empty(), Optional.empty());
            }
            case FreightCriteria.NotSatisfied _ -> {
                WarehouseStatus told = conditions.set(
                        status,
                        WarehouseConditions.CRITERIA,
                        "False",
                        "CriteriaNotSatisfied",
                        "Freight creation criteria were not satisfied");
                yield new WarehouseDecision(
                        warehouse, ready(warehouse, told, conditions), Optional.empty(), Optional.empty());
            }
            case FreightCriteria.Satisfied _ -> build(warehouse, status, artifacts, conditions);
        };
    }

    private static WarehouseDecision build(
            Warehouse warehouse,
            WarehouseStatus status,
            DiscoveredArtifacts artifacts,
            WarehouseConditions conditions) {
        WarehouseStatus satisfied = conditions.set(
                status,
                WarehouseConditions.CRITERIA,
                "True",
                "CriteriaSatisfied",
                "Freight creation criteria satisfied");
        try {
            return new WarehouseDecision(
                    warehouse, satisfied, Optional.of(FreightDraft.of(warehouse, artifacts)), Optional.empty());
        } catch (IllegalArgumentException e) {
            String message = "Error building Freight from latest artifacts: " + e.getMessage();
            WarehouseStatus broken =
                    conditions.broken(satisfied, "FreightBuildFailure", "FreightBuildFailure", message);
            return new WarehouseDecision(
                    warehouse,
                    creating(broken, conditions),
                    Optional.empty(),
                    Optional.of(new Failure.Transient(
                            "failed to build Freight from latest artifacts: " + e.getMessage(), PAUSE)));
        }
    }

    static WarehouseStatus creating(WarehouseStatus status, WarehouseConditions conditions) {
        return conditions.set(
                status,
                WarehouseConditions.RECONCILING,
                "True",
                "FreightCreationInProgress",
                "Creating Freight from latest artifacts");
    }

    static WarehouseStatus ready(Warehouse warehouse, WarehouseStatus before, WarehouseConditions conditions) {
        int number = warehouse.spec().subscriptions().size();
        WarehouseStatus status =
                conditions.set(before, WarehouseConditions.HEALTHY, "True", "ReconciliationSucceeded", "");
        status = conditions.set(
                status,
                WarehouseConditions.READY,
                "True",
                "ArtifactsDiscovered",
                "Successfully discovered artifacts from " + number + " subscriptions");
        return idle(status);
    }

    private static WarehouseStatus idle(WarehouseStatus status) {
        return WarehouseConditions.without(status, WarehouseConditions.RECONCILING);
    }

    private record Missing(String unhealthy, String notReady, String message) {}

    /// The first subscription that found nothing: Git, then images, then charts.
    private static Optional<Missing> missing(DiscoveredArtifacts found) {
        boolean nothing = found.git().isEmpty()
                && found.images().isEmpty()
                && found.charts().isEmpty()
                && found.results().isEmpty();
        if (nothing) {
            return Optional.of(new Missing("MissingArtifacts", "MissingArtifacts", "No artifacts discovered"));
        }
        for (GitDiscovery git : found.git()) {
            if (isEmpty(git.commits())) {
                return Optional.of(new Missing(
                        "NoCommitsDiscovered",
                        "MissingCommits",
                        "No commits discovered for Git repository \"" + git.repoURL() + "\""));
            }
        }
        for (ImageDiscovery image : found.images()) {
            if (isEmpty(image.references())) {
                return Optional.of(new Missing(
                        "NoImageReferencesDiscovered",
                        "MissingImageReferences",
                        "No references discovered for image repository \"" + image.repoURL() + "\""));
            }
        }
        for (ChartDiscovery chart : found.charts()) {
            if (isEmpty(chart.versions())) {
                String name = chart.name().isEmpty() ? "" : "\"" + chart.name() + "\"";
                return Optional.of(new Missing(
                        "NoChartVersionsDiscovered",
                        "MissingChartVersions",
                        "No versions discovered for chart " + name + " from repository \"" + chart.repoURL() + "\""));
            }
        }
        return Optional.empty();
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }
}
