package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.registry.Creation;
import dev.supercargo.kube.apiserver.registry.DeleteOptions;
import dev.supercargo.kube.apiserver.registry.Deletion;
import dev.supercargo.kube.apiserver.registry.FieldOwners;
import dev.supercargo.kube.apiserver.registry.ListOptions;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.request.MediaTypes;
import dev.supercargo.kube.apiserver.request.RequestInfo;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers requests for resources: finds the resource, then does what the method says (kubernetes-api.md 1.2).
public final class ResourceEndpoint {
    private final Supplier<Catalog> catalog;
    private final Operations operations;
    private final Subresources subresources;
    private final Watching watching;
    private final ScaleEndpoint scales;

    /// What can be done with objects.
    public record Operations(
            Reading reading, Creation creation, Updating updating, Deletion deletion, FieldOwners owners) {}

    public ResourceEndpoint(
            Supplier<Catalog> catalog, Operations operations, Subresources subresources, Watching watching) {
        this.catalog = catalog;
        this.operations = operations;
        this.subresources = subresources;
        this.watching = watching;
        this.scales = new ScaleEndpoint(operations.reading(), operations.updating());
    }

    /// Answers a resource request.
    ///
    /// @throws ApiError for every failure
    public ApiResponse answer(Exchange exchange) {
        RequestInfo info = exchange.info();
        Catalog now = catalog.get();
        Optional<Resource> found = now.find(info.group(), info.version(), info.resource());
        if (found.isEmpty()) {
            if (now.isBuiltIn(info.group()) && !now.versions(info.group()).isEmpty()) {
                throw ApiError.notServed();
            }
            return Answers.pageNotFound();
        }
        Resource resource = found.get();
        resource.deprecation().ifPresent(exchange.session()::warn);
        boolean named = !info.name().isEmpty() && !isCollectionRequest(exchange);
        String namespace = resource.type().namespaced() ? info.namespace() : "";
        if (!resource.type().namespaced() && !info.namespace().isEmpty() && !isNamespace(resource)) {
            return missingRoute(resource);
        }
        if (!resource.isStored()) {
            return review(exchange, resource, named);
        }
        if (resource.type().namespaced() && namespace.isEmpty() && !isListing(exchange)) {
            return named ? missingRoute(resource) : missingScope(resource, exchange);
        }
        if (!info.subresource().isEmpty()) {
            return subresource(exchange, resource, namespace);
        }
        return named ? object(exchange, resource, namespace) : collection(exchange, resource, namespace);
    }

    private static boolean isNamespace(Resource resource) {
        return resource.type().plural().equals("namespaces")
                && resource.type().group().isEmpty();
    }

    /// A list or watch whose field selector names an object is still about the collection.
    private static boolean isCollectionRequest(Exchange exchange) {
        String verb = exchange.info().verb();
        return verb.equals("list")
                || verb.equals("watch")
                || verb.equals("deletecollection")
                || exchange.info().name().isEmpty();
    }

    private static boolean isListing(Exchange exchange) {
        return exchange.info().verb().equals("list") || exchange.info().verb().equals("watch");
    }

    private static ApiResponse missingRoute(Resource resource) {
        if (resource.isCustom()) {
            return Answers.pageNotFound();
        }
        throw ApiError.notServed();
    }

    private static ApiResponse missingScope(Resource resource, Exchange exchange) {
        if (resource.isCustom()) {
            return Answers.pageNotFound();
        }
        throw exchange.method().equals("POST") || exchange.method().equals("DELETE")
                ? ApiError.methodNotAllowed()
                : ApiError.notServed();
    }

