package dev.supercargo.golden;

import dev.supercargo.controllers.management.GarbageCollector;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One pass of the garbage collector over objects of given ages.
final class GarbageCollectionAdapter implements Adapter {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    @Override
    public String file() {
        return "garbage-collection.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        var objects = new ArrayList<KubeObject>();
        for (Object item : Json.list(testCase, "given", "objects")) {
            objects.add(object(Json.asObject(item)));
        }
        var deleted = new ArrayList<String>();
        Kube kube = kube(objects, deleted);
        new GarbageCollector(kube, retention(Json.object(testCase, "given", "settings")), InstantSource.fixed(NOW))
                .collect();
        return Verdict.compare(
                Json.list(testCase, "expect", "deleted"),
                deleted.stream().sorted().map(Object.class::cast).toList());
    }

    private static Retention retention(Map<String, Object> settings) {
        return new Retention(
                number(settings, "MAX_RETAINED_PROMOTIONS"),
                duration(settings, "MIN_PROMOTION_DELETION_AGE"),
                number(settings, "MAX_RETAINED_FREIGHT"),
                duration(settings, "MIN_FREIGHT_DELETION_AGE"));
    }

    private static int number(Map<String, Object> settings, String name) {
        return ((Number) Json.at(settings, name).orElseThrow()).intValue();
    }

    private static Duration duration(Map<String, Object> settings, String name) {
        return Json.text(settings, name).flatMap(GoDuration::parse).orElseThrow();
    }

    /// The object that a short description stands for.
    private static KubeObject object(Map<String, Object> given) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", given.get("kind"));
        Json.put(tree, given.get("name"), "metadata", "name");
        given.forEach((field, value) -> {
            switch (field) {
                case "kind", "name" -> {}
                case "namespace" -> Json.put(tree, value, "metadata", "namespace");
                case "labelled" -> {
                    if (Boolean.TRUE.equals(value)) {
                        Json.put(tree, "true", "metadata", "labels", "kargo.akuity.io/project");
                    }
                }
                case "createdAgo" -> Json.put(tree, ago(value), "metadata", "creationTimestamp");
                case "discoveredAgo" -> tree.put("discoveredAt", ago(value));
                case "stage" -> Json.put(tree, value, "spec", "stage");
                case "phase" -> Json.put(tree, value, "status", "phase");
                case "warehouse" -> tree.put("origin", Map.of("kind", "Warehouse", "name", value));
                case "current", "older" -> {}
                case "approved" ->
                    Json.asList(value)
                            .forEach(stage -> Json.put(tree, Map.of(), "status", "approvedFor", (String) stage));
                case "verified" ->
                    Json.asList(value)
                            .forEach(stage -> Json.put(tree, Map.of(), "status", "verifiedIn", (String) stage));
                default -> throw new IllegalArgumentException("cannot make a " + given.get("kind") + " with " + field);
            }
        });
        if (given.containsKey("current") || given.containsKey("older")) {
            Json.put(
                    tree,
                    List.of(collection(Json.list(given, "current")), collection(Json.list(given, "older"))),
                    "status",
                    "freightHistory");
        }
        return KubeObject.of(tree);
    }

    private static Map<String, Object> collection(List<Object> names) {
        var items = new LinkedHashMap<String, Object>();
        for (int i = 0; i < names.size(); i++) {
            items.put("Warehouse/" + i, Map.of("name", names.get(i)));
        }
        return Map.of("id", "x", "items", items);
    }

    private static String ago(Object age) {
        return NOW.minus(GoDuration.parse((String) age).orElseThrow()).toString();
    }

    /// A client that only lists these objects and notes deletions.
    private static Kube kube(List<KubeObject> objects, List<String> deleted) {
        return (Kube) Proxy.newProxyInstance(
                Kube.class.getClassLoader(), new Class<?>[] {Kube.class}, (_, method, arguments) -> {
                    var type = (ResourceType) arguments[0];
                    return switch (method.getName()) {
                        case "list" -> list(objects, type, (String) arguments[1], (LabelSelector) arguments[2]);
                        case "delete" -> {
                            synchronized (deleted) {
                                deleted.add(type.kind() + " " + (ObjectKey) arguments[1]);
                            }
                            yield null;
                        }
                        default -> throw new IllegalStateException("the garbage collector only lists and deletes");
                    };
                });
    }

    private static List<KubeObject> list(
            List<KubeObject> objects, ResourceType type, String namespace, LabelSelector selector) {
        return objects.stream()
                .filter(object -> object.kind().equals(type.kind()))
                .filter(object -> namespace.isEmpty() || object.namespace().equals(namespace))
                .filter(object -> type.equals(Kinds.NAMESPACE) ? selector.matches(object.labels()) : true)
                .toList();
    }
}
