package dev.supercargo.golden;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.meta.Json;
import java.util.Map;
import java.util.TreeMap;

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
            default -> Verdict.unsupported("op " + op);
        };
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