    private static ApiError notAllowed(Resource resource, String verb) {
        if (!resource.isCustom()) {
            return ApiError.methodNotAllowed();
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("group", resource.type().group());
        details.put("kind", resource.type().plural());
        return ApiError.of(
                405,
                "MethodNotAllowed",
                verb + " is not supported on resources of kind \"" + resource.groupResource() + "\"",
                details);
    }

    private ApiResponse review(Exchange exchange, Resource resource, boolean named) {
        if (named) {
            throw ApiError.notServed();
        }
        if (!exchange.method().equals("POST")) {
            throw ApiError.methodNotAllowed();
        }
        if (resource.type().namespaced() && exchange.info().namespace().isEmpty()) {
            throw ApiError.notServed();
        }
        WriteOptions options = WriteOptions.of(exchange.query(), "CreateOptions", false);
        Map<String, Object> body = Bodies.object(
                resource, exchange.request().body(), exchange.contentType(), options.strictness(), exchange.session());
        Map<String, Object> answer = subresources.review(resource, body, exchange);
        return new Rendering(resource, exchange).tree(201, answer);
    }

    private ApiResponse collection(Exchange exchange, Resource resource, String namespace) {
        String verb = exchange.info().verb();
        if (verb.equals("watch")) {
            return watching.answer(exchange, resource, namespace);
        }
        return switch (exchange.method()) {
            case "GET" -> list(exchange, resource, namespace);
            case "HEAD" -> resource.isCustom() ? withoutBody(list(exchange, resource, namespace)) : headNotAllowed();
            case "POST" -> create(exchange, resource, namespace, Optional.empty());
            case "DELETE" -> deleteAll(exchange, resource, namespace);
            case "PUT", "PATCH" -> {
                if (resource.isCustom()) {
                    throw ApiError.badRequest("name must be provided");
                }
                throw ApiError.methodNotAllowed();
            }
            default -> throw notAllowed(resource, "");
        };
    }

    private static ApiResponse headNotAllowed() {
        return Answers.complete(405, "application/json", new byte[0]);
    }

    private static ApiResponse withoutBody(ApiResponse answer) {
        return new ApiResponse.Complete(answer.status(), answer.headers(), new byte[0]);
    }

    private ApiResponse object(Exchange exchange, Resource resource, String namespace) {
        String name = exchange.info().name();
        var place = new Updating.Place(resource, namespace, name, "");
        return switch (exchange.method()) {
            case "GET" -> get(exchange, place);
            case "HEAD" -> resource.isCustom() ? withoutBody(get(exchange, place)) : headNotAllowed();
            case "PUT" -> replace(exchange, place);
            case "PATCH" -> patch(exchange, place);
            case "DELETE" -> delete(exchange, resource, namespace, name);
            case "POST" -> {
                if (!resource.isCustom()) {
                    throw ApiError.methodNotAllowed();
                }
                yield create(exchange, resource, namespace, Optional.of(name));
            }
            default -> throw notAllowed(resource, "");
        };
    }

    private ApiResponse get(Exchange exchange, Updating.Place place) {
        operations.reading().await(exchange.query().text("resourceVersion"));
        return new Rendering(place.resource(), exchange)
                .one(200, operations.reading().get(place.resource(), place.namespace(), place.name()));
    }

    private ApiResponse list(Exchange exchange, Resource resource, String namespace) {
        var rendering = new Rendering(resource, exchange).forList();
        ListOptions options = ListOptions.of(exchange.query(), resource, false);
        return rendering.list(operations.reading().list(resource, namespace, options));
    }

    private ApiResponse create(Exchange exchange, Resource resource, String namespace, Optional<String> name) {
        var rendering = new Rendering(resource, exchange);
        WriteOptions options = WriteOptions.of(exchange.query(), "CreateOptions", false);
        Map<String, Object> tree = Bodies.object(
                resource, exchange.request().body(), exchange.contentType(), options.strictness(), exchange.session());
        Bodies.checkPlace(resource, tree, namespace, name);
        return rendering.one(
                201, operations.creation().create(resource, namespace, tree, false, options, exchange.session()));
    }

    private ApiResponse replace(Exchange exchange, Updating.Place place) {
        var rendering = new Rendering(place.resource(), exchange);
        WriteOptions options = WriteOptions.of(exchange.query(), "UpdateOptions", false);
        Map<String, Object> tree = Bodies.object(
                place.resource(),
                exchange.request().body(),
                exchange.contentType(),
                options.strictness(),
                exchange.session());
        Bodies.checkPlace(place.resource(), tree, place.namespace(), Optional.of(place.name()));
        Updating.Outcome outcome = operations
                .updating()
                .update(place, new Replacement(tree, subresources, place, exchange), options, exchange.session());
        return rendering.one(outcome.created() ? 201 : 200, outcome.object());
    }

    /// The wish of a PUT: the object of the body, whatever is stored.
    record Replacement(Map<String, Object> body, Subresources subresources, Updating.Place place, Exchange exchange)
            implements Updating.Wish {
        @Override
        public Map<String, Object> from(Map<String, Object> stored) {
            return Json.copy(body);
        }

        @Override
        public Optional<Map<String, Object>> fromNothing() {
            if (!place.resource().rules().createsOnUpdate()
                    || !place.subresource().isEmpty()) {
                return Optional.empty();
            }
            subresources.checkCreate(place, exchange);
            Map<String, Object> fresh = Json.copy(body);
            Json.object(fresh, "metadata").remove("resourceVersion");
            String uid = Json.text(fresh, "metadata", "uid").orElse("");
            if (!uid.isEmpty()) {
                throw ApiError.conflict(
                        place.resource().groupResource(),
                        place.name(),
                        "StorageError: invalid object, Code: 4, Key: "
                                + place.resource().shownKey(place.namespace(), place.name())
                                + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in"
                                + " precondition: " + uid + ", UID in object meta: ");
            }
            return Optional.of(fresh);
        }

        @Override
        public boolean replaces() {
            return true;
        }
    }

    private ApiResponse patch(Exchange exchange, Updating.Place place) {
        var rendering = new Rendering(place.resource(), exchange);
        String mediaType = MediaTypes.of(exchange.contentType());
        boolean apply = mediaType.equals(MediaTypes.APPLY_PATCH);
        WriteOptions options = WriteOptions.of(exchange.query(), "PatchOptions", apply);
        byte[] body = exchange.request().body();
        Updating.Wish wish = apply
                ? Applies.wish(place, body, options, operations.owners(), exchange.session())
                : Patches.wish(place, body, mediaType, options, exchange.session());
        if (apply
                && operations
                        .reading()
                        .find(place.resource(), place.namespace(), place.name())
                        .isEmpty()) {
            subresources.checkCreate(place, exchange);
        }
        Updating.Outcome outcome = operations.updating().update(place, wish, options, exchange.session());
        return rendering.one(outcome.created() ? 201 : 200, outcome.object());
    }

    private ApiResponse delete(Exchange exchange, Resource resource, String namespace, String name) {
        var rendering = new Rendering(resource, exchange);
        DeleteOptions options = DeleteOptions.of(
                Bodies.deleteOptions(exchange.request().body(), exchange.contentType()), exchange.query());
        Deletion.Outcome outcome = operations.deletion().delete(resource, namespace, name, options, exchange.session());
        return switch (outcome) {
            case Deletion.Outcome.Marked(var object) ->
                rendering.one(options.orphanDependents().equals(Optional.of(false)) ? 202 : 200, object);
            case Deletion.Outcome.Gone(var object) ->
                resource.rules().deletionAnswersObject()
                        ? rendering.one(200, object)
                        : rendering.tree(200, deleted(resource, object.name(), object.uid()));
        };
    }

    private static Map<String, Object> deleted(Resource resource, String name, String uid) {
        var details = new LinkedHashMap<String, Object>();
        details.put("name", name);
        if (!resource.type().group().isEmpty()) {
            details.put("group", resource.type().group());
        }
        details.put("kind", resource.type().plural());
        details.put("uid", uid);
        var status = new LinkedHashMap<String, Object>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Success");
        status.put("details", details);
        return status;
    }

    private ApiResponse deleteAll(Exchange exchange, Resource resource, String namespace) {
        if (!resource.supports("deletecollection")) {
            throw notAllowed(resource, "deletecollection");
        }
        var rendering = new Rendering(resource, exchange).forList();
        DeleteOptions options = DeleteOptions.of(
                Bodies.deleteOptions(exchange.request().body(), exchange.contentType()), exchange.query());
        ListOptions which = ListOptions.of(exchange.query(), resource, false);
        return rendering.list(operations.deletion().deleteAll(resource, namespace, which, options, exchange.session()));
    }

    private ApiResponse token(Exchange exchange, Updating.Place place) {
        Resource resource = place.resource();
        Subresource part = resource.subresource(Subresource.TOKEN).orElseThrow();
        WriteOptions.of(exchange.query(), "CreateOptions", false);
        Map<String, Object> body = Bodies.part(part, exchange.request().body(), exchange.contentType());
        return new Rendering(resource, exchange).tree(201, subresources.token(place, body));
    }

    private ApiResponse subresource(Exchange exchange, Resource resource, String namespace) {
        RequestInfo info = exchange.info();
        Optional<Subresource> part = resource.subresource(info.subresource());
        if (part.isEmpty()) {
            throw resource.isCustom() ? ApiError.notFound(resource.groupResource(), info.name()) : ApiError.notServed();
        }
        String verb = info.verb();
        if (!part.get().verbs().contains(verb)) {
            throw notAllowed(resource, verb);
        }
        var place = new Updating.Place(resource, namespace, info.name(), info.subresource());
        return switch (info.subresource()) {
            case Subresource.SCALE -> scales.answer(exchange, place);
            case Subresource.TOKEN -> token(exchange, place);
            default ->
                switch (exchange.method()) {
                    case "GET" -> get(exchange, place);
                    case "PUT" -> replace(exchange, place);
                    case "PATCH" -> patch(exchange, place);
                    default -> throw notAllowed(resource, verb);
                };
        };
    }
}
