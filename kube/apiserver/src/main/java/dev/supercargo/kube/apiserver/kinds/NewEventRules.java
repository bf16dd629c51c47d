package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Events in the form of `events.k8s.io`: the same objects under other field names.
final class NewEventRules implements Rules {
    /// From this form's names to those of the stored form.
    private static final Map<String, String> NAMES = names();

    private final EventRules core = new EventRules();

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put("regarding", "involvedObject");
        names.put("note", "message");
        names.put("reportingController", "reportingComponent");
        names.put("deprecatedSource", "source");
        names.put("deprecatedFirstTimestamp", "firstTimestamp");
        names.put("deprecatedLastTimestamp", "lastTimestamp");
        names.put("deprecatedCount", "count");
        return names;
    }

    @Override
    public Map<String, Object> stored(Map<String, Object> shown) {
        var stored = new LinkedHashMap<String, Object>();
        shown.forEach((key, value) -> Json.putNullable(stored, NAMES.getOrDefault(key, key), value));
        stored.put("apiVersion", "v1");
        core.complete(stored);
        return stored;
    }

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public Map<String, Object> shown(Map<String, Object> stored) {
        var shown = new LinkedHashMap<String, Object>();
        stored.forEach((key, value) -> Json.putNullable(shown, oldName(key), value));
        for (String field : List.of("reportingController", "reportingInstance")) {
            if ("".equals(shown.get(field))) {
                shown.remove(field);
            }
        }
        return shown;
    }

    private static String oldName(String field) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field);
    }

    /// Errors speak of the stored form.
    @Override
    public String groupInErrors(String group) {
        return "";
    }

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
        return core.timeToLive();
    }

    @Override
    public void complete(Map<String, Object> object) {
        object.putIfAbsent("deprecatedSource", new LinkedHashMap<String, Object>());
        for (String field : List.of("deprecatedFirstTimestamp", "deprecatedLastTimestamp", "eventTime")) {
            Json.putNullable(object, field, object.get(field));
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        if (old.isPresent()) {
            return updateErrors(object, old.get());
        }
        List<FieldError> errors = new ArrayList<>(core.place(stored(object)));
        if (Json.text(object, "eventTime").isEmpty()) {
            errors.add(FieldError.required("eventTime", ""));
        }
        if (errors.stream().noneMatch(error -> error.path().equals("eventTime"))) {
            errors.addAll(told(object, "reportingController", "note"));
        }
        errors.addAll(type(object));
        return errors;
    }

    /// What an event with an `eventTime` must tell, in either form.
    ///
    /// @param controller the field that names who reports
    /// @param note the field with the message
    static List<FieldError> told(Map<String, Object> object, String controller, String note) {
        var errors = new ArrayList<FieldError>();
        String name = Json.text(object, controller).orElse("");
        if (name.isEmpty()) {
            errors.add(FieldError.required(controller, ""));
        }
        Names.qualified(name).forEach(problem -> errors.add(FieldError.invalid(controller, name, problem)));
        text(object, "reportingInstance", 128, errors);
        text(object, "action", 128, errors);
        text(object, "reason", 128, errors);
        String message = Json.text(object, note).orElse("");
        if (message.getBytes(StandardCharsets.UTF_8).length > 1024) {
            errors.add(FieldError.invalid("message", "", "can have at most 1024 characters"));
        }
        return errors;
    }

    static List<FieldError> type(Map<String, Object> object) {
        String type = Json.text(object, "type").orElse("");
        return List.of("Normal", "Warning").contains(type)
                ? List.of()
                : List.of(FieldError.invalid("type", "", "has invalid value: " + type));
    }

    private static void text(Map<String, Object> object, String field, int longest, List<FieldError> errors) {
        Optional<String> value = Json.text(object, field).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            errors.add(FieldError.required(field, ""));
        } else if (value.get().length() > longest) {
            errors.add(FieldError.invalid(field, "", "can have at most " + longest + " characters"));
        }
    }

    /// Through this form only the series may change.
    private List<FieldError> updateErrors(Map<String, Object> object, Map<String, Object> old) {
        var errors = new ArrayList<FieldError>();
        Map<String, Object> now = stored(object);
        Map<String, Object> before = stored(old);
        for (String field : List.of(
                "involvedObject",
                "reason",
                "message",
                "source",
                "firstTimestamp",
                "lastTimestamp",
                "count",
                "reportingComponent",
                "reportingInstance",
                "action",
                "type",
                "related",
                "eventTime")) {
            if (!Json.same(now.get(field), before.get(field))) {
                errors.add(FieldError.invalid(field, now.get(field), "field is immutable"));
            }
        }
        return errors;
    }

    @Override
    public List<String> selectableFields() {
        return List.of(
                "regarding.kind",
                "regarding.namespace",
                "regarding.name",
                "regarding.uid",
                "regarding.apiVersion",
                "regarding.resourceVersion",
                "regarding.fieldPath",
                "reason",
                "reportingController",
                "type");
    }

    @Override
    public List<Column> columns() {
        return EventRules.columns(this::stored);
    }
}
