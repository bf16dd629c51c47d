package dev.supercargo.golden;

import dev.supercargo.decisions.selection.ExpressionRules;
import dev.supercargo.decisions.warehouse.Discovery;
import dev.supercargo.decisions.warehouse.WarehouseConclusion;
import dev.supercargo.decisions.warehouse.WarehouseConclusion.Creation;
import dev.supercargo.decisions.warehouse.WarehouseDecision;
import dev.supercargo.decisions.warehouse.WarehousePlan;
import dev.supercargo.expr.functions.DiscoveredFunctions;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.WarehouseStatus;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One turn of a Warehouse: whether it looks, and what it makes of what it finds.
final class WarehouseCases {
    private static final Set<String> FREIGHT = Set.of("origin", "commits", "images", "charts", "artifacts");

    private WarehouseCases() {}

    static Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        Instant now = Instant.parse(Json.text(given, "now").orElse(""));
        KubeObject object =
                KubeObject.of(Json.copy(Json.object(given, "warehouse"))).with("p", "metadata", "namespace");
        Warehouse warehouse = Warehouse.read(object);
        var actual = new LinkedHashMap<String, Object>();
        Discovery discovery = switch (WarehousePlan.of(warehouse, now)) {
            case WarehousePlan.Reuse(var artifacts) -> {
                actual.put("discoveryRan", false);
                actual.put("previousResultHandedOver", false);
                yield new Discovery.Known(artifacts);
            }
            case WarehousePlan.Discover(var queries, var _) -> {
                actual.put("discoveryRan", true);
                actual.put(
                        "previousResultHandedOver",
                        queries.stream().anyMatch(query -> query.previous().isPresent()));
                yield discovery(given, now);
            }
        };
        WarehouseDecision decision = WarehouseDecision.decide(
                warehouse,
                discovery,
                found -> DiscoveredFunctions.of(Wire.write(found), ExpressionRules.REPOSITORIES),
                now);
        Json.putNullable(
                actual,
                "freightCreation",
                decision.freight().map(WarehouseCases::content).orElse(null));
        Creation creation = decision.freight()
                .map(freight -> create(freight, Json.text(given, "createError").orElse("")))
                .orElseGet(Creation.None::new);
        Duration minimum =
                Json.text(given, "minimumInterval").flatMap(GoDuration::parse).orElse(Duration.ZERO);
        conclude(WarehouseConclusion.of(decision, creation, minimum, now), now, actual);
        Map<String, Object> expect = Json.object(testCase, "expect");
        return Verdict.compare(expect, withEllipses(expect, actual));
    }

    private static Discovery discovery(Map<String, Object> given, Instant now) {
        if (given.containsKey("discoveryError")) {
            return new Discovery.Failed(Json.text(given, "discoveryError").orElse(""));
        }
        Map<String, Object> tree = Json.copy(Json.object(given, "discovery"));
        tree.put("discoveredAt", now.toString());
        return new Discovery.Found(Wire.read(DiscoveredArtifacts.class, tree));
    }

    private static Map<String, Object> content(KubeObject freight) {
        Map<String, Object> tree = freight.tree();
        tree.keySet().retainAll(FREIGHT);
        return tree;
    }

    private static Creation create(KubeObject freight, String error) {
        String name = "freights.kargo.akuity.io \"" + freight.name() + "\"";
        return switch (error) {
            case "" -> new Creation.Created(freight.with("name-from-the-api-server", "metadata", "name"));
            case "AlreadyExists" -> new Creation.Existed();
            case "Forbidden" ->
                new Creation.Failed(new Failure.Forbidden(name + " is forbidden: denied", "create freights"));
            default -> throw new IllegalStateException("createError " + error);
        };
    }

    private static void conclude(WarehouseConclusion conclusion, Instant now, Map<String, Object> actual) {
        WarehouseStatus status = conclusion.status();
        actual.put(
                "conditions",
                status.conditions().stream()
                        .map(condition -> condition.type() + "=" + condition.status() + "/" + condition.reason() + ": "
                                + condition.message())
                        .sorted()
                        .<Object>map(line -> line)
                        .toList());
        actual.put(
                "events",
                conclusion.created().isPresent()
                        ? List.of("Normal FreightCreated: Freight created from discovered artifacts")
                        : List.of());
        actual.put("lastFreightID", status.lastFreightID());
        actual.put("lastHandledRefresh", status.lastHandledRefresh());
        actual.put("observedGeneration", status.observedGeneration());
        conclusion.failure().ifPresent(failure -> actual.put("error", failure.what()));
        actual.put(
                "requeueAfterSeconds",
                conclusion.next().map(at -> rounded(Duration.between(now, at))).orElse(0L));
    }

    /// To 5 seconds, as the cases have it; shorter pauses as they are.
    private static Object rounded(Duration pause) {
        double seconds = pause.toMillis() / 1000.0;
        return seconds < 2.5 ? (Object) seconds : (Object) (Math.round(seconds / 5) * 5);
    }

    /// Conditions of which the case gives the beginning only.
    private static Map<String, Object> withEllipses(Map<String, Object> expect, Map<String, Object> actual) {
        List<Object> expected = Json.list(expect, "conditions");
        var lines = new java.util.ArrayList<>(Json.list(actual, "conditions"));
        for (int i = 0; i < Math.min(expected.size(), lines.size()); i++) {
            String wanted = String.valueOf(expected.get(i));
            boolean open = wanted.endsWith("...");
            if (open && String.valueOf(lines.get(i)).startsWith(wanted.substring(0, wanted.length() - 3))) {
                lines.set(i, wanted);
            }
        }
        actual.put("conditions", lines);
        return actual;
    }
}
