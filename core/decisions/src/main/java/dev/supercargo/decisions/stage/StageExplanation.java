package dev.supercargo.decisions.stage;

import dev.supercargo.model.FreightOrigin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a Stage does or does not get Freight by itself: an answer for each requested origin, and for each recent piece
/// of
/// Freight of it. The condition `AutoPromotion`, `GET .../explanation` and `supercargo why stage` show these values.
///
/// @param stage its name
/// @param project its Project
/// @param at when the question was asked
/// @param overall all origins in one, as the condition `AutoPromotion` says it; empty where the Stage asks for nothing
/// @param origins in the order of `spec.requestedFreight`
public record StageExplanation(
        String stage, String project, Instant at, Optional<AutoPromotionCondition> overall, List<OfOrigin> origins) {
    /// How many pieces of Freight of an origin are explained at least, newest first; what the Stage holds, the
    /// candidate,
    /// and what soaks or moves are among them whatever their age.
    public static final int RECENT = 20;

    public StageExplanation {
        origins = List.copyOf(origins);
    }

    /// An answer with its times.
    ///
    /// @param answer what is so, and why
    /// @param since since when, where the objects tell
    /// @param next the next moment at which it can change by itself: the end of a soak, the next try
    public record Answered(AutoPromotion answer, Optional<Instant> since, Optional<Instant> next) {
        private void into(Map<String, Object> tree) {
            tree.put("verdict", answer.standing().verdict());
            tree.put("reason", answer.reason());
            tree.put("sentence", answer.sentence());
            since.ifPresent(moment -> tree.put("since", moment.toString()));
            next.ifPresent(moment -> tree.put("next", moment.toString()));
        }
    }

    /// The answer for an origin.
    ///
    /// @param candidate what auto-promotion would choose now, whether it is on or off
    /// @param answered what auto-promotion does about it
    /// @param freight newest first
    public record OfOrigin(
            FreightOrigin origin, Optional<String> candidate, Answered answered, List<OfFreight> freight) {
        public OfOrigin {
            freight = List.copyOf(freight);
        }

        private Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("origin", origin.key());
            candidate.ifPresent(name -> tree.put("candidate", name));
            answered.into(tree);
            tree.put("freight", freight.stream().<Object>map(OfFreight::tree).toList());
            return tree;
        }
    }

    /// The answer for one piece of Freight.
    ///
    /// @param available whether it could be promoted by hand
    public record OfFreight(String name, String alias, boolean available, Answered answered) {
        private Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("name", name);
            if (!alias.isEmpty()) {
                tree.put("alias", alias);
            }
            tree.put("available", available);
            answered.into(tree);
            return tree;
        }
    }

    /// Explains a Stage of either kind from what a turn would look at.
    public static StageExplanation of(StageView view, Instant now) {
        return new Explaining(view, now).explanation();
    }

    /// The explanation as a document, as the API and `supercargo why stage` show it.
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("project", project);
        tree.put("stage", stage);
        tree.put("at", at.toString());
        overall.ifPresent(condition -> {
            var said = new LinkedHashMap<String, Object>();
            said.put("status", condition.status());
            said.put("reason", condition.reason());
            said.put("message", condition.message());
            tree.put("autoPromotion", said);
        });
        tree.put("origins", origins.stream().<Object>map(OfOrigin::tree).toList());
        return tree;
    }
}
