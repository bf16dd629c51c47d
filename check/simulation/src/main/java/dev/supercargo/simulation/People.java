package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people do: they push commits, promote, approve, abort, verify again, change policies and Stages,
/// delete things. What admission refuses them is no harm; they do not look before they act.
final class People {
    private static final Caller ANN = new Caller("ann@example.com", List.of("people"));

    private final Api api;
    private final Timeline timeline;
    private final Chance chance;
    private final Pipeline pipeline;
    private final Repositories repositories;
    private final Duration pace;
    private boolean active = true;
    private int tokens;

    People(Api api, Timeline timeline, Chance chance, Pipeline pipeline, Repositories repositories) {
        this.api = api;
        this.timeline = timeline;
        this.chance = chance;
        this.pipeline = pipeline;
        this.repositories = repositories;
        this.pace = chance.seconds(2, 60);
    }

    void begin() {
        next();
    }

    /// They go home, once the last commits are pushed and looked for and what is missing is there again.
    void end() {
        active = false;
        pipeline.stages().forEach(this::restore);
        pipeline.warehouses().forEach(warehouse -> {
            push(warehouse);
            refresh(Kinds.WAREHOUSE, warehouse);
        });
    }

    private void next() {
        Duration pause = Duration.ofMillis(chance.between(0, (int) pace.toMillis() * 2));
        timeline.after(pause, Timeline.Kind.OUTSIDE, () -> {
            if (active) {
                act();
                next();
            }
        });
    }

    private void act() {
        try {
            switch (chance.below(24)) {
                case 0, 1, 2, 3, 4 -> pushAndTell(chance.of(pipeline.warehouses()));
                case 5, 6, 7, 8 -> promote();
                case 9, 10 -> approve();
                case 11, 12 -> abort();
                case 13, 14 -> verify(Annotations.REVERIFY);
                case 15 -> verify(Annotations.ABORT);
                case 16 ->
                    api.patch(
                            ANN,
                            Kinds.PROJECT_CONFIG,
                            "",
                            Api.key(Api.PROJECT),
                            Map.of("spec", Map.of("promotionPolicies", pipeline.policies())));
                case 17 -> deleteStage();
                case 18 -> refresh(Kinds.STAGE, chance.of(pipeline.stages()));
                case 19, 20 -> redefine();
                case 21 -> deleteOne(Kinds.PROMOTION);
                case 22 -> deleteFreight();
                case 23 -> deleteOne(Kinds.ANALYSIS_RUN);
                default -> throw new IllegalStateException("no such action");
            }
        } catch (WorldException _) {
            // refused, or somebody was faster: they shrug
        }
    }

    private void push(String warehouse) {
        repositories.push(warehouse);
    }

    private void pushAndTell(String warehouse) {
        push(warehouse);
        if (!chance.oneIn(5)) {
            refresh(Kinds.WAREHOUSE, warehouse);
        }
    }

    private void refresh(ResourceType type, String name) {
        if (api.get(type, Api.key(name)).isPresent()) {
            annotate(type, Api.key(name), Annotations.REFRESH, "token-" + ++tokens);
        }
    }

    private void annotate(ResourceType type, ObjectKey key, String annotation, String value) {
        api.patch(ANN, type, "", key, Map.of("metadata", Map.of("annotations", Map.of(annotation, value))));
    }

    private Optional<KubeObject> any(ResourceType type) {
        List<KubeObject> all = List.copyOf(api.all(type));
        return all.isEmpty() ? Optional.empty() : Optional.of(chance.of(all));
    }

    /// Promotes any Freight to any Stage, or the candidate of an origin.
    private void promote() {
        String stage = chance.of(pipeline.stages());
        var spec = new LinkedHashMap<String, Object>();
        spec.put("stage", stage);
        if (chance.oneIn(3)) {
            spec.put("origin", Map.of("kind", "Warehouse", "name", chance.of(pipeline.warehouses())));
        } else {
            Optional<KubeObject> freight = any(Kinds.FREIGHT);
            if (freight.isEmpty()) {
                return;
            }
            spec.put("freight", freight.get().name());
        }
        Map<String, Object> tree =
                KubeObject.named(Kinds.PROMOTION, Api.key("x")).tree();
        Json.object(tree, "metadata").remove("name");
        tree.put("spec", spec);
        api.create(ANN, Kinds.PROMOTION, KubeObject.of(tree));
    }

    private void approve() {
        any(Kinds.FREIGHT).ifPresent(freight -> {
            String now = timeline.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            api.patch(
                    ANN,
                    Kinds.FREIGHT,
                    "status",
                    freight.key(),
                    Map.of(
                            "status",
                            Map.of("approvedFor", Map.of(chance.of(pipeline.stages()), Map.of("approvedAt", now)))));
        });
    }

    private void abort() {
        List<KubeObject> open = api.all(Kinds.PROMOTION).stream()
                .filter(promotion -> !Facts.isOver(promotion))
                .toList();
        if (!open.isEmpty()) {
            annotate(Kinds.PROMOTION, chance.of(open).key(), Annotations.ABORT, "terminate");
        }
    }

    /// Asks for the newest verification of a Stage to be aborted or repeated.
    private void verify(String annotation) {
        any(Kinds.STAGE)
                .ifPresent(stage -> Facts.verifications(stage).stream()
                        .findFirst()
                        .flatMap(entry -> Json.text(entry, "id"))
                        .ifPresent(id -> annotate(Kinds.STAGE, stage.key(), annotation, id)));
    }

    private void deleteStage() {
        String stage = chance.of(pipeline.stages());
        api.delete(ANN, Kinds.STAGE, Api.key(stage));
        timeline.after(chance.seconds(1, 300), Timeline.Kind.OUTSIDE, () -> restore(stage));
    }

    private void restore(String stage) {
        Optional<KubeObject> there = api.get(Kinds.STAGE, Api.key(stage));
        if (there.isEmpty()) {
            api.create(ANN, Kinds.STAGE, pipeline.stage(stage));
        } else if (there.get().isTerminating()) {
            timeline.after(Duration.ofSeconds(5), Timeline.Kind.OUTSIDE, () -> restore(stage));
        }
    }

    private void redefine() {
        any(Kinds.STAGE).filter(stage -> !stage.isTerminating()).ifPresent(stage -> {
            Map<String, Object> wanted =
                    Json.object(pipeline.stage(stage.name()).view(), "spec");
            var spec = new LinkedHashMap<String, Object>();
            for (String field : List.of("requestedFreight", "promotionTemplate", "verification")) {
                Json.putNullable(spec, field, wanted.get(field));
            }
            api.patch(ANN, Kinds.STAGE, "", stage.key(), Map.of("spec", spec));
        });
    }

    private void deleteOne(ResourceType type) {
        any(type).ifPresent(object -> api.delete(ANN, type, object.key()));
    }

    /// Deletes Freight that nobody speaks of: a Stage that comes to hold what is gone cannot go on until
    /// something else is promoted to it (controllers.md 7.4).
    private void deleteFreight() {
        any(Kinds.FREIGHT)
                .filter(freight -> isUnknown(freight.name(), Kinds.PROMOTION) && isUnknown(freight.name(), Kinds.STAGE))
                .ifPresent(freight -> api.delete(ANN, Kinds.FREIGHT, freight.key()));
    }

    private boolean isUnknown(String freight, ResourceType type) {
        return api.all(type).stream()
                .noneMatch(object -> Json.print(object.view()).contains(freight));
    }
}
