package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The `request` of an AdmissionReview (kubernetes-api.md 8.4): what webhooks are sent and expressions see.
final class ReviewRequest {
    private ReviewRequest() {}

    /// The tree, with the objects in the version `as` of the request's resource.
    static Map<String, Object> tree(AdmissionRequest request, String as) {
        Target target = request.target();
        ResourceType type = target.type();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("uid", request.uid());
        tree.put("kind", kind(type, as));
        tree.put("resource", resource(type, as));
        put(tree, "subResource", target.subresource());
        tree.put("requestKind", kind(type, type.version()));
        tree.put("requestResource", resource(type, type.version()));
        put(tree, "requestSubResource", target.subresource());
        put(tree, "name", target.name());
        put(tree, "namespace", target.namespace());
        tree.put("operation", request.change().operation());
        tree.put("userInfo", request.who().tree());
        Json.putNullable(
                tree, "object", converted(request.change().object(), type, as).orElse(null));
        Json.putNullable(
                tree,
                "oldObject",
                converted(request.change().oldObject(), type, as).orElse(null));
        tree.put("dryRun", request.dryRun());
        tree.put("options", request.options());
        return tree;
    }

    private static Optional<Map<String, Object>> converted(
            Optional<Map<String, Object>> object, ResourceType type, String as) {
        return as.equals(type.version()) ? object : object.map(tree -> inVersion(tree, type, as));
    }

    /// The object in another version of its kind: only the name of the version differs.
    static Map<String, Object> inVersion(Map<String, Object> tree, ResourceType type, String version) {
        var other = new LinkedHashMap<>(tree);
        other.put("apiVersion", type.group().isEmpty() ? version : type.group() + "/" + version);
        return other;
    }

    private static Map<String, Object> kind(ResourceType type, String version) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("group", type.group());
        tree.put("version", version);
        tree.put("kind", type.kind());
        return tree;
    }

    private static Map<String, Object> resource(ResourceType type, String version) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("group", type.group());
        tree.put("version", version);
        tree.put("resource", type.plural());
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, String value) {
        if (!value.isEmpty()) {
            tree.put(key, value);
        }
    }
}
