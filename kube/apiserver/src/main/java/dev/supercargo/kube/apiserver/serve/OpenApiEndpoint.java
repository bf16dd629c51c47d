package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.openapi.OpenApiDocuments;
import dev.supercargo.kube.apiserver.openapi.ServedResource;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// `/openapi/v2` and `/openapi/v3`: the documents of what is served (kubernetes-api.md 6.3).
final class OpenApiEndpoint {
    private static final String V3 = "/openapi/v3/";
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final Supplier<Catalog> catalog;
    private final Clock clock;
    private final AtomicReference<Snapshot> last =
            new AtomicReference<>(new Snapshot(List.of(), OpenApiDocuments.of(List.of())));

    /// The documents of resources.
    private record Snapshot(List<Resource> resources, OpenApiDocuments documents) {}

    OpenApiEndpoint(Supplier<Catalog> catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /// The answer; empty where the path is not served.
    Optional<ApiResponse> answer(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            return Optional.empty();
        }
        String path = exchange.info().path().replaceAll("/$", "");
        OpenApiDocuments documents = documents();
        if (path.equals("/openapi/v2")) {
            return Optional.of(swagger(exchange, documents));
        }
        if (path.equals("/openapi/v3")) {
            return Optional.of(Answers.text(200, Json.print(documents.index())));
        }
        return path.startsWith(V3) ? document(exchange, documents, path.substring(V3.length())) : Optional.empty();
    }

    /// Written anew only where the resources are not the ones of last time.
    private OpenApiDocuments documents() {
        List<Resource> resources = catalog.get().resources();
        return last.updateAndGet(before -> before.resources().equals(resources)
                        ? before
                        : new Snapshot(
                                resources,
                                before.documents()
                                        .next(resources.stream()
                                                .map(OpenApiEndpoint::served)
                                                .toList())))
                .documents();
    }

    private static ServedResource served(Resource resource) {
        return new ServedResource(
                resource.type(),
                resource.naming().listKind(),
                resource.verbs(),
                resource.subresources().stream()
                        .map(part -> new ServedResource.Part(part.name(), part.type(), part.verbs()))
                        .toList(),
                resource.isCustom() ? resource.shape().structure().tree() : Map.of(),
                resource.isCustom() ? resource.rules().selectableFields() : List.of());
    }

    private static ApiResponse swagger(Exchange exchange, OpenApiDocuments documents) {
        boolean protobuf = exchange.request().headerValues("accept").stream()
                .anyMatch(accept -> accept.startsWith(OpenApiDocuments.SWAGGER_PROTOBUF_ACCEPTED));
        return protobuf
                ? Answers.complete(200, OpenApiDocuments.SWAGGER_PROTOBUF, documents.swaggerProtobuf())
                : Answers.json(200, Json.bytes(documents.swagger()));
    }

    private Optional<ApiResponse> document(Exchange exchange, OpenApiDocuments documents, String key) {
        return documents.document(key).map(document -> {
            String hash = exchange.query().text("hash");
            String tag = "\"" + document.hash() + "\"";
            if (!hash.isEmpty() && !hash.equals(document.hash())) {
                ApiResponse.Complete moved = Answers.complete(301, "text/html; charset=utf-8", new byte[0]);
                moved.headers().put("Location", List.of(V3 + key + "?hash=" + document.hash()));
                return moved;
            }
            boolean known = exchange.request().headerValues("if-none-match").contains(tag);
            ApiResponse.Complete answer =
                    known ? Answers.complete(304, "application/json", new byte[0]) : Answers.json(200, document.json());
            answer.headers().put("Vary", List.of("Accept"));
            answer.headers().put("Etag", List.of(tag));
            if (!hash.isEmpty()) {
                var expires = clock.instant().atOffset(ZoneOffset.UTC).plus(Period.ofYears(1));
                answer.headers().put("Cache-Control", List.of("public, immutable"));
                answer.headers().put("Expires", List.of(HTTP_DATE.format(expires)));
            }
            return answer;
        });
    }
}
