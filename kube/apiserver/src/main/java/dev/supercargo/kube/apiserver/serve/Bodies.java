package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.proto.ProtobufBody;
import dev.supercargo.kube.apiserver.registry.Refusals;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.registry.WriteOptions.Strictness;
import dev.supercargo.kube.apiserver.request.LooseYaml;
import dev.supercargo.kube.apiserver.request.MediaTypes;
import dev.supercargo.kube.apiserver.request.StrictJson;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.Decoding;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bodies of requests as objects of a resource (kubernetes-api.md 1.6, 3.7).
final class Bodies {
    private static final String NO_OBJECT = " into Go value of type struct { APIVersion string"
            + " \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

    private static final int EXCERPT = 30;

    private Bodies() {}

    /// The object in a body: its kind and version are those of the resource, unknown fields are gone (and told about as
    /// `strictness` says), defaults are set.
    ///
    /// @throws ApiError 400, 415 or 422 for what cannot be that
    static Map<String, Object> object(
            Resource resource, byte[] body, String contentType, Strictness strictness, Session session) {
        Document read = read(resource, body, MediaTypes.of(contentType));
        if (!(read.tree() instanceof Map<?, ?>)) {
            throw unrecognized(
                    resource,
                    body,
                    "couldn't get version/kind; json parse error: json: cannot unmarshal " + goName(read.tree())
                            + NO_OBJECT);
        }
        Map<String, Object> tree = Json.asObject(read.tree());
        checkType(resource, tree, body, session);
        decode(resource, tree, read, strictness, session);
        return tree;
    }

    /// Makes a tree an object of the resource, in place: drops and reports unknown fields, sets defaults.
    private static void decode(
            Resource resource, Map<String, Object> tree, Document document, Strictness strictness, Session session) {
        List<String> findings;
        try {
            findings = findings(resource, tree, document.duplicates());
        } catch (DecodeException e) {
            throw ApiError.badRequest(cannotBeHandled(resource) + e.getMessage());
        }
        resource.rules().complete(tree);
        List<String> remarks = document.remarks();
        if (!(findings.isEmpty() && remarks.isEmpty()) && strictness == Strictness.STRICT) {
            var all = new ArrayList<String>(findings);
            if (!remarks.isEmpty()) {
                all.addFirst("yaml: unmarshal errors:\n  " + String.join("\n  ", remarks));
            }
            throw ApiError.badRequest(cannotBeHandled(resource) + "strict decoding error: " + String.join(", ", all));
        }
        if (strictness == Strictness.WARN) {
            remarks.forEach(session::warn);
            findings.forEach(session::warn);
        }
    }

    /// Drops unknown fields and says so: `unknown field "x"`, `duplicate field "y"`.
    static List<String> findings(Resource resource, Map<String, Object> tree, List<String> duplicates) {
        List<String> unknown = resource.shape().decode(tree);
        var findings = new ArrayList<String>();
        List<String> repeated = duplicates.stream()
                .map(path -> "duplicate field \"" + path + "\"")
                .toList();
        List<String> strange =
                unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
        findings.addAll(resource.isCustom() ? repeated : strange);
        findings.addAll(resource.isCustom() ? strange : repeated);
        return findings;
    }

    /// What Go calls the type of a JSON value.
    static String goName(@Nullable Object value) {
        return switch (value) {
            case Boolean _ -> "bool";
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case Number _ -> "number";
            case String _ -> "string";
            case null, default -> "null";
        };
    }

    static String cannotBeHandled(Resource resource) {
        String kind = resource.type().kind();
        return kind + " in version \"" + resource.type().version() + "\" cannot be handled as a " + kind + ": ";
    }

    /// A document as it was read, with what it gives more than once.
    ///
    /// @param duplicates paths of repeated fields of JSON
    /// @param remarks what a reader of YAML says of repeated keys
    private record Document(@Nullable Object tree, List<String> duplicates, List<String> remarks) {
        static Document of(StrictJson json) {
            return new Document(json.tree(), json.duplicates(), List.of());
        }

        static Document of(LooseYaml yaml) {
            return new Document(yaml.tree(), List.of(), yaml.repeated());
        }
    }

