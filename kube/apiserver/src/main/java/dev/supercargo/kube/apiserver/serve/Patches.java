package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.patch.Patch;
import dev.supercargo.kube.apiserver.registry.Refusals;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.registry.WriteOptions.Strictness;
import dev.supercargo.kube.apiserver.request.MediaTypes;
import dev.supercargo.kube.apiserver.request.StrictJson;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the body of a PATCH into what is to become of the stored object (kubernetes-api.md 5.1 to 5.3).
final class Patches {
    private Patches() {}

    /// The wish that a body expresses.
    ///
    /// @throws ApiError 400 or 415 for bodies that express none
    static Updating.Wish wish(
            Updating.Place place, byte[] body, String mediaType, WriteOptions options, Session session) {
        Resource resource = place.resource();
        Patch.Type type = type(resource, mediaType)
                .orElseThrow(() -> resource.isCustom()
                        ? ApiError.unsupportedMediaType(MediaTypes.CUSTOM_PATCHES)
                        : ApiError.of(415, "UnsupportedMediaType", "415: Unsupported Media Type", Map.of()));
        StrictJson document;
        try {
            document = StrictJson.parse(body, false);
        } catch (JsonException e) {
            throw ApiError.badRequest((type == Patch.Type.STRATEGIC ? "" : "error decoding patch: ") + e.getMessage());
        }
        Patch patch = Patch.of(type, document.tree(), resource.shape().structure());
        String where = type == Patch.Type.JSON ? "json patch " : "";
        List<String> repeated = document.duplicates().stream()
                .map(path -> where + "duplicate field \"" + path + "\"")
                .toList();
        return new Patched(place, patch, repeated, options, session);
    }

    private static Optional<Patch.Type> type(Resource resource, String mediaType) {
        return switch (mediaType) {
            case MediaTypes.JSON_PATCH -> Optional.of(Patch.Type.JSON);
            case MediaTypes.MERGE_PATCH -> Optional.of(Patch.Type.MERGE);
            case MediaTypes.STRATEGIC_MERGE_PATCH ->
                resource.isCustom() ? Optional.empty() : Optional.of(Patch.Type.STRATEGIC);
            default -> Optional.empty();
        };
    }

    private record Patched(
            Updating.Place place, Patch patch, List<String> repeated, WriteOptions options, Session session)
            implements Updating.Wish {
        @Override
        public Map<String, Object> from(Map<String, Object> stored) {
            Map<String, Object> tree = patch.apply(stored);
            String shown = patch instanceof Patch.OfStrategy strategic ? strategic.shown() : Json.print(tree);
            if (patch instanceof Patch.OfStrategy) { // works on typed objects: these have a kind whatever it says
                tree.putIfAbsent("kind", place.resource().type().kind());
                tree.putIfAbsent("apiVersion", place.resource().type().apiVersion());
            }
            checkType(tree, shown);
            List<String> findings;
            try {
                findings = new ArrayList<>(repeated);
                findings.addAll(Bodies.findings(place.resource(), tree, List.of()).stream()
                        .sorted()
                        .toList());
            } catch (DecodeException e) {
                throw unfit(shown, String.valueOf(e.getMessage()));
            }
            if (!findings.isEmpty() && options.strictness() == Strictness.STRICT) {
                throw unfit(shown, "strict decoding error: " + String.join(", ", findings));
            }
            if (options.strictness() == Strictness.WARN) {
                findings.forEach(session::warn);
            }
            place.resource().rules().complete(tree);
            Bodies.checkPlace(place.resource(), tree, place.namespace(), Optional.of(place.name()));
            return tree;
        }

        /// A patch may not make another kind of the object.
        private void checkType(Map<String, Object> tree, String shown) {
            ResourceType type = place.resource().type();
            String kind = Json.text(tree, "kind").orElse("");
            String version = Json.text(tree, "apiVersion").orElse("");
            if (kind.equals(type.kind()) && version.equals(type.apiVersion())) {
                return;
            }
            if (kind.isEmpty() || version.isEmpty()) {
                throw unfit(
                        shown,
                        "Object '" + (kind.isEmpty() ? "Kind" : "apiVersion") + "' is missing in '" + shown + "'");
            }
            if (!place.resource().isCustom() && version.equals(type.apiVersion())) {
                throw unfit(
                        shown,
                        "converting (" + type.version() + "." + kind + ") to (core." + type.kind()
                                + "): unknown conversion");
            }
            if (!place.resource().isCustom()) {
                throw unfit(
                        shown,
                        "no kind \"" + kind + "\" is registered for version \"" + version
                                + "\" in scheme \"pkg/runtime/scheme.go:111\"");
            }
            if (version.equals(type.apiVersion())) {
                throw Refusals.invalid(
                        type.group(),
                        kind,
                        place.name(),
                        List.of(FieldError.invalid("kind", kind, "must be " + type.kind())));
            }
            throw ApiError.badRequest("the API version in the data (" + version
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }

        private static ApiError unfit(String shown, String why) {
            return Refusals.invalid("", "", "", List.of(FieldError.invalid("patch", shown, why)));
        }

        @Override
        public boolean replaces() {
            return false;
        }
    }
}
