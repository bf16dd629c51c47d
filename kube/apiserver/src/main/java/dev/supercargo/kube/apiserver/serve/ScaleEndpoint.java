package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Refusals;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.request.MediaTypes;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.MergePatch;
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
        Object body = body(exchange, patch);
        Updating.Outcome outcome =
                updating.update(place, new Rescale(place.resource(), body, patch), options, exchange.session());
        return rendered(exchange, place.resource(), outcome.object().tree());
    }

    private static @Nullable Object body(Exchange exchange, boolean patch) {
        String mediaType = MediaTypes.of(exchange.contentType());
        if (patch && !mediaType.equals(MediaTypes.MERGE_PATCH)) {
            throw ApiError.unsupportedMediaType(List.of(MediaTypes.MERGE_PATCH));
        }
        try {
            return Json.parse(exchange.request().body());
        } catch (JsonException e) {
            throw ApiError.badRequest("error decoding scale: " + e.getMessage());
        }
    }

    /// The wish to have another number of replicas.
    private record Rescale(Resource resource, @Nullable Object body, boolean patch) implements Updating.Wish {
        @Override
        public Map<String, Object> from(Map<String, Object> stored) {
            Map<String, Object> scale = scale(resource, stored);
            Object wanted = patch ? MergePatch.apply(scale, body) : body;
            String version = Json.text(wanted, "metadata", "resourceVersion").orElse("");
            Object replicas = Json.at(wanted, "spec", "replicas").orElse(0L);
            if (!(replicas instanceof Long number)) {
                throw Refusals.invalid(
                        "",
                        "",
                        "",
                        List.of(FieldError.invalid(
                                "patch",
                                Json.print(wanted),
                                "json: cannot unmarshal " + Bodies.goName(replicas)
                                        + " into Go struct field ScaleSpec.spec.replicas of type int32")));
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

        @Override
        public boolean replaces() {
            return false;
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
        Json.at(tree, path(paths(resource).spec())).ifPresent(count -> spec.put("replicas", count));
        var status = new LinkedHashMap<String, Object>();
        status.put("replicas", Json.at(tree, path(paths(resource).status())).orElse(0L));
        if (!paths(resource).selector().isEmpty()) {
            Json.at(tree, path(paths(resource).selector())).ifPresent(selector -> status.put("selector", selector));
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
