package dev.supercargo.kube.apiserver.patch;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.MergePatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change to one object, decoded from the body of a PATCH request.
///
/// Decoding and applying throw [ApiError]: 400 for what is no patch of its kind, 413 for too long a JSON
/// patch, 422 for one that cannot be carried out.
public sealed interface Patch {
    /// The object after the change; the given one stays as it is.
    Map<String, Object> apply(Map<String, Object> object);

    /// The patch of a JSON document (already parsed) in one of the three media types.
    ///
    /// @param schema of the object's kind; only strategic merge patches look at it
    static Patch of(Type type, @Nullable Object document, StructuralSchema schema) {
        return switch (type) {
            case JSON -> new OfOperations(JsonPatch.of(document));
            case MERGE -> new OfMerge(object(document, "error decoding patch: "));
            case STRATEGIC -> new OfStrategy(document == null ? Map.of() : object(document, ""), schema);
        };
    }

    /// The kinds of patch.
    enum Type {
        /// `application/json-patch+json`, RFC 6902.
        JSON,
        /// `application/merge-patch+json`, RFC 7386.
        MERGE,
        /// `application/strategic-merge-patch+json`, for built-in kinds.
        STRATEGIC
    }

    /// A list of operations.
    record OfOperations(JsonPatch operations) implements Patch {
        @Override
        public Map<String, Object> apply(Map<String, Object> object) {
            return operations.apply(object);
        }
    }

    /// A merge patch.
    record OfMerge(Map<String, Object> changes) implements Patch {
        @Override
        public Map<String, Object> apply(Map<String, Object> object) {
            return Json.asObject(MergePatch.apply(object, changes));
        }
    }

    /// A strategic merge patch.
    record OfStrategy(Map<String, Object> changes, StructuralSchema schema) implements Patch {
        @Override
        public Map<String, Object> apply(Map<String, Object> object) {
            return StrategicMergePatch.apply(object, changes, schema);
        }

        /// The patch as refusals of its result show it: `map[data:map[a:1]]`.
        public String shown() {
            return StrategicMergePatch.shown(changes);
        }
    }

    /// The `resourceVersion` that the patch sets, which then must be the stored one; empty where it sets
    /// none.
    default String resourceVersion() {
        return switch (this) {
            case OfMerge merge ->
                Json.text(merge.changes(), "metadata", "resourceVersion").orElse("");
            case OfStrategy strategy ->
                Json.text(strategy.changes(), "metadata", "resourceVersion").orElse("");
            case OfOperations json -> json.operations().resourceVersion();
        };
    }

    private static Map<String, Object> object(@Nullable Object document, String prefix) {
        return switch (document) {
            case Map<?, ?> map -> Json.asObject(map);
            case null -> throw ApiError.badRequest("Invalid JSON Patch");
            default ->
                throw ApiError.badRequest(prefix + "json: cannot unmarshal " + Json.kindOf(document)
                        + " into Go value of type map[string]interface {}");
        };
    }

    /// 422 with the general words, for a patch that is well-formed but cannot be carried out.
    static ApiError failed() {
        var status = new LinkedHashMap<String, Object>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", new LinkedHashMap<String, Object>());
        status.put("status", "Failure");
        status.put("message", "the server rejected our request due to an error in our request");
        status.put("reason", "Invalid");
        status.put("details", new LinkedHashMap<String, Object>());
        status.put("code", 422L);
        return ApiError.of(status);
    }

    /// 422 for a patch whose result is no object of its kind: ` "" is invalid: patch: Invalid value: "…":
    /// why`.
    ///
    /// @param shown the result (or the strategic merge patch) as text
    static ApiError unfit(String shown, String why) {
        String value = dev.supercargo.kube.apiserver.schema.FieldError.quote(shown);
        return ApiError.invalid(
                "",
                "",
                "",
                List.of(new ApiError.Cause("FieldValueInvalid", "Invalid value: " + value + ": " + why, "patch")));
    }
}
