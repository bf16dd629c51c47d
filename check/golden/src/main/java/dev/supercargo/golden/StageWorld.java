package dev.supercargo.golden;

import dev.supercargo.decisions.stage.Announcement;
import dev.supercargo.decisions.stage.Conclusion;
import dev.supercargo.decisions.stage.FreightMark;
import dev.supercargo.decisions.stage.Outcome;
import dev.supercargo.decisions.stage.StageDecision;
import dev.supercargo.decisions.stage.StageEffect;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The world that the cases of a Stage turn take place in: Freight that can be marked, and an API that answers the
/// creation
/// of Promotions as the case says.
final class StageWorld {
    private final String stage;
    private final String answer;
    private final Map<String, Map<String, Object>> freight = new LinkedHashMap<>();
    private final List<Object> createCalls = new ArrayList<>();
    private List<Object> finalizers;
    private boolean refused;

    StageWorld(Map<String, Object> given, StageView view) {
        this.stage = view.stage().metadata().name();
        this.answer = Json.text(given, "createError").orElse("");
        this.finalizers = new ArrayList<>(view.stage().metadata().finalizers());
        Json.list(given, "freight")
                .forEach(piece ->
                        freight.put(Json.text(piece, "metadata", "name").orElse(""), Json.copy(Json.asObject(piece))));
    }

    /// Performs the effects as an applier does: up to the first failure that is not tolerated.
    List<Outcome> perform(StageDecision decision) {
        var outcomes = new ArrayList<Outcome>();
        boolean stopped = false;
        for (StageEffect effect : decision.effects()) {
            Outcome outcome = stopped ? new Outcome.NotTried() : perform(effect);
            stopped |= outcome instanceof Outcome.Failed(var failure)
                    && !(failure instanceof Failure.Forbidden && effect.tolerance() == StageEffect.Tolerance.REFUSAL);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private Outcome perform(StageEffect effect) {
        return switch (effect) {
            case StageEffect.AddFinalizer _ -> {
                finalizers = new ArrayList<>(List.of("kargo.akuity.io/finalizer"));
                yield new Outcome.Done();
            }
            case StageEffect.RemoveFinalizer _ -> {
                finalizers = new ArrayList<>();
                yield new Outcome.Done();
            }
            case StageEffect.MarkFreight(var name, var mark, var _) -> {
                mark(name, mark);
                yield new Outcome.Done();
            }
            case StageEffect.CreatePromotion(var _, var name) -> create(name);
            case StageEffect.Annotate _,
                    StageEffect.RefreshApplication _,
                    StageEffect.StartAnalysisRun _,
                    StageEffect.TerminateAnalysisRun _,
                    StageEffect.DeleteAnalysisRuns _ -> new Outcome.Done();
        };
    }

    private void mark(String name, FreightMark mark) {
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("status", mark.patch(stage));
        freight.computeIfPresent(name, (_, tree) -> Json.asObject(MergePatch.apply(tree, patch)));
    }

    private Outcome create(String name) {
        var call = new LinkedHashMap<String, Object>();
        call.put("freight", name);
        call.put("generateName", "promo-");
        call.put("stage", stage);
        createCalls.add(call);
        boolean forbidden = answer.equals("Forbidden") || (answer.equals("ForbiddenFirst") && createCalls.size() == 1);
        if (forbidden) {
            refused = true;
            return new Outcome.Failed(
                    new Failure.Forbidden("promotions.kargo.akuity.io is forbidden: no", "create promotions"));
        }
        return switch (answer) {
            case "Invalid" ->
                new Outcome.Failed(new Failure.Invalid(
                        "Promotion.kargo.akuity.io \"x\" is invalid: spec: Invalid value: \"v\": bad", "Invalid"));
            case "Conflict" ->
                new Outcome.Failed(new Failure.Conflict(
                        "Operation cannot be fulfilled on promotions.kargo.akuity.io \"x\": clash", false));
            default -> new Outcome.Created(KubeObject.named(Kinds.PROMOTION, new ObjectKey("p", stage + ".0." + name)));
        };
    }

    List<Object> createCalls() {
        return createCalls;
    }

    List<Object> finalizers() {
        return finalizers;
    }

    boolean refused() {
        return refused;
    }

    /// For each piece of Freight the Stages that hold it, verified it (with the longest soak in minutes), and for which
    /// it
    /// is approved.
    Map<String, Object> freight() {
        var seen = new LinkedHashMap<String, Object>();
        freight.forEach((name, tree) -> {
            Freight piece = AutoPromotionAdapter.freight(tree);
            var verified = new LinkedHashMap<String, Object>();
            piece.status().verifiedIn().forEach((where, how) -> {
                Duration soak = how.longestSoak();
                verified.put(where, soak == null ? "" : GoDuration.print(Duration.ofMinutes(soak.toMinutes())));
            });
            var marks = new LinkedHashMap<String, Object>();
            marks.put("approvedFor", sorted(piece.status().approvedFor()));
            marks.put("currentlyIn", sorted(piece.status().currentlyIn()));
            marks.put("verifiedIn", verified);
            seen.put(name, marks);
        });
        return seen;
    }

    private static List<String> sorted(Map<String, ?> map) {
        return List.copyOf(new TreeSet<>(map.keySet()));
    }

    /// The Events that the reference has, too.
    static List<Object> events(Conclusion end) {
        return end.announcements().stream()
                .<Object>map((Announcement event) -> "Normal " + event.reason() + ": " + event.message())
                .toList();
    }
}
