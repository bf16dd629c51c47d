package dev.supercargo.decisions.inspection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.supercargo.decisions.stage.AutoPromotionPolicy;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPolicy;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The part of a picture that belongs to one Project, with what finds things in it.
final class ProjectPicture {
    private final List<Stage> stages;
    private final List<Warehouse> warehouses;
    private final List<Promotion> promotions;
    private final Map<String, List<Promotion>> byStage;
    private final Map<String, List<Freight>> byOrigin;
    private final Optional<Map<String, AnalysisRun>> runs;
    private final List<PromotionPolicy> policies;

    private ProjectPicture(
            Picture.Pipelines own, Optional<Map<String, AnalysisRun>> runs, List<PromotionPolicy> policies) {
        this.stages = own.stages();
        this.warehouses = own.warehouses();
        this.promotions = own.promotions();
        this.byStage = own.promotions().stream()
                .collect(groupingBy(promotion -> promotion.spec().stage()));
        this.byOrigin = own.freight().stream()
                .collect(groupingBy(piece -> piece.origin().name()));
        this.runs = runs;
        this.policies = policies;
    }

    /// The part of one Project.
    static ProjectPicture of(Picture picture, String project) {
        ProjectPicture own = all(picture).get(project);
        return own == null ? new ProjectPicture(Picture.Pipelines.NONE, Optional.empty(), List.of()) : own;
    }

    /// The parts of all Projects, by name.
    static Map<String, ProjectPicture> all(Picture picture) {
        Picture.Pipelines pipelines = picture.pipelines();
        var stages = pipelines.stages().stream()
                .collect(groupingBy(o -> o.metadata().namespace(), TreeMap::new, java.util.stream.Collectors.toList()));
        var warehouses = pipelines.warehouses().stream()
                .collect(groupingBy(o -> o.metadata().namespace()));
        var freight = pipelines.freight().stream()
                .collect(groupingBy(o -> o.metadata().namespace()));
        var promotions = pipelines.promotions().stream()
                .collect(groupingBy(o -> o.metadata().namespace()));
        var names = new java.util.TreeSet<>(stages.keySet());
        names.addAll(warehouses.keySet());
        names.addAll(promotions.keySet());
        var parts = new LinkedHashMap<String, ProjectPicture>();
        for (String name : names) {
            var own = new Picture.Pipelines(
                    stages.getOrDefault(name, List.of()),
                    warehouses.getOrDefault(name, List.of()),
                    freight.getOrDefault(name, List.of()),
                    promotions.getOrDefault(name, List.of()),
                    Optional.empty());
            parts.put(name, new ProjectPicture(own, runs(pipelines, name), policies(picture, name)));
        }
        return parts;
    }

    private static Optional<Map<String, AnalysisRun>> runs(Picture.Pipelines pipelines, String project) {
        return pipelines.runs().map(all -> {
            var own = new LinkedHashMap<String, AnalysisRun>();
            all.stream()
                    .filter(run -> run.metadata().namespace().equals(project))
                    .forEach(run -> own.put(run.metadata().name(), run));
            return own;
        });
    }

    private static List<PromotionPolicy> policies(Picture picture, String project) {
        return picture.configs().stream()
                .filter(config -> config.metadata().namespace().equals(project)
                        && config.metadata().name().equals(project))
                .findFirst()
                .map(config -> config.spec().promotionPolicies())
                .orElse(List.of());
    }

    List<Stage> stages() {
        return stages;
    }

    List<Warehouse> warehouses() {
        return warehouses;
    }

    List<Promotion> promotions() {
        return promotions;
    }

    List<Promotion> promotionsTo(String stage) {
        return byStage.getOrDefault(stage, List.of());
    }

    /// By name; empty where nobody carries runs out.
    Optional<Map<String, AnalysisRun>> runs() {
        return runs;
    }

    /// What an explanation of a Stage looks at.
    StageView view(Stage stage) {
        String name = stage.metadata().name();
        Set<String> origins = stage.spec().requestedFreight().stream()
                .map(request -> request.origin().name())
                .collect(toSet());
        List<Freight> freight = origins.stream()
                .flatMap(origin -> byOrigin.getOrDefault(origin, List.of()).stream())
                .toList();
        Set<String> existing = warehouses.stream()
                .map(warehouse -> warehouse.metadata().name())
                .collect(toSet());
        return new StageView(
                stage,
                promotionsTo(name),
                AutoPromotionPolicy.of(policies, name, stage.metadata().labels()),
                new StageView.Supply(freight, existing),
                _ -> {
                    throw new IllegalStateException("an explanation assesses no health");
                },
                new StageView.Analysis(runs.isPresent(), List.of()),
                "");
    }
}