    private static Document read(Resource resource, byte[] body, String mediaType) {
        try {
            return switch (mediaType) {
                case MediaTypes.JSON -> {
                    if (body.length == 0) {
                        throw unrecognized(
                                resource,
                                body,
                                "couldn't get version/kind; json parse error: unexpected end of JSON input");
                    }
                    yield Document.of(StrictJson.parse(body, !resource.isCustom()));
                }
                case MediaTypes.YAML -> Document.of(LooseYaml.parse(new String(body, StandardCharsets.UTF_8)));
                case MediaTypes.PROTOBUF -> new Document(protobuf(resource, body), List.of(), List.of());
                default -> throw ApiError.unsupportedMediaType(MediaTypes.BODIES);
            };
        } catch (JsonException e) {
            throw unrecognized(resource, body, "couldn't get version/kind; json parse error: " + e.getMessage());
        }
    }

    private static Map<String, Object> protobuf(Resource resource, byte[] body) {
        if (resource.isCustom()) {
            throw ApiError.unsupportedMediaType(MediaTypes.BODIES);
        }
        return ProtobufBody.decode(body).orElseThrow(() -> ApiError.unsupportedMediaType(MediaTypes.BODIES));
    }

    private static ApiError unrecognized(Resource resource, byte[] body, String why) {
        return ApiError.badRequest("the object provided is unrecognized (must be of type "
                + resource.type().kind() + "): " + why + " (" + excerpt(body) + ")");
    }

    /// As the original sums up a body: JSON objects as text, anything else as hexadecimal digits.
    private static String excerpt(byte[] body) {
        if (body.length == 0) {
            return "<empty>";
        }
        byte[] shown = Arrays.copyOf(body, Math.min(body.length, EXCERPT));
        String text = body[0] == '{'
                ? new String(shown, StandardCharsets.UTF_8)
                : HexFormat.of().formatHex(shown);
        return body.length > EXCERPT ? text + " ..." : text;
    }

    /// Kind and version must be those of the URL; built-in kinds may leave them out.
    private static void checkType(Resource resource, Map<String, Object> tree, byte[] body, Session session) {
        String kind = Json.text(tree, "kind").orElse("");
        String apiVersion = Json.text(tree, "apiVersion").orElse("");
        String wantedVersion = resource.type().apiVersion();
        String wantedKind = resource.type().kind();
        for (String field : List.of("apiVersion", "kind")) {
            Object value = tree.get(field);
            if (value != null && !(value instanceof String)) {
                throw unrecognized(
                        resource,
                        body,
                        "couldn't get version/kind; json parse error: json: cannot unmarshal " + goName(value)
                                + " into Go struct field ." + field + " of type string");
            }
        }
        if (resource.isCustom() && kind.isEmpty()) {
            String text = new String(body, StandardCharsets.UTF_8);
            throw unrecognized(resource, body, "Object 'Kind' is missing in '" + text + "'");
        }
        if (resource.isCustom()) {
            if (!apiVersion.equals(wantedVersion)) {
                if (apiVersion.startsWith(resource.type().group() + "/")
                        && !resource.serves(apiVersion.substring(apiVersion.indexOf('/') + 1))) {
                    tree.keySet().stream()
                            .filter(field ->
                                    !List.of("apiVersion", "kind", "metadata").contains(field))
                            .forEach(field -> session.warn("unknown field \"" + field + "\""));
                }
                throw ApiError.badRequest("the API version in the data (" + apiVersion
                        + ") does not match the expected API version (" + wantedVersion + ")");
            }
            if (!kind.equals(wantedKind)) {
                throw Refusals.invalid(
                        resource.type().group(),
                        kind,
                        Json.text(tree, "metadata", "name").orElse(""),
                        List.of(FieldError.invalid("kind", kind, "must be " + wantedKind)));
            }
        } else {
            if (!kind.isEmpty() && !kind.equals(wantedKind)) {
                throw ApiError.badRequest(
                        kind + " in version \"" + resource.type().version()
                                + "\" cannot be handled as a " + wantedKind + ": converting (v1." + kind + ") to ("
                                + internal(resource) + "." + wantedKind + "): unknown conversion");
            }
            if (!apiVersion.isEmpty() && !apiVersion.equals(wantedVersion)) {
                throw ApiError.badRequest(wantedKind + " in version \""
                        + apiVersion.substring(apiVersion.indexOf('/') + 1) + "\" cannot be handled as a " + wantedKind
                        + ": no kind \"" + wantedKind + "\" is registered for version \"" + apiVersion
                        + "\" in scheme \"pkg/runtime/scheme.go:111\"");
            }
            tree.put("kind", wantedKind);
            tree.put("apiVersion", wantedVersion);
        }
    }

