package dev.supercargo.simulation;

import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stored objects say, read plainly from their trees and by rules that are written down here once
/// more, as simply as they can be put: nothing in here asks a decision.
final class Facts {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed", "Errored", "Aborted");

    private Facts() {}

    static String phase(KubeObject promotion) {
        return Json.text(promotion.view(), "status", "phase").orElse("");
    }

    static boolean isOver(KubeObject promotion) {
        return OVER.contains(phase(promotion));
    }

    static String freight(KubeObject promotion) {
        return Json.text(promotion.view(), "spec", "freight").orElse("");
    }

    static String stage(KubeObject promotion) {
        return Json.text(promotion.view(), "spec", "stage").orElse("");
    }

    static boolean isControlFlow(KubeObject stage) {
        return Json.list(stage.view(), "spec", "promotionTemplate", "spec", "steps")
                .isEmpty();
    }

    private static Map<String, Object> collection(KubeObject stage) {
        List<Object> history = Json.list(stage.view(), "status", "freightHistory");
        return history.isEmpty() ? Map.of() : Json.asObject(history.getFirst());
    }

    /// The Freight that a Stage holds, by origin.
    static Map<String, String> held(KubeObject stage) {
        var held = new LinkedHashMap<String, String>();
        Json.object(collection(stage), "items")
                .forEach((origin, item) ->
                        held.put(origin, Json.text(item, "name").orElse("")));
        return held;
    }

    /// The verifications of what a Stage holds, newest first.
    static List<Object> verifications(KubeObject stage) {
        return Json.list(collection(stage), "verificationHistory");
    }

    static boolean hasMark(KubeObject freight, String map, String stage) {
        return Json.at(freight.view(), "status", map, stage).isPresent();
    }

    static List<Object> requests(KubeObject stage) {
        return Json.list(stage.view(), "spec", "requestedFreight");
    }

    static String warehouse(Object request) {
        return Json.text(request, "origin", "name").orElse("");
    }

    static boolean isOf(KubeObject freight, String warehouse) {
        return Json.text(freight.view(), "origin", "name").orElse("").equals(warehouse);
    }

    /// Whether Freight may come to a Stage.
    static boolean mayCome(KubeObject freight, KubeObject stage, Instant now) {
        return requests(stage).stream()
                .anyMatch(request -> isOf(freight, warehouse(request)) && mayCome(freight, request, stage.name(), now));
    }

    /// Whether Freight may come to a Stage by one of its requests: straight from the Warehouse, by
    /// approval, or because one or all of the Stages before it have verified it and held it long enough.
    static boolean mayCome(KubeObject freight, Object request, String stage, Instant now) {
        Map<String, Object> sources = Json.object(request, "sources");
        if (Boolean.TRUE.equals(sources.get("direct")) || hasMark(freight, "approvedFor", stage)) {
            return true;
        }
        long passed = before(request).stream()
                .filter(upstream -> hasPassed(freight, upstream, Json.text(sources, "requiredSoakTime"), now))
                .count();
        boolean all = Json.text(sources, "availabilityStrategy").orElse("").equals("All");
        return all ? passed == before(request).size() : passed > 0;
    }

    static List<String> before(Object request) {
        return Json.list(request, "sources", "stages").stream()
                .map(String::valueOf)
                .toList();
    }

    private static boolean hasPassed(KubeObject freight, String upstream, Optional<String> soak, Instant now) {
        if (!hasMark(freight, "verifiedIn", upstream)) {
            return false;
        }
        if (soak.isEmpty()) {
            return true;
        }
        Duration longest = Json.text(freight.view(), "status", "verifiedIn", upstream, "longestSoak")
                .map(Facts::duration)
                .orElse(Duration.ZERO);
        Duration stay = Json.text(freight.view(), "status", "currentlyIn", upstream, "since")
                .flatMap(KubeObject::instant)
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
        Duration wanted = duration(soak.get());
        return longest.compareTo(wanted) >= 0 || stay.compareTo(wanted) >= 0;
    }

    private static Duration duration(String text) {
        return GoDuration.parse(text).orElseThrow();
    }

    static boolean matchesUpstream(Object request) {
        return Json.text(request, "sources", "autoPromotionOptions", "selectionPolicy")
                .orElse("")
                .equals("MatchUpstream");
    }

    /// What should come to a Stage of its own accord by a request, if anything.
    static Optional<KubeObject> candidate(Api api, KubeObject stage, Object request, Instant now) {
        List<KubeObject> available = api.all(Kinds.FREIGHT).stream()
                .filter(freight -> isOf(freight, warehouse(request)))
                .filter(freight -> mayCome(freight, request, stage.name(), now))
                .filter(freight -> !matchesUpstream(request)
                        || hasMark(freight, "currentlyIn", before(request).getFirst()))
                .toList();
        if (matchesUpstream(request) && available.size() != 1) {
            return Optional.empty();
        }
        return available.stream()
                .max(Comparator.comparing((KubeObject freight) ->
                                Json.text(freight.view(), "discoveredAt").orElse(""))
                        .thenComparing(KubeObject::name));
    }

    /// Whether the Project lets a Stage promote by itself; of the policies only names and `glob:*` are
    /// used here.
    static boolean isAutomatic(Map<String, Object> config, String stage) {
        for (Object policy : Json.list(config, "spec", "promotionPolicies")) {
            String name = Json.text(policy, "stageSelector", "name").orElse("");
            if (name.equals(stage) || name.equals("glob:*")) {
                return Boolean.TRUE.equals(
                        Json.at(policy, "autoPromotionEnabled").orElse(false));
            }
        }
        return false;
    }

    /// The Promotions to a Stage, oldest first.
    static List<KubeObject> promotions(Api api, String stage) {
        return api.all(Kinds.PROMOTION).stream()
                .filter(promotion -> stage(promotion).equals(stage))
                .toList();
    }
}
