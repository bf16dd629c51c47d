package dev.supercargo.golden;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One flow: makes what is given, carries the actions out, and looks.
final class FlowCase {
    private static final Duration AT_THE_END = Duration.ofSeconds(30);
    /// Looks in between happen at once; what is written asynchronously (Events) gets a moment.
    private static final Duration IN_BETWEEN = Duration.ofSeconds(5);

    private final FlowWorld world;
    private final Kube kube;
    private final String project;
    private final Map<String, Object> testCase;
    private final FlowNames names;
    private final FlowLook look;
    private final Map<String, List<Object>> withdrawn = new LinkedHashMap<>();

    FlowCase(FlowWorld world, String project, Map<String, Object> testCase) {
        this.world = world;
        this.kube = world.kube();
        this.project = project;
        this.testCase = testCase;
        this.names = new FlowNames(world, project);
        this.look = new FlowLook(world, project, names);
    }

    /// The first difference, if there is one.
    Optional<String> play() throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        for (Map.Entry<String, Object> repository :
                Json.object(given, "repositories").entrySet()) {
            for (Object commit : Json.asList(repository.getValue())) {
                world.commit(names.repository(repository.getKey()), commit);
            }
        }
        try {
            apply(Json.text(given, "manifests").orElse(""));
            int number = 0;
            for (Object action : Json.list(given, "actions")) {
                Optional<String> difference = act(action);
                if (difference.isPresent()) {
                    return Optional.of(
                            "action " + number + " " + clipped(Json.print(action)) + ": " + difference.get());
                }
                number++;
            }
            return look("end", AT_THE_END);
        } finally {
            restore();
        }
    }

    void clear() {
        try {
            kube.delete(Kinds.PROJECT, ObjectKey.cluster(project));
        } catch (WorldException _) {
            // It is gone already, or stays: the next flow has a Project of its own.
        }
    }

    private Optional<String> look(String name, Duration patience) throws Exception {
        Map<String, Object> expected = Json.object(testCase, "expect", name);
        Instant limit = Instant.now().plus(patience);
        Optional<String> difference = look.difference(expected);
        while (difference.isPresent() && Instant.now().isBefore(limit)) {
            Thread.sleep(200);
            difference = look.difference(expected);
        }
        if (difference.isEmpty()) {
            look.remember();
        }
        return difference.map(text -> name + ": " + text);
    }

    private Optional<String> act(Object action) throws Exception {
        Optional<String> refusal = Optional.empty();
        try {
            Map<String, Object> step = Json.asObject(action);
            switch (step.keySet().iterator().next()) {
                case "wait" -> {
                    return await(Json.object(action, "wait"));
                }
                case "check" -> {
                    return look(Json.text(action, "check").orElse(""), IN_BETWEEN);
                }
                case "pause" -> Thread.sleep(((Number) Json.at(action, "pause").orElse(0L)).longValue() * 1000);
                case "open" ->
                    world.open().add(project + "/" + Json.text(action, "open").orElse(""));
                case "apply" -> apply(Json.text(action, "apply").orElse(""));
                case "patch" -> patch(action);
                case "body", "subresource" -> patch(action);
                case "promote" -> promote(Json.object(action, "promote"));
                case "push", "commit" -> {
                    Thread.sleep(1_100);
                    world.commit(names.repository(Json.text(action, "push").orElse("")), Json.object(action, "commit"));
                }
                case "repository" ->
                    world.git()
                            .create(names.repository(
                                    Json.text(action, "repository").orElse("")));
                case "delete" -> {
                    FlowNames.Named object =
                            names.named(Json.text(action, "delete").orElse(""));
                    kube.delete(object.type(), object.key());
                }
                case "withdraw" -> withdraw(Json.object(action, "withdraw"));
                case "restore" -> restore();
                case String other -> throw new IllegalStateException("no action " + other);
            }
        } catch (WorldException e) {
            refusal = Optional.of(e.failure().what());
            Optional<Object> wanted = Json.at(action, "refused");
            if (wanted.isEmpty()) {
                return Optional.of("refused: " + e.failure());
            }
            return status(e.failure(), wanted.get())
                    .or(() -> new FlowMatch(names)
                            .difference(
                                    "refused",
                                    Json.at(wanted.get(), "message").orElse(""),
                                    e.failure().what()));
        }
        return Json.at(action, "refused").isPresent() && refusal.isEmpty()
                ? Optional.of("was not refused")
                : Optional.empty();
    }

    private static Optional<String> status(Failure failure, Object wanted) {
        long status = Json.at(wanted, "status").orElse(0L) instanceof Number number ? number.longValue() : 0;
        boolean fits = switch (failure) {
            case Failure.Forbidden _ -> status == 403;
            case Failure.Conflict _ -> status == 409;
            case Failure.NotFound _ -> status == 404;
            case Failure.Invalid _ -> status == 422 || status == 400;
            case Failure.Transient _, Failure.Permanent _ -> status >= 400;
        };
        return fits ? Optional.empty() : Optional.of("refused with " + failure + " instead of " + status);
    }

    private void apply(String manifests) throws Exception {
        for (Object document : Yaml.parseAll(names.fill(manifests))) {
            Map<String, Object> tree = Json.asObject(document);
            ResourceType type = FlowWorld.type(Json.text(tree, "kind").orElse(""));
            tree.putIfAbsent("apiVersion", type.apiVersion());
            if (type.namespaced()) {
                String name = Json.text(tree, "metadata", "name").orElse("");
                boolean config = type.equals(Kinds.PROJECT_CONFIG);
                Json.put(tree, project, "metadata", "namespace");
                Json.put(tree, config ? project : name, "metadata", "name");
            }
            KubeObject object = KubeObject.of(tree);
            if (kube.get(type, object.key()).isPresent()) {
                kube.patch(type, object.key(), tree);
            } else {
                kube.create(type, object);
            }
            if (type.equals(Kinds.PROJECT)) {
                await(Map.of("object", "Project/" + project, "has", Map.of("status.conditions.Ready.status", "True")));
            }
        }
    }

    private void patch(Object action) throws Exception {
        FlowNames.Named object = names.named(Json.text(action, "patch").orElse(""));
        Map<String, Object> body = Json.asObject(Json.parse(names.fill(Json.print(Json.object(action, "body")))));
        if (Json.text(action, "subresource").isPresent()) {
            kube.patchStatus(object.type(), object.key(), body);
        } else {
            kube.patch(object.type(), object.key(), body);
        }
    }

    private void promote(Map<String, Object> wanted) throws Exception {
        Map<String, Object> spec = Json.asObject(Json.parse(names.fill(Json.print(wanted))));
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("generateName", "promo-");
        metadata.put("namespace", project);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", Kinds.PROMOTION.apiVersion());
        tree.put("kind", Kinds.PROMOTION.kind());
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        kube.create(Kinds.PROMOTION, KubeObject.of(tree));
    }

    private Optional<String> await(Map<String, Object> wait) throws Exception {
        long seconds = wait.getOrDefault("seconds", 120L) instanceof Number number ? number.longValue() : 120;
        Instant limit = Instant.now().plusSeconds(seconds);
        Optional<String> missing = missing(wait);
        while (missing.isPresent() && Instant.now().isBefore(limit)) {
            Thread.sleep(100);
            missing = missing(wait);
        }
        return missing.map(text -> "waited in vain: " + text);
    }

    private Optional<String> missing(Map<String, Object> wait) throws Exception {
        Optional<String> kind = Json.text(wait, "count");
        if (kind.isPresent()) {
            long wanted = ((Number) wait.getOrDefault("is", 0L)).longValue();
            int found = kube.list(FlowWorld.type(kind.get()), project, LabelSelector.EVERYTHING)
                    .size();
            return found == wanted ? Optional.empty() : Optional.of("there are " + found + " " + kind.get());
        }
        Optional<String> gone = Json.text(wait, "gone");
        if (gone.isPresent()) {
            FlowNames.Named object = names.named(gone.get());
            return kube.get(object.type(), object.key()).map(_ -> gone.get() + " is there");
        }
        String place = Json.text(wait, "object").orElse("");
        Optional<FlowNames.Named> named = names.find(place);
        Optional<KubeObject> object = named.flatMap(found -> kube.get(found.type(), found.key()));
        if (object.isEmpty()) {
            return Optional.of(place + " is not there");
        }
        for (Map.Entry<String, Object> has : Json.object(wait, "has").entrySet()) {
            Optional<Object> value = FlowMatch.at(object.get().view(), has.getKey());
            Object wanted = has.getValue();
            boolean fits = wanted == null
                    ? value.isEmpty()
                    : wanted.equals("<any>")
                            ? value.isPresent()
                            : value.isPresent()
                                    && new FlowMatch(names)
                                            .difference("", wanted, value.get())
                                            .isEmpty();
            if (!fits) {
                return Optional.of(place + " " + has.getKey() + " is " + clipped(Json.print(value.orElse(null)))
                        + " instead of " + wanted);
            }
        }
        return Optional.empty();
    }

    /// Takes a verb away in every ClusterRole of a controller.
    private void withdraw(Map<String, Object> grant) {
        String group = Json.text(grant, "group").orElse("");
        String resource = Json.text(grant, "resource").orElse("");
        String verb = Json.text(grant, "verb").orElse("");
        for (KubeObject role : kube.list(Kinds.CLUSTER_ROLE, "", LabelSelector.EVERYTHING)) {
            if (!role.name().contains("controller") || role.name().startsWith("system:")) {
                continue;
            }
            List<Object> rules = Json.list(role.tree(), "rules");
            withdrawn.putIfAbsent(role.name(), Json.list(role.tree(), "rules"));
            for (Object rule : rules) {
                if (Json.list(rule, "apiGroups").contains(group)
                        && Json.list(rule, "resources").contains(resource)) {
                    Json.asObject(rule)
                            .put(
                                    "verbs",
                                    Json.list(rule, "verbs").stream()
                                            .filter(v -> !v.equals(verb))
                                            .toList());
                }
            }
            rules.removeIf(rule -> Json.list(rule, "verbs").isEmpty());
            kube.patch(Kinds.CLUSTER_ROLE, role.key(), Map.of("rules", rules));
        }
    }

    private void restore() {
        withdrawn.forEach(
                (role, rules) -> kube.patch(Kinds.CLUSTER_ROLE, ObjectKey.cluster(role), Map.of("rules", rules)));
        withdrawn.clear();
    }

    private static String clipped(String text) {
        return text.length() > 160 ? text.substring(0, 160) + "..." : text;
    }
}