    /// The Go package of a group's internal types.
    private static String internal(Resource resource) {
        String group = resource.type().group();
        return group.isEmpty() ? "core" : group.substring(0, (group + ".").indexOf('.'));
    }

    /// The body of a subresource with a kind of its own.
    static Map<String, Object> part(Subresource part, byte[] body, String contentType) {
        String kind = part.type().kind();
        Map<String, Object> tree = options(body, contentType, kind).orElseGet(LinkedHashMap::new);
        BuiltinSchemas.of(part.type()).ifPresent(schema -> {
            try {
                Decoding.decode(schema, kind, tree);
            } catch (DecodeException e) {
                throw ApiError.badRequest(kind + " in version \"" + part.type().version() + "\" cannot be handled as a "
                        + kind + ": " + e.getMessage());
            }
        });
        return tree;
    }

    /// The options of a deletion, or empty where there is no body.
    static Optional<Map<String, Object>> deleteOptions(byte[] body, String contentType) {
        return options(body, contentType, "DeleteOptions");
    }

    private static Optional<Map<String, Object>> options(byte[] body, String contentType, String wanted) {
        if (body.length == 0) {
            return Optional.empty();
        }
        String mediaType = MediaTypes.of(contentType);
        try {
            Object tree = switch (mediaType) {
                case MediaTypes.JSON -> StrictJson.parse(body, true).tree();
                case MediaTypes.YAML ->
                    LooseYaml.parse(new String(body, StandardCharsets.UTF_8)).tree();
                case MediaTypes.PROTOBUF ->
                    ProtobufBody.decode(body).orElseThrow(() -> ApiError.unsupportedMediaType(MediaTypes.BODIES));
                default -> throw ApiError.unsupportedMediaType(MediaTypes.BODIES);
            };
            if (!(tree instanceof Map<?, ?>)) {
                throw new JsonException("json: cannot unmarshal " + goName(tree) + NO_OBJECT);
            }
            Map<String, Object> options = Json.asObject(tree);
            String kind = Json.text(options, "kind").orElse(wanted);
            if (!kind.equals(wanted)) {
                throw ApiError.badRequest("no kind \"" + kind + "\" is registered for version \""
                        + Json.text(options, "apiVersion").orElse("") + "\" in scheme \"pkg/runtime/scheme.go:111\"");
            }
            if (wanted.equals("DeleteOptions")) {
                OptionTypes.check(options);
            }
            return Optional.of(options);
        } catch (JsonException e) {
            throw ApiError.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
        }
    }

    /// Name and namespace of the body must be those of the URL; where the body has none, they are filled in
    /// (namespace) or refused (name).
    static void checkPlace(Resource resource, Map<String, Object> tree, String namespace, Optional<String> name) {
        if (!(tree.get("metadata") instanceof Map<?, ?>)) {
            tree.put("metadata", new LinkedHashMap<String, Object>());
        }
        Map<String, Object> metadata = Json.asObject(tree.get("metadata"));
        name.ifPresent(wanted -> {
            String given = Json.text(metadata, "name").orElse("");
            if (given.isEmpty()) {
                throw ApiError.badRequest("the name of the object (" + wanted
                        + " based on URL) was undeterminable: name must be provided");
            }
            if (!given.equals(wanted)) {
                throw ApiError.badRequest(
                        "the name of the object (" + given + ") does not match the name on the URL (" + wanted + ")");
            }
        });
        if (!resource.type().namespaced()) {
            metadata.remove("namespace");
            return;
        }
        String given = Json.text(metadata, "namespace").orElse("");
        if (given.isEmpty()) {
            metadata.put("namespace", namespace);
        } else if (!given.equals(namespace)) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }
}
