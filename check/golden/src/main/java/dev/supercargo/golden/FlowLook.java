package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at a flow's Project: all its objects, the Events about them, the branches of repositories.
final class FlowLook {
    private static final List<ResourceType> KINDS = List.of(
            Kinds.PROJECT_CONFIG, Kinds.WAREHOUSE, Kinds.FREIGHT, Kinds.STAGE, Kinds.PROMOTION, Kinds.ANALYSIS_RUN);
    private static final String OURS = "kargo.akuity.io/";
    private static final String EVENT = "event.kargo.akuity.io/";

    private final FlowWorld world;
    private final String project;
    private final FlowNames names;
    private final FlowMatch match;
    private final Map<String, Object> conditionsBefore = new LinkedHashMap<>();
    private Instant before = Instant.MIN;

    FlowLook(FlowWorld world, String project, FlowNames names) {
        this.world = world;
        this.project = project;
        this.names = names;
        this.match = new FlowMatch(names);
    }

    Optional<String> difference(Map<String, Object> expected) throws Exception {
        Map<String, KubeObject> objects = objects();
        return objects(Json.object(expected, "objects"), objects)
                .or(() -> transitions(objects))
                .or(() -> events(Json.list(expected, "events")))
                .or(() -> warnings(expected))
                .or(() -> present(Json.object(expected, "present")))
                .or(() -> branches(Json.object(expected, "git")));
    }

    /// Remembers the conditions for the next look.
    void remember() {
        conditionsBefore.clear();
        before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        objects().forEach((name, object) -> {
            for (Object condition : Json.list(object.view(), "status", "conditions")) {
                conditionsBefore.put(name + " " + Json.text(condition, "type").orElse(""), condition);
            }
        });
    }

    private Map<String, KubeObject> objects() {
        var objects = new LinkedHashMap<String, KubeObject>();
        for (ResourceType type : List.of(Kinds.PROJECT, Kinds.NAMESPACE)) {
            world.kube()
                    .get(type, ObjectKey.cluster(project))
                    .ifPresent(object -> objects.put(type.kind() + "/" + project, object));
        }
        for (ResourceType type : KINDS) {
            for (KubeObject object : world.kube().list(type, project, LabelSelector.EVERYTHING)) {
                objects.put(type.kind() + "/" + object.name(), object);
            }
        }
        return objects;
    }

