package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.registry.FieldOwners;
import dev.supercargo.kube.apiserver.registry.Refusals;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.registry.WriteOptions.Strictness;
import dev.supercargo.kube.apiserver.request.LooseYaml;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the body of an apply patch into what is to become of the object (kubernetes-api.md 5.4).
final class Applies {
    private Applies() {}

    /// The wish that a body expresses.
    ///
    /// @throws ApiError 400 for bodies that express none
    static Updating.Wish wish(
            Updating.Place place, byte[] body, WriteOptions options, FieldOwners owners, Session session) {
        Map<String, Object> config = read(body, options, session);
        checkType(place.resource(), config);
        if (Json.object(config, "metadata").get("managedFields") != null) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        return new Applied(place, config, options, owners);
    }

    private static Map<String, Object> read(byte[] body, WriteOptions options, Session session) {
        LooseYaml read;
        try {
            read = LooseYaml.parse(new String(body, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw ApiError.badRequest("error decoding YAML: error converting YAML to JSON: yaml: " + e.getMessage());
        }
        if (!read.repeated().isEmpty()) {
            if (options.strictness() == Strictness.STRICT) {
                throw ApiError.badRequest("error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal"
                        + " errors:\n  " + String.join("\n  ", read.repeated()));
            }
            if (options.strictness() == Strictness.WARN) {
                read.repeated().forEach(session::warn);
            }
        }
        return switch (read.tree()) {
            case null -> new LinkedHashMap<>();
            case Map<?, ?> map -> Json.asObject(map);
            default ->
                throw ApiError.badRequest("error decoding YAML: error unmarshaling JSON: while decoding JSON: json:"
                        + " cannot unmarshal " + Bodies.goName(read.tree())
                        + " into Go value of type map[string]interface {}");
        };
    }

    private static void checkType(Resource resource, Map<String, Object> config) {
        String version = Json.text(config, "apiVersion").orElse("");
        String kind = Json.text(config, "kind").orElse("");
        if (!version.equals(resource.type().apiVersion())
                || !kind.equals(resource.type().kind())) {
            throw ApiError.badRequest(
                    "invalid object type: " + (version.contains("/") ? "" : "/") + version + ", Kind=" + kind);
        }
    }

    private record Applied(Updating.Place place, Map<String, Object> config, WriteOptions options, FieldOwners owners)
            implements Updating.Wish {
        @Override
        public Map<String, Object> from(Map<String, Object> stored) {
            return result(Optional.of(stored));
        }

        @Override
        public Optional<Map<String, Object>> fromNothing() {
            if (!place.subresource().isEmpty()) {
                return Optional.empty();
            }
            String uid = Json.text(config, "metadata", "uid").orElse("");
            if (!uid.isEmpty()) {
                throw ApiError.conflict(
                        place.resource().groupResource(),
                        place.name(),
                        "uid mismatch: the provided object specified uid " + uid
                                + ", and no existing object was found");
            }
            Map<String, Object> fresh = result(Optional.empty());
            Json.object(fresh, "metadata").remove("resourceVersion");
            return Optional.of(fresh);
        }

        private Map<String, Object> result(Optional<Map<String, Object>> stored) {
            Resource resource = place.resource();
            Map<String, Object> tree = owners.applied(resource, place.subresource(), stored, config, options);
            String shown = Json.print(tree);
            try {
                List<String> _ = resource.shape().decode(tree);
            } catch (DecodeException e) {
                throw Refusals.invalid(
                        "", "", "", List.of(FieldError.invalid("patch", shown, String.valueOf(e.getMessage()))));
            }
            resource.rules().complete(tree);
            Bodies.checkPlace(resource, tree, place.namespace(), Optional.of(place.name()));
            return tree;
        }

        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public boolean tracksOwners() {
            return true;
        }
    }
}
