package dev.supercargo.golden;

import dev.supercargo.decisions.events.ApiUser;
import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.decisions.steps.StepAlias;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Names;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionOrder;
import dev.supercargo.model.Ulid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Names and identities.
final class FreightIdentityAdapter implements Adapter {
    @Override
    public String file() {
        return "freight-identity.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        String op = Json.text(given, "op").orElse("");
        return switch (op) {
            case "freight-name" ->
                Verdict.compare(testCase.get("expect"), Map.of("name", FreightName.of(Json.object(given, "freight"))));
            case "collection-id" -> Verdict.compare(testCase.get("expect"), collection(given));
            case "promotion-name" -> {
                String target = text(given, "target");
                String stage = text(given, "stage");
                yield name(
                        testCase,
                        Names.promotion(
                                target.isEmpty() ? stage : stage + "." + target, ULID, text(given, "freightName")));
            }
            case "analysisrun-name" ->
                name(testCase, Names.analysisRun(text(given, "stage"), ULID, text(given, "collection")));
            case "label-value" -> shortened(testCase, Names.label(text(given, "value")));
            case "resource-name" -> shortened(testCase, Names.resource(text(given, "value")));
            case "origin" -> Verdict.compare(testCase.get("expect"), orError(() -> origin(text(given, "value"))));
            case "promotion-order" -> Verdict.compare(testCase.get("expect"), Map.of("order", order(given)));
            case "step-aliases" -> Verdict.compare(testCase.get("expect"), Map.of("aliases", aliases(given)));
            case "reverify-annotation" -> request(testCase, ActorRequest.Form.VERIFICATION, "id");
            case "abort-promotion-annotation" -> request(testCase, ActorRequest.Form.PROMOTION, "action");
            case "authorized-stages" ->
                Verdict.compare(testCase.get("expect"), orError(() -> authorized(text(given, "value"))));
            case "actor" ->
                Verdict.compare(
                        testCase.get("expect"),
                        Map.of("actor", user(Json.object(given, "user")).actor()));
            case "ulid" -> Verdict.compare(testCase.get("expect"), orError(() -> ulid(given)));
            default -> Verdict.unsupported("op " + op);
        };
    }

    private static final String ULID = "01ksr49200008j4ct4ank7f24s";

    private static String text(Map<String, Object> tree, String field) {
        return Json.text(tree, field).orElse("");
    }

    /// A name as its parts before and behind the ULID; or the empty name.
    private static Verdict name(Map<String, Object> testCase, String name) {
        if (name.isEmpty()) {
            return Verdict.compare(testCase.get("expect"), Map.of("name", ""));
        }
        var actual = new LinkedHashMap<String, Object>();
        int at = name.lastIndexOf("." + ULID + ".");
        actual.put("prefix", name.substring(0, at));
        actual.put("suffix", name.substring(at + ULID.length() + 2));
        if (Json.at(testCase, "expect", "length").isPresent()) {
            actual.put("length", (long) name.length());
        }
        return Verdict.compare(testCase.get("expect"), actual);
    }

    private static Verdict shortened(Map<String, Object> testCase, String value) {
        long length = value.getBytes(StandardCharsets.UTF_8).length;
        return Verdict.compare(testCase.get("expect"), Map.of("value", value, "length", length));
    }

    private static Map<String, Object> orError(Supplier<Map<String, Object>> result) {
        try {
            return result.get();
        } catch (IllegalArgumentException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> origin(String value) {
        FreightOrigin origin = FreightOrigin.parse(value);
        return Map.of("kind", origin.kind(), "name", origin.name());
    }

    private static List<String> order(Map<String, Object> given) {
        return Json.list(given, "promotions").stream()
                .map(promotion -> Promotion.read(KubeObject.of(Map.of(
                        "metadata", Map.of("name", text(Json.asObject(promotion), "name")),
                        "status", Map.of("phase", text(Json.asObject(promotion), "phase"))))))
                .sorted(PromotionOrder.QUEUE)
                .map(promotion -> promotion.metadata().name())
                .toList();
    }

    private static List<String> aliases(Map<String, Object> given) {
        var aliases = new ArrayList<String>();
        for (Object item : Json.list(given, "steps")) {
            Map<String, Object> step = Json.asObject(item);
            int index = aliases.size();
            aliases.add(
                    step.containsKey("task")
                            ? StepAlias.ofTask(text(step, "as"), index)
                            : StepAlias.of(text(step, "as"), index));
        }
        return aliases;
    }

    private static Verdict request(Map<String, Object> testCase, ActorRequest.Form form, String field) {
        Optional<ActorRequest> request =
                Json.text(testCase, "given", "value").flatMap(value -> ActorRequest.parse(form, value));
        var actual = new LinkedHashMap<String, Object>();
        Json.putNullable(actual, "request", null);
        request.ifPresent(asked -> {
            var tree = new LinkedHashMap<String, Object>();
            tree.put(field, asked.subject());
            if (!asked.actor().isEmpty()) {
                tree.put("actor", asked.actor());
            }
            if (asked.controlPlane()) {
                tree.put("controlPlane", true);
            }
            actual.put("request", tree);
            actual.put("printed", asked.print(form));
        });
        return Verdict.compare(testCase.get("expect"), actual);
    }

    private static Map<String, Object> authorized(String value) {
        return Map.of(
                "stages",
                Annotations.authorizedStages(value).stream()
                        .map(stage -> stage.project() + ":" + stage.stage())
                        .toList());
    }

    private static ApiUser user(Map<String, Object> user) {
        return new ApiUser(
                Boolean.TRUE.equals(user.get("admin")),
                text(user, "kubernetes"),
                text(user, "usernameClaim"),
                text(user, "username"),
                Json.object(user, "claims"));
    }

    private static Map<String, Object> ulid(Map<String, Object> given) {
        long time = ((Number) Json.at(given, "unixMs").orElseThrow()).longValue();
        return Map.of("ulid", Ulid.text(time, HexFormat.of().parseHex(text(given, "entropy"))));
    }

    private static Map<String, Object> collection(Map<String, Object> given) {
        var byOrigin = new TreeMap<String, Object>();
        for (Object reference : Json.list(given, "references")) {
            String kind = Json.text(reference, "origin", "kind").orElse("");
            byOrigin.put(
                    kind + "/" + Json.text(reference, "origin", "name").orElse(""),
                    Json.text(reference, "name").orElse(""));
        }
        var names = byOrigin.values().stream().map(String.class::cast).toList();
        return Map.of(
                "id",
                FreightName.ofCollection(names),
                "keys",
                byOrigin.keySet().stream().map(Object.class::cast).toList(),
                "references",
                names);
    }
}
