package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.registry.WatchEvent;
import dev.supercargo.kube.apiserver.request.Negotiated;
import dev.supercargo.kube.apiserver.request.Negotiated.Encoding;
import dev.supercargo.kube.apiserver.request.Negotiated.Form;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.table.Tables;
import dev.supercargo.meta.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Objects of one resource in the form that one request accepts: as they are, as tables, or reduced to metadata
/// (kubernetes-api.md 1.6). The form is settled at once, so that what cannot be answered is refused before it is done.
final class Rendering {
    private static final Set<Form> FORMS = Set.of(Form.TABLE, Form.PARTIAL, Form.PARTIAL_LIST);

    /// The largest buffer that is reserved on the word of estimates.
    private static final long MOST_AHEAD = 256L * 1024 * 1024;

    private final Resource resource;
    private final Exchange exchange;
    private final Negotiated negotiated;
    private boolean tableHeaderSent;

    Rendering(Resource resource, Exchange exchange) {
        this.resource = resource;
        this.exchange = exchange;
        this.negotiated = exchange.negotiated(FORMS, resource.isCustom());
        if (negotiated.form() == Form.TABLE) {
            include();
        }
    }

    /// The same for a list, which can be no single PartialObjectMetadata.
    Rendering forList() {
        if (negotiated.form() == Form.PARTIAL) {
            String list = resource.isCustom()
                    ? "*unstructured.UnstructuredList"
                    : "*v1." + resource.type().kind() + "List";
            throw ApiError.notAcceptable(
                    "you requested PartialObjectMetadata, but the requested object is a list (" + list + ")");
        }
        return this;
    }

    ApiResponse tree(int status, Map<String, Object> tree) {
        return Answers.tree(status, tree, negotiated);
    }

    ApiResponse one(int status, Shown object) {
        return switch (negotiated.form()) {
            case TABLE -> tree(status, table(List.of(object), metadata(object.resourceVersion(), ""), true));
            case PARTIAL -> tree(status, Tables.partial(object.tree(), negotiated.formVersion()));
            case PARTIAL_LIST -> throw ApiError.badRequest("content is not a list");
            case OBJECT, DISCOVERY ->
                negotiated.encoding() == Encoding.JSON && !negotiated.pretty()
                        ? Answers.json(status, object.jsonOnce())
                        : tree(status, object.tree());
        };
    }

    ApiResponse list(Reading.Listing listing) {
        String version = Long.toString(listing.revision());
        Map<String, Object> metadata = metadata(version, listing.continueToken());
        listing.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
        return switch (negotiated.form()) {
            case TABLE -> tree(200, table(listing.items(), metadata, true));
            case PARTIAL, PARTIAL_LIST -> tree(200, partialList(listing, metadata));
            case OBJECT, DISCOVERY -> objects(listing, metadata);
        };
    }

    private ApiResponse objects(Reading.Listing listing, Map<String, Object> metadata) {
        if (resource.isCustom()) {
            metadata.putIfAbsent("continue", "");
        }
        var list = new LinkedHashMap<String, Object>();
        list.put("kind", resource.naming().listKind());
        list.put("apiVersion", resource.type().apiVersion());
        list.put("metadata", metadata);
        if (negotiated.encoding() == Encoding.JSON && !negotiated.pretty()) {
            return Answers.json(200, joined(list, listing.items()));
        }
        var items = new ArrayList<Object>();
        listing.items().forEach(item -> items.add(resource.isCustom() ? item.tree() : item.bare()));
        list.put("items", items);
        return tree(200, list);
    }

