package dev.supercargo.kube.apiserver.openapi;

import static dev.supercargo.kube.apiserver.openapi.SchemaComponents.object;

import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The OpenAPI documents of what a server serves at one moment (kubernetes-api.md 6.3). Documents are written when they
/// are first asked for and kept; [#next] takes over those of groups that did not change. Safe to share between threads.
public final class OpenApiDocuments {
    /// The media type by which clients ask for Swagger 2.0 in protobuf, and the one that answers carry.
    public static final String SWAGGER_PROTOBUF_ACCEPTED = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    /// See [#SWAGGER_PROTOBUF_ACCEPTED].
    public static final String SWAGGER_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private static final String VERSION_KEY = "version";
    /// Keywords that Swagger 2.0 does not have.
    private static final List<String> NOT_IN_SWAGGER = List.of("anyOf", "oneOf", "not", "nullable");

    private final Map<String, List<ServedResource>> groups;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();

    /// One document and the hash of its content, by which it can be cached for ever.
    public record Document(byte[] json, String hash) {
        static Document of(Map<String, Object> tree) {
            byte[] json = Json.bytes(tree);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
                return new Document(json, HexFormat.of().withUpperCase().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private OpenApiDocuments(Map<String, List<ServedResource>> groups) {
        this.groups = groups;
    }

    /// The documents of these resources.
    public static OpenApiDocuments of(Collection<ServedResource> served) {
        var groups = new TreeMap<String, List<ServedResource>>();
        for (ServedResource resource : served) {
            String key = resource.type().path().substring(1);
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(resource);
        }
        return new OpenApiDocuments(groups);
    }

    /// The documents of what is served now; what did not change is not written again.
    public OpenApiDocuments next(Collection<ServedResource> served) {
        OpenApiDocuments next = of(served);
        documents.forEach((key, document) -> {
            if (groups.getOrDefault(key, List.of()).equals(next.groups.getOrDefault(key, List.of()))) {
                next.documents.put(key, document);
            }
        });
        return next;
    }

    /// The answer to `/openapi/v3`: where the document of each group and version is.
    public Map<String, Object> index() {
        var paths = new LinkedHashMap<String, Object>();
        var keys = new ArrayList<>(groups.keySet());
        keys.add(VERSION_KEY);
        for (String key : keys) {
            document(key)
                    .ifPresent(document -> paths.put(
                            key, object("serverRelativeURL", "/openapi/v3/" + key + "?hash=" + document.hash())));
        }
        return object("paths", paths);
    }

    /// The OpenAPI 3.0 document of a key of the index, such as `api/v1` or `apis/apps/v1`.
    public Optional<Document> document(String key) {
        if (key.equals(VERSION_KEY)) {
            return Optional.of(documents.computeIfAbsent(key, _ -> Document.of(versionDocument())));
        }
        List<ServedResource> resources = groups.get(key);
        return resources == null
                ? Optional.empty()
                : Optional.of(documents.computeIfAbsent(key, _ -> Document.of(written(resources))));
    }

    /// Swagger 2.0 with all definitions, and without paths.
    public Map<String, Object> swagger() {
        var components = new SchemaComponents("#/definitions/");
        groups.values().forEach(resources -> resources.forEach(components::add));
        var swagger = object("swagger", "2.0");
        swagger.put("info", info());
        swagger.put("paths", new LinkedHashMap<String, Object>());
        swagger.put("definitions", inSwagger(components.schemas()));
        return swagger;
    }

    /// Swagger 2.0 in protobuf, and only its version: clients that ask for it read OpenAPI 3.0 first.
    public byte[] swaggerProtobuf() {
        byte[] version = "2.0".getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[version.length + 2];
        message[0] = 0x0a; // field 1, a text
        message[1] = (byte) version.length;
        System.arraycopy(version, 0, message, 2, version.length);
        return message;
    }

    private static Map<String, Object> written(List<ServedResource> resources) {
        var components = new SchemaComponents("#/components/schemas/");
        var paths = new PathItems(components);
        for (ServedResource resource : resources) {
            components.add(resource);
            paths.add(resource);
        }
        return document(paths.paths(), components.schemas());
    }

    private static Map<String, Object> versionDocument() {
        var properties = new LinkedHashMap<String, Object>();
        for (String name : List.of("major", "minor", "gitVersion", "gitCommit", "buildDate", "platform")) {
            properties.put(name, object("type", "string"));
        }
        var info = object("type", "object");
        info.put("properties", properties);
        var content = object("schema", object("$ref", "#/components/schemas/io.k8s.apimachinery.pkg.version.Info"));
        var ok = object("description", "OK");
        ok.put("content", object("application/json", content));
        var get = object("description", "The version of the server.");
        get.put("operationId", "getCodeVersion");
        get.put("responses", object("200", ok));
        return document(object("/version/", object("get", get)), object("io.k8s.apimachinery.pkg.version.Info", info));
    }

    private static Map<String, Object> document(Map<String, Object> paths, Map<String, Object> schemas) {
        var document = object("openapi", "3.0.0");
        document.put("info", info());
        document.put("paths", paths);
        document.put("components", object("schemas", schemas));
        return document;
    }

    private static Map<String, Object> info() {
        var info = object("title", "Kubernetes");
        info.put("version", "unversioned");
        return info;
    }

    /// Schemas in the words of Swagger 2.0: a reference in an `allOf` stands for itself.
    private static Map<String, Object> inSwagger(Map<String, Object> schemas) {
        var out = new LinkedHashMap<String, Object>();
        schemas.forEach((name, schema) -> Json.putNullable(out, name, inSwagger(schema)));
        return out;
    }

    private static Object inSwagger(Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().map(OpenApiDocuments::inSwagger).toList();
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return tree;
        }
        Map<String, Object> schema = Json.asObject(map);
        var out = new LinkedHashMap<String, Object>();
        schema.forEach((key, value) -> {
            if (key.equals("properties") && value instanceof Map<?, ?> properties) {
                out.put(key, inSwagger(Json.asObject(properties)));
            } else if (key.equals("allOf") && value instanceof List<?> list && list.size() == 1) {
                out.putAll(Json.asObject(list.getFirst()));
            } else if (!NOT_IN_SWAGGER.contains(key) && !key.equals("allOf")) {
                boolean data = key.equals("default") || key.equals("enum");
                Json.putNullable(out, key, data || value == null ? value : inSwagger(value));
            }
        });
        return out;
    }
}
