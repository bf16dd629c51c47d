package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Events in the form of the core group, which is also how they are stored.
final class EventRules implements Rules {
    private static final Duration LIFE = Duration.ofHours(1);

    @Override
    public Metadata.Care care() {
        return Metadata.Care.NEW_ONLY;
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public Optional<Duration> timeToLive() {
        return Optional.of(LIFE);
    }

    @Override
    public void complete(Map<String, Object> object) {
        object.putIfAbsent("source", new LinkedHashMap<String, Object>());
        for (String field : List.of("firstTimestamp", "lastTimestamp", "eventTime")) {
            Json.putNullable(object, field, object.get(field));
        }
        for (String field : List.of("reportingComponent", "reportingInstance")) {
            object.put(field, Objects.requireNonNullElse(object.get(field), ""));
        }
        object.putIfAbsent("involvedObject", new LinkedHashMap<String, Object>());
        if (object.get("series") instanceof Map<?, ?> series && !series.containsKey("lastObservedTime")) {
            Json.putNullable(Json.asObject(series), "lastObservedTime", null);
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        List<FieldError> errors = place(object);
        if (old.isEmpty() && Json.text(object, "eventTime").isPresent()) {
            errors.addAll(NewEventRules.told(object, "reportingComponent", "message"));
            errors.addAll(NewEventRules.type(object));
        }
        return errors;
    }

    /// What is wrong with where an event is.
    List<FieldError> place(Map<String, Object> object) {
        var errors = new ArrayList<FieldError>();
        String involved = Json.text(object, "involvedObject", "namespace").orElse("");
        String own = Json.text(object, "metadata", "namespace").orElse("");
        boolean fits = involved.isEmpty() ? own.equals("default") || own.isEmpty() : involved.equals(own);
        if (!fits) {
            errors.add(FieldError.invalid("involvedObject.namespace", involved, "does not match event.namespace"));
        }
        return errors;
    }

    @Override
    public List<String> selectableFields() {
        return List.of(
                "involvedObject.kind",
                "involvedObject.namespace",
                "involvedObject.name",
                "involvedObject.uid",
                "involvedObject.apiVersion",
                "involvedObject.resourceVersion",
                "involvedObject.fieldPath",
                "reason",
                "reportingComponent",
                "source",
                "type");
    }

    @Override
    public String selectable(Map<String, Object> object, String field) {
        return switch (field) {
            case "source" -> {
                String component = Json.text(object, "source", "component").orElse("");
                yield component.isEmpty()
                        ? Json.text(object, "reportingComponent").orElse("")
                        : component;
            }
            default -> Json.text(object, field.split("\\.")).orElse("");
        };
    }

    @Override
    public List<Column> columns() {
        return columns(object -> object);
    }

    /// The columns of events, made from the core form.
    static List<Column> columns(java.util.function.UnaryOperator<Map<String, Object>> core) {
        return List.of(
                Column.text(
                        "Last Seen", "When the Event was last seen.", (event, now) -> lastSeen(core.apply(event), now)),
                Column.text(
                        "Type", "Type of this event (Normal, Warning).", (event, _) -> text(core.apply(event), "type")),
                Column.text("Reason", "Why the action was taken.", (event, _) -> text(core.apply(event), "reason")),
                Column.text("Object", "What the event is about.", (event, _) -> involved(core.apply(event))),
                Column.text(
                                "Subobject",
                                "The part of the object.",
                                (event, _) -> text(core.apply(event), "involvedObject", "fieldPath"))
                        .wide(),
                Column.text("Source", "Who reported the event.", (event, _) -> source(core.apply(event)))
                        .wide(),
                Column.text(
                        "Message",
                        "A description of what happened.",
                        (event, _) -> text(core.apply(event), "message").strip()),
                Column.text(
                                "First Seen",
                                "When the event was first seen.",
                                (event, now) -> firstSeen(core.apply(event), now))
                        .wide(),
                Column.text("Count", "How often the event was seen.", (event, _) -> count(core.apply(event)))
                        .wide(),
                new Column("Name", "string", "name", "The name of the event.", 1, Column.NAME.cell()));
    }

    private static String text(Map<String, Object> event, String... path) {
        return Json.text(event, path).orElse("");
    }

    private static String involved(Map<String, Object> event) {
        String kind = text(event, "involvedObject", "kind").toLowerCase(Locale.ROOT);
        String name = text(event, "involvedObject", "name");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(Map<String, Object> event) {
        String component = text(event, "source", "component");
        String shown = component.isEmpty() ? text(event, "reportingComponent") : component;
        String host = text(event, "source", "host");
        return host.isEmpty() ? shown : shown + ", " + host;
    }

    private static String firstSeen(Map<String, Object> event, Instant now) {
        String field = text(event, "firstTimestamp").isEmpty() ? "eventTime" : "firstTimestamp";
        return Ages.at(event, now, field);
    }

    private static String lastSeen(Map<String, Object> event, Instant now) {
        if (!text(event, "series", "lastObservedTime").isEmpty()) {
            return Ages.at(event, now, "series", "lastObservedTime");
        }
        return text(event, "lastTimestamp").isEmpty() ? firstSeen(event, now) : Ages.at(event, now, "lastTimestamp");
    }

    private static long count(Map<String, Object> event) {
        Object count = Json.at(event, "series", "count")
                .or(() -> Json.at(event, "count"))
                .orElse(1L);
        return count instanceof Number number && number.longValue() > 0 ? number.longValue() : 1;
    }
}
