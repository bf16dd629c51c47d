package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Json;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Wire;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Events tell about Freight, as annotations (controllers.md 17.3).
public final class FreightFacts {
    private FreightFacts() {}

    /// The annotations; those without a value are left out.
    public static Map<String, String> of(Freight piece) {
        var facts = new LinkedHashMap<String, String>();
        put(facts, "freight-name", piece.metadata().name());
        put(
                facts,
                "freight-create-time",
                piece.foundAt().truncatedTo(ChronoUnit.SECONDS).toString());
        put(facts, "freight-warehouse-name", piece.origin().name());
        put(facts, "freight-alias", piece.alias());
        list(facts, "freight-commits", piece.commits());
        list(facts, "freight-images", piece.images());
        list(facts, "freight-charts", piece.charts());
        list(facts, "freight-artifacts", piece.artifacts());
        return facts;
    }

    /// Sets an annotation of an Event, unless its value is empty.
    public static void put(Map<String, String> facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.put(Annotations.EVENT_PREFIX + key, value);
        }
    }

    private static void list(Map<String, String> facts, String key, List<? extends Record> artifacts) {
        if (!artifacts.isEmpty()) {
            put(facts, key, Json.print(Wire.writeAll(artifacts)));
        }
    }
}
