package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What must hold whenever the world is quiet: no news are on their way, no turn is due, and controllers
/// only wait for moments that they asked for.
///
/// What has become available must be taken at once. What is merely next in line, because something
/// better was deleted or is no longer verified, hurries nobody: a Stage may notice when it looks again
/// by itself.
final class Oracle implements Api.Witness {
    /// The longest time after which a Stage looks again by itself, and a little more.
    private static final Duration AT_LAST = Duration.ofMinutes(6);

    private final Api api;
    private final Pipeline pipeline;
    private final Repositories repositories;
    private final Timeline timeline;
    private final Map<String, Instant> losses = new HashMap<>();
    private final Map<String, Instant> forgot = new HashMap<>();

    Oracle(Api api, Pipeline pipeline, Repositories repositories, Timeline timeline) {
        this.api = api;
        this.pipeline = pipeline;
        this.repositories = repositories;
        this.timeline = timeline;
    }

    /// Remembers which Stages have lost something that they might have taken, and which have forgotten
    /// what they had.
    @Override
    public void changed(ResourceType type, Caller caller, Api.Change change) {
        if (type.equals(Kinds.STAGE)) {
            change.after()
                    .filter(Facts::isControlFlow)
                    .ifPresent(stage -> forgot.put(stage.name(), timeline.instant()));
        }
        if (type.equals(Kinds.PROMOTION)
                && change.after().isEmpty()
                && Facts.phase(change.shown()).equals("Succeeded")) {
            losses.put(Facts.stage(change.shown()), timeline.instant());
        }
        if (!type.equals(Kinds.FREIGHT) || change.before().isEmpty()) {
            return;
        }
        KubeObject before = change.before().get();
        Map<String, Object> still = change.after()
                .map(after -> Json.object(after.view(), "status", "verifiedIn"))
                .orElse(Map.of());
        boolean deleted = change.after().isEmpty();
        for (KubeObject stage : api.all(Kinds.STAGE)) {
            boolean lost = Facts.requests(stage).stream()
                    .filter(request -> Facts.isOf(before, Facts.warehouse(request)))
                    .anyMatch(request -> deleted
                            || Facts.before(request).stream()
                                    .anyMatch(upstream -> Facts.hasMark(before, "verifiedIn", upstream)
                                            && !still.containsKey(upstream)));
            if (lost) {
                losses.put(stage.name(), timeline.instant());
            }
        }
    }

    /// A Stage that only passed Freight on in between has forgotten what succeeded before, and takes it
    /// for about to be recorded (controllers.md 8.4, rule 9: there is no last Promotion).
    private boolean wasForgotten(KubeObject stage, List<KubeObject> attempts) {
        Instant since = forgot.getOrDefault(stage.name(), Instant.EPOCH);
        return attempts.stream()
                .filter(attempt -> Facts.phase(attempt).equals("Succeeded"))
                .anyMatch(attempt -> !attempt.creationTime().orElseThrow().isAfter(since));
    }

    private boolean mayBeLate(KubeObject stage, Instant now) {
        return losses.getOrDefault(stage.name(), Instant.EPOCH).plus(AT_LAST).isAfter(now);
    }

    /// Nothing that is available and wanted stays behind.
    void quiet(Instant now) {
        for (KubeObject stage : api.all(Kinds.STAGE)) {
            if (stage.isTerminating()) {
                throw new Broken(stage + " is being deleted, and nobody is at it");
            }
            for (Object request : Facts.requests(stage)) {
                if (Facts.isControlFlow(stage)) {
                    passesOn(stage, request, now);
                } else if (Facts.isAutomatic(api.config(), stage.name())) {
                    takes(stage, request, now);
                }
            }
        }
    }

    private void passesOn(KubeObject stage, Object request, Instant now) {
        for (KubeObject freight : api.all(Kinds.FREIGHT)) {
            boolean wanted = Facts.isOf(freight, Facts.warehouse(request))
                    && Facts.mayCome(freight, request, stage.name(), now)
                    && (!Facts.matchesUpstream(request)
                            || Facts.hasMark(
                                    freight,
                                    "currentlyIn",
                                    Facts.before(request).getFirst()));
            if (wanted && !Facts.hasMark(freight, "verifiedIn", stage.name())) {
                throw new Broken(stage + " should pass on " + freight);
            }
        }
    }