    /// The list with the items' bytes as they are.
    private byte[] joined(Map<String, Object> list, List<Shown> items) {
        byte[] head = Json.bytes(list);
        byte[] begin = ",\"items\":[".getBytes(StandardCharsets.UTF_8);
        byte[] end = "]}".getBytes(StandardCharsets.UTF_8);
        long commas = Math.max(0, items.size() - 1L);
        long size = head.length
                - 1L
                + begin.length
                + items.stream().mapToLong(Shown::itemSize).sum()
                + commas
                + end.length;
        var out = new ExactBytes((int) Math.min(size, MOST_AHEAD));
        out.write(head, 0, head.length - 1);
        out.writeBytes(begin);
        boolean first = true;
        for (Shown item : items) {
            if (!first) {
                out.write(',');
            }
            first = false;
            item.writeItem(resource.isCustom(), out);
        }
        out.writeBytes(end);
        return out.bytes();
    }

    /// Gives its buffer away where that is full, instead of a copy.
    private static final class ExactBytes extends ByteArrayOutputStream {
        ExactBytes(int size) {
            super(size);
        }

        byte[] bytes() {
            return count == buf.length ? buf : toByteArray();
        }
    }

    private Map<String, Object> partialList(Reading.Listing listing, Map<String, Object> metadata) {
        var list = new LinkedHashMap<String, Object>();
        list.put("kind", "PartialObjectMetadataList");
        list.put("apiVersion", "meta.k8s.io/" + negotiated.formVersion());
        list.put("metadata", metadata);
        var items = new ArrayList<Object>();
        listing.items().forEach(item -> items.add(Tables.partial(item.tree(), negotiated.formVersion())));
        list.put("items", items);
        return list;
    }

    private static Map<String, Object> metadata(String version, String token) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("resourceVersion", version);
        if (!token.isEmpty()) {
            metadata.put("continue", token);
        }
        return metadata;
    }

    private Tables.Include include() {
        return Tables.Include.parse(exchange.query().text("includeObject"));
    }

    private Map<String, Object> table(List<Shown> objects, Map<String, Object> metadata, boolean header) {
        return new Tables(resource, negotiated.formVersion(), include(), Instant.now()).of(objects, metadata, header);
    }

    /// The line that tells a watch event.
    byte[] event(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Added(var object) -> line("ADDED", object);
            case WatchEvent.Modified(var object) -> line("MODIFIED", object);
            case WatchEvent.Deleted(var object) -> line("DELETED", object);
            case WatchEvent.Bookmark(long revision, boolean end) ->
                line("BOOKMARK", Json.bytes(bookmark(revision, end)));
            case WatchEvent.Failed(var status) -> line("ERROR", Json.bytes(status));
        };
    }

    private byte[] line(String type, Shown object) {
        return switch (negotiated.form()) {
            case TABLE -> {
                boolean header = !tableHeaderSent;
                tableHeaderSent = true;
                yield line(type, Json.bytes(table(List.of(object), metadata(object.resourceVersion(), ""), header)));
            }
            case PARTIAL, PARTIAL_LIST ->
                line(type, Json.bytes(Tables.partial(object.tree(), negotiated.formVersion())));
            case OBJECT, DISCOVERY -> line(type, object.json());
        };
    }

    private static byte[] line(String type, byte[] object) {
        byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[head.length + object.length + 2];
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(object, 0, line, head.length, object.length);
        line[line.length - 2] = '}';
        line[line.length - 1] = '\n';
        return line;
    }

    private Map<String, Object> bookmark(long revision, boolean endOfInitial) {
        boolean partial = negotiated.form() == Form.PARTIAL || negotiated.form() == Form.PARTIAL_LIST;
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("resourceVersion", Long.toString(revision));
        if (endOfInitial) {
            metadata.put("annotations", Map.of("k8s.io/initial-events-end", "true"));
        }
        if (negotiated.form() == Form.TABLE) {
            return table(List.of(), metadata, false);
        }
        var bookmark = new LinkedHashMap<String, Object>();
        bookmark.put("kind", partial ? "PartialObjectMetadata" : resource.type().kind());
        bookmark.put(
                "apiVersion",
                partial
                        ? "meta.k8s.io/" + negotiated.formVersion()
                        : resource.type().apiVersion());
        bookmark.put("metadata", metadata);
        return bookmark;
    }
}
