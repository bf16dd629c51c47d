package dev.supercargo.kube.apiserver.openapi;

import static dev.supercargo.kube.apiserver.openapi.SchemaComponents.object;

import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The paths of one document with their operations. Clients look here for what an operation takes: `dryRun`,
/// `fieldValidation` (kubernetes-api.md 6.3).
final class PathItems {
    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("allowWatchBookmarks", "Whether a watch may send bookmarks."),
            Map.entry("continue", "Where an earlier page of a list ended."),
            Map.entry("dryRun", "All: do everything except storing the result."),
            Map.entry("fieldManager", "The name of who writes; needed for apply."),
            Map.entry("fieldSelector", "Which objects, by their fields."),
            Map.entry("fieldValidation", "What becomes of unknown and duplicate fields: Ignore, Warn or Strict."),
            Map.entry("force", "Whether an apply takes fields over from others."),
            Map.entry("gracePeriodSeconds", "How long the object may live on, in seconds."),
            Map.entry("labelSelector", "Which objects, by their labels."),
            Map.entry("limit", "The most objects of one page."),
            Map.entry("name", "The name of the object."),
            Map.entry("namespace", "The namespace of the object."),
            Map.entry("orphanDependents", "Whether dependents stay behind; use propagationPolicy."),
            Map.entry("pretty", "Whether the answer is indented."),
            Map.entry("propagationPolicy", "What becomes of dependents: Orphan, Background or Foreground."),
            Map.entry("resourceVersion", "Which state is wanted."),
            Map.entry("resourceVersionMatch", "How resourceVersion is meant."),
            Map.entry("sendInitialEvents", "Whether a watch begins with the present state."),
            Map.entry("timeoutSeconds", "How long the call may take, in seconds."),
            Map.entry("watch", "Whether changes are sent as they happen."));
    private static final List<String> BOOLEANS =
            List.of("allowWatchBookmarks", "force", "orphanDependents", "sendInitialEvents", "watch");
    private static final List<String> NUMBERS = List.of("gracePeriodSeconds", "limit", "timeoutSeconds");
    private static final List<String> LIST = List.of(
            "allowWatchBookmarks",
            "continue",
            "fieldSelector",
            "labelSelector",
            "limit",
            "resourceVersion",
            "resourceVersionMatch",
            "sendInitialEvents",
            "timeoutSeconds",
            "watch");
    private static final List<String> WRITE = List.of("dryRun", "fieldManager", "fieldValidation");
    private static final List<String> PATCH = List.of("dryRun", "fieldManager", "fieldValidation", "force");
    private static final List<String> DELETE =
            List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy");
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final List<String> PATCH_TYPES =
            List.of("application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json");

    private final SchemaComponents schemas;
    private final Map<String, Object> paths = new TreeMap<>();

    PathItems(SchemaComponents schemas) {
        this.schemas = schemas;
    }

    Map<String, Object> paths() {
        return paths;
    }

    void add(ServedResource resource) {
        ResourceType type = resource.type();
        String scope = type.namespaced() ? "/namespaces/{namespace}" : "";
        String collection = type.path() + scope + "/" + type.plural();
        var scopeParameters = type.namespaced() ? List.of("namespace", "pretty") : List.of("pretty");
        var nameParameters = new ArrayList<>(List.of("name"));
        nameParameters.addAll(scopeParameters);
        item(
                collection,
                scopeParameters,
                resource,
                type,
                resource.verbs(),
                List.of("list", "create", "deletecollection"));
        item(
                collection + "/{name}",
                nameParameters,
                resource,
                type,
                resource.verbs(),
                List.of("get", "update", "patch", "delete"));
        resource.parts()
                .forEach(part -> item(
                        collection + "/{name}/" + part.name(),
                        nameParameters,
                        resource,
                        part.type(),
                        part.verbs(),
                        List.of("get", "create", "update", "patch")));
        if (type.namespaced() && resource.verbs().contains("list")) {
            item(
                    type.path() + "/" + type.plural(),
                    List.of("pretty"),
                    resource,
                    type,
                    resource.verbs(),
                    List.of("list"));
        }
    }

    private void item(
            String path,
            List<String> parameters,
            ServedResource resource,
            ResourceType kind,
            List<String> allowed,
            List<String> verbs) {
        var item = new LinkedHashMap<String, Object>();
        for (String verb : verbs) {
            if (allowed.contains(verb)) {
                item.put(method(verb), operation(path, resource, kind, verb));
            }
        }
        if (!item.isEmpty()) {
            item.put("parameters", parameters(parameters));
            paths.put(path, item);
        }
    }

    private Map<String, Object> operation(String path, ServedResource resource, ResourceType kind, String verb) {
        var operation = object("operationId", verb + path.replaceAll("[^A-Za-z0-9]+", "_"));
        operation.put("description", verb + " " + kind.kind().toLowerCase(Locale.ROOT));
        operation.put("parameters", parameters(query(verb)));
        List<String> bodies = bodyTypes(verb, resource.isCustom());
        if (!bodies.isEmpty()) {
            var content = new LinkedHashMap<String, Object>();
            bodies.forEach(type -> content.put(type, object("schema", schemas.reference(bodyName(verb, kind)))));
            operation.put("requestBody", object("content", content));
        }
        String answer = verb.equals("list")
                ? SchemaComponents.listName(resource)
                : verb.startsWith("delete") ? META + "Status" : SchemaComponents.name(kind);
        var content = new LinkedHashMap<String, Object>();
        for (String type : List.of("application/json", "application/yaml")) {
            content.put(type, object("schema", schemas.reference(answer)));
        }
        var ok = object("description", "OK");
        ok.put("content", content);
        operation.put("responses", object("200", ok));
        operation.put("x-kubernetes-action", action(verb));
        operation.put("x-kubernetes-group-version-kind", SchemaComponents.groupVersionKind(kind, kind.kind()));
        return operation;
    }

    private static String bodyName(String verb, ResourceType kind) {
        return switch (verb) {
            case "patch" -> META + "Patch";
            case "delete", "deletecollection" -> META + "DeleteOptions";
            default -> SchemaComponents.name(kind);
        };
    }

    private static List<String> bodyTypes(String verb, boolean custom) {
        return switch (verb) {
            case "get", "list" -> List.of();
            case "patch" -> {
                var types = new ArrayList<>(PATCH_TYPES);
                if (!custom) {
                    types.add("application/strategic-merge-patch+json");
                }
                yield types;
            }
            default -> List.of("*/*");
        };
    }

    private static List<String> query(String verb) {
        return switch (verb) {
            case "list" -> LIST;
            case "create", "update" -> WRITE;
            case "patch" -> PATCH;
            case "delete" -> DELETE;
            case "deletecollection" -> {
                var both = new java.util.TreeSet<>(LIST);
                both.addAll(DELETE);
                both.removeAll(List.of("allowWatchBookmarks", "watch"));
                yield List.copyOf(both);
            }
            default -> List.of();
        };
    }

    private static String method(String verb) {
        return switch (verb) {
            case "list" -> "get";
            case "create" -> "post";
            case "update" -> "put";
            case "deletecollection" -> "delete";
            default -> verb;
        };
    }

    private static String action(String verb) {
        return switch (verb) {
            case "create" -> "post";
            case "update" -> "put";
            default -> verb;
        };
    }

    private static List<Object> parameters(List<String> names) {
        return names.stream().<Object>map(PathItems::parameter).toList();
    }

    private static Map<String, Object> parameter(String name) {
        boolean inPath = name.equals("name") || name.equals("namespace");
        String type = BOOLEANS.contains(name) ? "boolean" : NUMBERS.contains(name) ? "integer" : "string";
        var schema = object("type", type);
        schema.put("uniqueItems", true);
        var parameter = object("name", name);
        parameter.put("in", inPath ? "path" : "query");
        parameter.put("description", DESCRIPTIONS.getOrDefault(name, ""));
        if (inPath) {
            parameter.put("required", true);
        }
        parameter.put("schema", schema);
        return parameter;
    }
}
