package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.patch.Patch;
import dev.supercargo.kube.apiserver.proto.ProtobufBody;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Refusals;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.request.LooseYaml;
import dev.supercargo.kube.apiserver.request.MediaTypes;
import dev.supercargo.kube.apiserver.request.StrictJson;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.LabelSelector;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `scale` subresource of custom resources: the number of replicas in a form that all scalers understand
/// (kubernetes-api.md 9.6).
final class ScaleEndpoint {
    private final Reading reading;
    private final Updating updating;

    ScaleEndpoint(Reading reading, Updating updating) {
        this.reading = reading;
        this.updating = updating;
    }

    ApiResponse answer(Exchange exchange, Updating.Place place) {
        return switch (exchange.method()) {
            case "GET" -> {
                Shown object = reading.get(place.resource(), place.namespace(), place.name());
                if (Json.at(object.tree(), path(paths(place.resource()).spec())).isEmpty()) {
                    throw ApiError.internal("the spec replicas field \"."
                            + paths(place.resource()).spec() + "\" does not exist");
                }
                yield rendered(exchange, place.resource(), object.tree());
            }
            case "PUT", "PATCH" -> write(exchange, place);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private ApiResponse write(Exchange exchange, Updating.Place place) {
        boolean patch = exchange.method().equals("PATCH");
        WriteOptions options = WriteOptions.of(exchange.query(), patch ? "PatchOptions" : "UpdateOptions", false);
        Wanted wanted = patch ? patched(exchange, place.resource()) : replaced(exchange, place);
        Updating.Outcome outcome =
                updating.update(place, new Rescale(place.resource(), wanted), options, exchange.session());
        return rendered(exchange, place.resource(), outcome.object().tree());
    }

    /// What becomes of the scale that is.
    private interface Wanted {
        Map<String, Object> from(Map<String, Object> scale);
    }

    private static Wanted replaced(Exchange exchange, Updating.Place place) {
        Object body = scale(exchange);
        boolean fits = body instanceof Map<?, ?>
                && Json.text(body, "kind").orElse("Scale").equals("Scale")
                && Json.at(body, "spec").orElse(Map.of()) instanceof Map<?, ?>
                && Json.at(body, "spec", "replicas").orElse(0L) instanceof Long;
        if (!fits) {
            throw strange();
        }
        String name = Json.text(body, "metadata", "name").orElse("");
        if (!name.equals(place.name())) {
            throw ApiError.badRequest(
                    name.isEmpty()
                            ? "the name of the object (" + place.name()
                                    + " based on URL) was undeterminable: name must be provided"
                            : "the name of the object (" + name + ") does not match the name on the URL ("
                                    + place.name() + ")");
        }
        return _ -> Json.asObject(body);
    }

    private static @Nullable Object scale(Exchange exchange) {
        byte[] body = exchange.request().body();
        try {
            return switch (MediaTypes.of(exchange.contentType())) {
                case MediaTypes.PROTOBUF -> ProtobufBody.decode(body).orElseThrow(ScaleEndpoint::strange);
                case MediaTypes.YAML ->
                    LooseYaml.parse(new String(body, StandardCharsets.UTF_8)).tree();
                case null, default -> Json.parse(body);
            };
        } catch (JsonException _) {
            throw strange();
        }
    }

    /// What Kubernetes says of all that is no scale.
    private static ApiError strange() {
        return ApiError.badRequest(
                "no kind is registered for the type v1.Scale in scheme \"pkg/runtime/scheme.go:111\"");
    }

    private static Wanted patched(Exchange exchange, Resource resource) {
        Patch.Type type = switch (MediaTypes.of(exchange.contentType())) {
            case MediaTypes.MERGE_PATCH -> Patch.Type.MERGE;
            case MediaTypes.JSON_PATCH -> Patch.Type.JSON;
            case MediaTypes.STRATEGIC_MERGE_PATCH -> Patch.Type.STRATEGIC;
            case null, default -> throw ApiError.unsupportedMediaType(MediaTypes.CUSTOM_PATCHES);
        };
        if (type == Patch.Type.STRATEGIC && resource.isCustom()) {
            throw ApiError.unsupportedMediaType(MediaTypes.CUSTOM_PATCHES);
        }
        try {
            Object document = StrictJson.parse(exchange.request().body(), false).tree();
            return Patch.of(type, document, StructuralSchema.any())::apply;
        } catch (JsonException e) {
            throw ApiError.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    /// The wish to have another number of replicas.
    private record Rescale(Resource resource, Wanted wish) implements Updating.Wish {
        @Override
        public Map<String, Object> from(Map<String, Object> stored) {
            Map<String, Object> wanted = wish.from(scale(resource, stored));
            String version = Json.text(wanted, "metadata", "resourceVersion").orElse("");
            Object spec = wanted.getOrDefault("spec", Map.of());
            if (!(spec instanceof Map<?, ?>)) {
                throw unfit(wanted, spec, "Scale.spec of type v1.ScaleSpec");
            }
            Object replicas = Json.at(spec, "replicas").orElse(0L);
            if (!(replicas instanceof Long number)) {
                throw unfit(wanted, replicas, "ScaleSpec.spec.replicas of type int32");
            }
            if (number < 0 && !resource.isCustom()) {
                throw Refusals.invalid(
                        "autoscaling",
                        "Scale",
                        Json.text(stored, "metadata", "name").orElse(""),
                        List.of(FieldError.invalid("spec.replicas", number, "must be greater than or equal to 0")));
            }
            if (number < 0) {
                throw Refusals.invalid(
                        resource,
                        Json.text(stored, "metadata", "name").orElse(""),
                        List.of(FieldError.invalid(
                                "." + paths(resource).spec(), number, "should be a non-negative integer")));
            }
            Map<String, Object> tree = Json.copy(stored);
            Json.put(tree, number, path(paths(resource).spec()));
            if (!version.isEmpty()) {
                Json.put(tree, version, "metadata", "resourceVersion");
            }
            return tree;
        }

        private static ApiError unfit(Map<String, Object> wanted, Object value, String field) {
            String why = "json: cannot unmarshal " + Bodies.goName(value) + " into Go struct field " + field;
            return Refusals.invalid("", "", "", List.of(FieldError.invalid("patch", Json.print(wanted), why)));
        }

        @Override
        public boolean replaces() {
            return false;
        }

        /// QUIRK: nobody owns the replicas of a custom resource that were set through its scale.
        @Override
        public boolean tracksOwners() {
            return resource.isCustom();
        }
    }

    private static ApiResponse rendered(Exchange exchange, Resource resource, Map<String, Object> tree) {
        return Answers.tree(200, scale(resource, tree), exchange.negotiated(Set.of(), true));
    }

    private static Map<String, Object> scale(Resource resource, Map<String, Object> tree) {
        var metadata = new LinkedHashMap<String, Object>();
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            Json.at(tree, "metadata", field).ifPresent(value -> metadata.put(field, value));
        }
        var spec = new LinkedHashMap<String, Object>();
        Json.at(tree, path(paths(resource).spec()))
                .filter(count -> !count.equals(0L)) // as Go leaves out zeroes
                .ifPresent(count -> spec.put("replicas", count));
        var status = new LinkedHashMap<String, Object>();
        status.put("replicas", Json.at(tree, path(paths(resource).status())).orElse(0L));
        if (!paths(resource).selector().isEmpty()) {
            Json.at(tree, path(paths(resource).selector()))
                    .ifPresent(selector -> status.put(
                            "selector",
                            selector instanceof Map<?, ?> map
                                    ? LabelSelector.parse(Json.asObject(map)).query()
                                    : selector));
        }
        var scale = new LinkedHashMap<String, Object>();
        scale.put("kind", "Scale");
        scale.put("apiVersion", "autoscaling/v1");
        scale.put("metadata", metadata);
        scale.put("spec", spec);
        scale.put("status", status);
        return scale;
    }

    private static Resource.ScalePaths paths(Resource resource) {
        return resource.scalePaths();
    }

    private static String[] path(String dotted) {
        return dotted.split("\\.");
    }
}
