package dev.supercargo.decisions.events;

import dev.supercargo.meta.Json;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.HtmlSafe;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The annotations of Events. Callers may add to the map that they get.
public final class EventAnnotations {
    private EventAnnotations() {}

    /// Of an Event about Freight, for a Stage (empty where it is about none).
    public static Map<String, String> ofFreight(Freight freight, String stage, String actor) {
        var annotations = new TreeMap<String, String>();
        put(annotations, "project", freight.metadata().namespace());
        put(annotations, "actor", actor);
        addFreight(annotations, freight);
        annotations.put(Annotations.EVENT_PREFIX + "stage-name", stage);
        return annotations;
    }

    /// Of an Event about a Promotion; `freight` is empty where it does not exist any more.
    public static Map<String, String> ofPromotion(
            Promotion promotion, Instant createdAt, Optional<Freight> freight, String actor) {
        var annotations = new TreeMap<String, String>();
        put(annotations, "project", promotion.metadata().namespace());
        put(annotations, "actor", actor);
        put(annotations, "promotion-name", promotion.metadata().name());
        put(annotations, "promotion-create-time", time(createdAt));
        put(annotations, "stage-name", promotion.spec().stage());
        if (promotion.metadata().annotation(Annotations.ROLLBACK).equals("true")) {
            put(annotations, "rollback", "true");
        }
        put(annotations, "applications", Applications.named(promotion));
        freight.ifPresent(piece -> addFreight(annotations, piece));
        return annotations;
    }

    private static void addFreight(Map<String, String> annotations, Freight freight) {
        put(annotations, "freight-name", freight.metadata().name());
        put(annotations, "freight-create-time", time(freight.foundAt()));
        put(annotations, "freight-alias", freight.alias());
        put(annotations, "freight-warehouse-name", freight.origin().name());
        put(annotations, "freight-commits", printed(freight.commits()));
        put(annotations, "freight-images", printed(freight.images()));
        put(annotations, "freight-charts", printed(freight.charts()));
        put(annotations, "freight-artifacts", printed(freight.artifacts()));
    }

    private static String printed(List<? extends Record> artifacts) {
        return artifacts.isEmpty() ? "" : HtmlSafe.escape(Json.print(Wire.writeAll(artifacts)));
    }

    private static String time(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void put(Map<String, String> annotations, String key, String value) {
        if (!value.isEmpty()) {
            annotations.put(Annotations.EVENT_PREFIX + key, value);
        }
    }
}