    private Optional<String> objects(Map<String, Object> expected, Map<String, KubeObject> actual) {
        var missing = new LinkedHashMap<>(actual);
        for (Map.Entry<String, Object> entry : expected.entrySet()) {
            Optional<String> name = names.resolved(entry.getKey());
            KubeObject object = name.map(missing::remove).orElse(null);
            if (object == null) {
                return Optional.of(entry.getKey() + " is not there");
            }
            Map<String, Object> wanted = Json.copy(Json.asObject(entry.getValue()));
            Optional<String> mentions = mentions(entry.getKey(), wanted, object);
            wanted.remove("mention");
            wanted.remove("noMention");
            if (Json.text(wanted, "status", "lastPromotion", "status")
                    .equals(Optional.of("<status of that Promotion>"))) {
                String last = Json.text(object.view(), "status", "lastPromotion", "name")
                        .orElse("");
                KubeObject promotion = actual.get("Promotion/" + last);
                Json.put(
                        wanted,
                        promotion == null ? "<any>" : Json.object(promotion.tree(), "status"),
                        "status",
                        "lastPromotion",
                        "status");
            }
            Optional<String> difference = mentions.or(() -> match.difference(entry.getKey(), wanted, shown(object)));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("unexpected: " + missing.keySet());
    }

    private static Optional<String> mentions(String name, Map<String, Object> wanted, KubeObject object) {
        List<Object> all = Json.list(wanted, "mention");
        List<Object> none = Json.list(wanted, "noMention");
        boolean mentioned = Json.list(object.view(), "status", "conditions").stream()
                .map(condition -> Json.text(condition, "message").orElse(""))
                .anyMatch(message ->
                        (all.isEmpty() ? none : all).stream().allMatch(word -> message.contains(String.valueOf(word))));
        if (!all.isEmpty() && !mentioned) {
            return Optional.of(name + ": no condition mentions " + all);
        }
        return !none.isEmpty() && mentioned ? Optional.of(name + ": a condition mentions " + none) : Optional.empty();
    }

    /// What of an object is compared.
    private static Map<String, Object> shown(KubeObject object) {
        boolean run = object.kind().equals("AnalysisRun");
        var shown = new LinkedHashMap<String, Object>();
        put(shown, "labels", only(object.labels(), run));
        put(shown, "annotations", only(object.annotations(), run));
        List<String> finalizers =
                object.finalizers().stream().filter(f -> f.startsWith(OURS)).toList();
        put(shown, "finalizers", finalizers);
        List<Object> owners = new ArrayList<>();
        object.ownerReferences().forEach(owner -> {
            Map<String, Object> copy = Json.copy(owner);
            copy.remove("blockOwnerDeletion");
            owners.add(copy);
        });
        put(shown, "ownerReferences", owners);
        if (object.kind().equals("Promotion") || run) {
            put(shown, "spec", Json.object(object.view(), "spec"));
        }
        for (String field : List.of("origin", "alias", "discoveredAt", "commits", "images", "charts", "artifacts")) {
            if (object.kind().equals("Freight")) {
                Json.at(object.view(), field).ifPresent(value -> shown.put(field, value));
            }
        }
        if (!object.kind().equals("Namespace")) {
            put(shown, "status", Json.object(object.view(), "status"));
        }
        return shown;
    }

    private static Map<String, Object> only(Map<String, String> all, boolean every) {
        var kept = new LinkedHashMap<String, Object>();
        all.forEach((key, value) -> {
            if (every || key.startsWith(OURS)) {
                kept.put(key, value);
            }
        });
        return kept;
    }

    private static void put(Map<String, Object> shown, String key, Object value) {
        boolean empty =
                value instanceof Map<?, ?> map ? map.isEmpty() : value instanceof List<?> list && list.isEmpty();
        if (!empty) {
            shown.put(key, value);
        }
    }

    /// Where a condition's status differs from the look before, its transition time must, too; times are whole
    /// seconds, so that both transitions may fall into the second of that look.
    private Optional<String> transitions(Map<String, KubeObject> objects) {
        for (Map.Entry<String, KubeObject> entry : objects.entrySet()) {
            for (Object condition : Json.list(entry.getValue().view(), "status", "conditions")) {
                String place =
                        entry.getKey() + " " + Json.text(condition, "type").orElse("");
                Object old = conditionsBefore.get(place);
                Optional<String> time = Json.text(condition, "lastTransitionTime");
                if (old != null
                        && !Json.text(old, "status").equals(Json.text(condition, "status"))
                        && Json.text(old, "lastTransitionTime").equals(time)
                        && !time.equals(Optional.of(before.toString()))) {
                    return Optional.of(place + ": the status changed, its time did not");
                }
            }
        }
        return Optional.empty();
    }

    /// Events about Kargo's objects, in the order in which they were written.
    private List<KubeObject> written() {
        return world.kube().list(Kinds.EVENT, project, LabelSelector.EVERYTHING).stream()
                .filter(event -> Json.text(event.view(), "involvedObject", "apiVersion")
                        .orElse("")
                        .startsWith("kargo.akuity.io/"))
                .sorted(Comparator.comparingLong(FlowLook::order))
                .toList();
    }

    private static long order(KubeObject event) {
        return Long.parseLong(event.resourceVersion());
    }

    private Optional<String> warnings(Map<String, Object> expected) {
        Optional<Object> wanted = Json.at(expected, "warnings");
        long found = written().stream()
                .filter(event -> Json.text(event.view(), "type").equals(Optional.of("Warning")))
                .count();
        return wanted.filter(number -> ((Number) number).longValue() != found)
                .map(number -> found + " warnings instead of " + number);
    }

    private Optional<String> events(List<Object> expected) {
        var left = new ArrayList<KubeObject>(written().stream()
                .filter(event -> Json.text(event.view(), "type").equals(Optional.of("Normal")))
                .toList());
        for (Object wanted : expected) {
            String on = names.resolved(Json.text(wanted, "on").orElse("")).orElse("?");
            String stage = Json.text(wanted, "annotations", "stage-name").orElse("");
            Optional<KubeObject> first = left.stream()
                    .filter(event -> on(event).equals(on) && stage(event).equals(stage))
                    .findFirst();
            if (first.isEmpty()) {
                return Optional.of("no Event " + Json.print(wanted));
            }
            left.remove(first.get());
            Optional<String> difference = match.difference("Event", wanted(wanted), event(first.get()));
            if (difference.isPresent()) {
                return difference.map(
                        text -> text + " in " + Json.text(wanted, "reason").orElse(""));
            }
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("unexpected Event " + Json.print(event(left.getFirst())));
    }

    private static String on(KubeObject event) {
        return Json.text(event.view(), "involvedObject", "kind").orElse("") + "/"
                + Json.text(event.view(), "involvedObject", "name").orElse("");
    }

    private static String stage(KubeObject event) {
        return event.annotations().getOrDefault(EVENT + "stage-name", "");
    }

    private static Map<String, Object> event(KubeObject event) {
        var annotations = new LinkedHashMap<String, Object>();
        event.annotations().forEach((key, value) -> {
            if (key.startsWith(EVENT)) {
                annotations.put(key.substring(EVENT.length()), value);
            }
        });
        var shown = new LinkedHashMap<String, Object>();
        shown.put("on", on(event));
        shown.put("type", Json.text(event.view(), "type").orElse(""));
        shown.put("reason", Json.text(event.view(), "reason").orElse(""));
        shown.put("message", Json.text(event.view(), "message").orElse(""));
        shown.put("source", Json.text(event.view(), "source", "component").orElse(""));
        shown.put("annotations", annotations);
        return shown;
    }

    /// The Event with `freight-*` written out.
    private Map<String, Object> wanted(Object expected) {
        Map<String, Object> wanted = Json.copy(Json.asObject(expected));
        Map<String, Object> annotations = Json.object(wanted, "annotations");
        Object short_ = annotations.remove("freight-*");
        Optional<KubeObject> freight = Optional.ofNullable(short_)
                .flatMap(name -> names.resolved(String.valueOf(name)))
                .flatMap(names::freight);
        freight.ifPresent(piece -> {
            annotations.put("freight-name", piece.name());
            annotations.put("freight-alias", Json.text(piece.view(), "alias").orElse(""));
            annotations.put(
                    "freight-create-time",
                    Json.text(piece.view(), "discoveredAt").orElse(""));
            annotations.put(
                    "freight-warehouse-name",
                    Json.text(piece.view(), "origin", "name").orElse(""));
            List<Object> commits = Json.list(piece.view(), "commits");
            if (!commits.isEmpty()) {
                annotations.put("freight-commits", Json.print(commits));
            }
        });
        return wanted;
    }

    private Optional<String> present(Map<String, Object> expected) {
        for (Map.Entry<String, Object> entry : expected.entrySet()) {
            FlowNames.Named object = names.named(entry.getKey());
            boolean there = world.kube().get(object.type(), object.key()).isPresent();
            if (!Boolean.valueOf(there).equals(entry.getValue())) {
                return Optional.of(entry.getKey() + (there ? " is there" : " is not there"));
            }
        }
        return Optional.empty();
    }

    private Optional<String> branches(Map<String, Object> expected) {
        for (Map.Entry<String, Object> entry : expected.entrySet()) {
            try {
                Optional<String> difference = match.difference(
                        "git " + entry.getKey(), entry.getValue(), world.branches(names.repository(entry.getKey())));
                if (difference.isPresent()) {
                    return difference;
                }
            } catch (java.io.IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
        return Optional.empty();
    }
}