    private void takes(KubeObject stage, Object request, Instant now) {
        String origin = "Warehouse/" + Facts.warehouse(request);
        if (Json.at(stage.view(), "status", "effectiveAutoPromotionHolds", origin)
                .isPresent()) {
            return;
        }
        Optional<KubeObject> candidate = Facts.candidate(api, stage, request, now);
        if (candidate.isEmpty()) {
            return;
        }
        String name = candidate.get().name();
        List<KubeObject> attempts = Facts.promotions(api, stage.name()).stream()
                .filter(promotion -> Facts.freight(promotion).equals(name))
                .toList();
        boolean held = name.equals(Facts.held(stage).get(origin));
        boolean underWay = attempts.stream().anyMatch(promotion -> !Facts.isOver(promotion));
        boolean failed = attempts.stream()
                .filter(Facts::isOver)
                .max(Comparator.comparing((KubeObject promotion) ->
                                promotion.creationTime().orElseThrow())
                        .thenComparing(KubeObject::name))
                .filter(last -> !Facts.phase(last).equals("Succeeded"))
                .isPresent();
        if (!held && !underWay && !failed && !mayBeLate(stage, now) && !wasForgotten(stage, attempts)) {
            throw new Broken(stage + " should have " + candidate.get() + " of " + origin + "; it holds "
                    + Facts.held(stage) + ", attempts "
                    + attempts.stream()
                            .map(p -> p.name() + " " + Facts.phase(p))
                            .toList());
        }
    }

    /// What must hold besides once nobody acts and nothing more happens: everything has come to its end.
    void settled(Instant now) {
        quiet(now);
        for (String warehouse : pipeline.warehouses()) {
            boolean there = repositories.newest(warehouse).map(this::isFreight).orElse(true);
            if (!there) {
                throw new Broken("there is no Freight of the newest commit of " + warehouse);
            }
        }
        for (KubeObject stage : api.all(Kinds.STAGE)) {
            ended(stage);
            marked(stage);
        }
    }

    private boolean isFreight(String commit) {
        return api.all(Kinds.FREIGHT).stream()
                .flatMap(freight -> Json.list(freight.view(), "commits").stream())
                .anyMatch(item -> Json.text(item, "id").orElse("").equals(commit));
    }

    /// Promotions have ended, and verifications.
    private void ended(KubeObject stage) {
        if (Facts.isControlFlow(stage)) {
            return; // what was to come when it still promoted waits for ever
        }
        Facts.promotions(api, stage.name()).stream()
                .filter(promotion -> !Facts.isOver(promotion))
                .findFirst()
                .ifPresent(promotion -> {
                    throw new Broken(promotion + " is " + Facts.phase(promotion) + " for ever");
                });
        for (Object entry : Facts.verifications(stage)) {
            String phase = Json.text(entry, "phase").orElse("");
            if (!List.of("Successful", "Failed", "Error", "Aborted", "Inconclusive")
                    .contains(phase)) {
                throw new Broken("a verification of " + stage + " is " + phase + " for ever");
            }
        }
        if (Json.at(stage.view(), "status", "currentPromotion").isPresent()) {
            throw new Broken(stage + " is promoting for ever");
        }
    }

    /// Freight bears the marks of the Stages that hold it, and of those that have verified it.
    private void marked(KubeObject stage) {
        Map<String, String> held = Facts.held(stage);
        boolean healthy =
                Json.text(stage.view(), "status", "health", "status").orElse("").equals("Healthy");
        boolean verified = Facts.verifications(stage).stream()
                .findFirst()
                .flatMap(entry -> Json.text(entry, "phase"))
                .filter("Successful"::equals)
                .isPresent();
        for (KubeObject freight : api.all(Kinds.FREIGHT)) {
            boolean holds = held.containsValue(freight.name());
            if (Facts.hasMark(freight, "currentlyIn", stage.name()) != holds) {
                throw new Broken(freight + (holds ? " does not say" : " says") + " that it is in " + stage);
            }
            if (holds && healthy && verified && !Facts.hasMark(freight, "verifiedIn", stage.name())) {
                throw new Broken(freight + " is verified in " + stage + " and does not say so");
            }
        }
    }
}
