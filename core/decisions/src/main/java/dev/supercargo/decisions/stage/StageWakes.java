package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.FreightStatus;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionPolicy;
import dev.supercargo.model.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which Stages a change concerns: those whose answer it can change, and nobody else (controllers.md
/// 7.1, 11).
public final class StageWakes {
    private StageWakes() {}

    /// Finds Stages of one namespace, by index.
    public interface Graph {
        /// The Stages that request Freight of this Warehouse directly.
        List<Stage> directly(String warehouse);

        /// The Stages that take Freight from this Stage.
        List<Stage> downstream(String stage);
    }

    /// A Stage to look at, and why.
    public record Wake(String stage, Why why) {}

    /// Why a Stage is looked at.
    public enum Why {
        /// Freight of a Warehouse that it takes from directly has appeared.
        APPEARED,
        /// Freight was verified upstream, or came back to where it was verified.
        VERIFIED,
        /// Somebody approved Freight for it.
        APPROVED,
        /// Freight that is approved for it has come to the Stage whose Freight it matches.
        ARRIVED
    }

    /// A Stage wakes itself when it appears, when its spec changes, and when somebody asks for
    /// something; not when only its status was written.
    public static boolean stage(Optional<Stage> before, Stage after) {
        if (before.isEmpty()) {
            return true;
        }
        var old = before.get().metadata();
        var now = after.metadata();
        return old.generation() != now.generation()
                || old.isTerminating() != now.isTerminating()
                || newValue(old.annotation(Annotations.REFRESH), now.annotation(Annotations.REFRESH))
                || newRequest(old.annotation(Annotations.REVERIFY), now.annotation(Annotations.REVERIFY))
                || newRequest(old.annotation(Annotations.ABORT), now.annotation(Annotations.ABORT));
    }

    private static boolean newValue(String before, String after) {
        return !after.isEmpty() && !after.equals(before);
    }

    private static boolean newRequest(String before, String after) {
        return newValue(subject(before), subject(after));
    }

    private static String subject(String annotation) {
        return annotation.isEmpty()
                ? ""
                : ActorRequest.parse(ActorRequest.Form.VERIFICATION, annotation)
                        .map(ActorRequest::subject)
                        .orElse("");
    }

    /// A Promotion wakes its Stage when it appears, when its phase changes, and when it vanishes before
    /// it succeeded: unfinished, or failed and thereby in the way of another attempt (controllers.md
    /// 8.4, rule 10).
    public static boolean promotion(Optional<Promotion> before, Optional<Promotion> after) {
        if (before.isEmpty()) {
            return true;
        }
        return after.map(now ->
                        !now.status().phase().equals(before.get().status().phase()))
                .orElseGet(() -> !before.get().status().phase().equals(PromotionPhase.SUCCEEDED));
    }

    /// Whether a wake by a Promotion may come a little later: that it runs changes no answer, it is only
    /// shown.
    public static boolean isOnlyShown(Optional<Promotion> before, Optional<Promotion> after) {
        return before.isPresent()
                && after.filter(now -> now.status().phase().equals(PromotionPhase.RUNNING))
                        .isPresent();
    }

    /// Whether a Stage works on this new Promotion already, so that its appearance is no news.
    public static boolean knows(Stage stage, Promotion promotion) {
        var current = stage.status().currentPromotion();
        return current != null
                && current.name().equals(promotion.metadata().name())
                && promotion.status().phase().isEmpty();
    }

    /// Freight wakes those who may take it now and could not before. What the watch has missed, so that
    /// it appears with its marks, has all of them anew.
    public static Set<Wake> freight(Optional<Freight> before, Freight after, Graph graph) {
        var wakes = new LinkedHashSet<Wake>();
        if (before.isEmpty()) {
            graph.directly(after.origin().name()).forEach(stage -> wakes.add(wake(stage, Why.APPEARED)));
        }
        FreightStatus old = before.map(Freight::status).orElse(FreightStatus.EMPTY);
        FreightStatus now = after.status();
        var upstream = new LinkedHashSet<>(now.verifiedIn().keySet());
        upstream.removeIf(stage -> old.verifiedIn().containsKey(stage)
                && (old.currentlyIn().containsKey(stage) || !now.currentlyIn().containsKey(stage)));
        upstream.forEach(stage -> graph.downstream(stage).forEach(below -> wakes.add(wake(below, Why.VERIFIED))));
        now.approvedFor().keySet().stream()
                .filter(stage -> !old.approvedFor().containsKey(stage))
                .forEach(stage -> wakes.add(new Wake(stage, Why.APPROVED)));
        now.currentlyIn().keySet().stream()
                .filter(stage -> !old.currentlyIn().containsKey(stage))
                .forEach(stage -> graph.downstream(stage).stream()
                        .filter(below ->
                                now.approvedFor().containsKey(below.metadata().name()) && matches(below, stage))
                        .forEach(below -> wakes.add(wake(below, Why.ARRIVED))));
        return wakes;
    }

    private static boolean matches(Stage stage, String upstream) {
        return stage.spec().requestedFreight().stream()
                .map(FreightRequest::sources)
                .anyMatch(
                        sources -> sources.matchesUpstream() && sources.stages().contains(upstream));
    }

    private static Wake wake(Stage stage, Why why) {
        return new Wake(stage.metadata().name(), why);
    }

    /// An AnalysisRun wakes its Stage when its phase changes, or it vanishes unfinished.
    public static Optional<String> analysisRun(Optional<AnalysisRun> before, Optional<AnalysisRun> after) {
        Optional<AnalysisRun> known = after.or(() -> before);
        boolean changed = before.isPresent()
                && !after.map(run -> run.status().phase())
                        .equals(before.map(run -> run.status().phase()));
        return known.filter(_ -> changed).map(StageWakes::stageOf).filter(name -> !name.isEmpty());
    }

    private static String stageOf(AnalysisRun run) {
        String whole = run.metadata().annotation(Annotations.STAGE);
        return whole.isEmpty() ? run.metadata().label(Labels.STAGE) : whole;
    }

    /// A changed policy wakes the Stages whose answer it changes.
    public static List<String> policies(List<PromotionPolicy> before, List<PromotionPolicy> after, List<Stage> stages) {
        return stages.stream()
                .filter(stage -> !policy(before, stage).equals(policy(after, stage)))
                .map(stage -> stage.metadata().name())
                .toList();
    }

    private static AutoPromotionPolicy policy(List<PromotionPolicy> policies, Stage stage) {
        return AutoPromotionPolicy.of(
                policies, stage.metadata().name(), stage.metadata().labels());
    }

    /// The Warehouses that a Stage asks for.
    public static List<String> warehouses(Stage stage) {
        return stage.spec().requestedFreight().stream()
                .map(request -> request.origin().name())
                .toList();
    }

    /// The Warehouses that a Stage takes Freight from directly.
    public static List<String> direct(Stage stage) {
        return stage.spec().requestedFreight().stream()
                .filter(request -> request.sources().direct())
                .map(request -> request.origin().name())
                .toList();
    }

    /// The Stages that a Stage takes Freight from.
    public static Set<String> upstream(Stage stage) {
        var upstream = new LinkedHashSet<String>();
        for (FreightRequest request : stage.spec().requestedFreight()) {
            upstream.addAll(request.sources().stages());
        }
        return upstream;
    }

    /// An Argo CD Application wakes the Stages that may manage it when its health, its operation or its
    /// revision changes, or once it was compared after an operation.
    public static List<Annotations.AuthorizedStage> application(KubeObject before, KubeObject after) {
        String value = after.annotations().getOrDefault(Annotations.AUTHORIZED_STAGE, "");
        if (value.isEmpty() || !changed(before.view(), after.view())) {
            return List.of();
        }
        try {
            return Annotations.authorizedStages(value);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static boolean changed(Map<String, Object> before, Map<String, Object> after) {
        List<List<String>> watched = List.of(
                List.of("health", "status"),
                List.of("operationState", "phase"),
                List.of("sync", "revision"),
                List.of("sync", "revisions"));
        boolean differs = watched.stream().anyMatch(path -> !at(before, path).equals(at(after, path)));
        return differs || comparedAtLast(before, after);
    }

    private static boolean comparedAtLast(Map<String, Object> before, Map<String, Object> after) {
        String old = Json.text(before, "status", "reconciledAt").orElse("");
        String now = Json.text(after, "status", "reconciledAt").orElse("");
        String finished =
                Json.text(after, "status", "operationState", "finishedAt").orElse("");
        // RFC 3339 in UTC with whole seconds sorts by time.
        return !old.equals(now) && !finished.isEmpty() && old.compareTo(finished) < 0;
    }

    private static Optional<Object> at(Map<String, Object> application, List<String> path) {
        return Json.at(application, "status", path.getFirst(), path.getLast());
    }
}
