package dev.supercargo.kube.apiserver.patch;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON patch (RFC 6902) with the peculiarities of the Kubernetes API (`kubernetes-api.md` 5.1): `replace`
/// of a missing key adds it, `copy` from a missing key writes null, `test` of a missing key against null
/// succeeds, negative indexes count from the end (so that `add` at -1 appends), and the whole document
/// can only be replaced.
public final class JsonPatch {
    private static final int MOST = 10_000;

    private final List<Operation> operations;

    private record Operation(
            String op,
            List<String> path,
            List<String> from,
            @Nullable Object value) {}

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    static JsonPatch of(@Nullable Object document) {
        if (!(document instanceof List<?> list)) {
            throw ApiError.badRequest("error decoding patch: json: cannot unmarshal " + Json.kindOf(document)
                    + " into Go value of type []handlers.jsonPatchOp");
        }
        if (list.size() > MOST) {
            throw ApiError.tooLarge("Request entity too large: The allowed maximum operations in a JSON patch is "
                    + MOST + ", got " + list.size());
        }
        var operations = new ArrayList<Operation>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> entry)) {
                throw ApiError.badRequest("error decoding patch: json: cannot unmarshal " + Json.kindOf(item)
                        + " into Go value of type handlers.jsonPatchOp");
            }
            operations.add(new Operation(
                    Json.text(entry, "op").orElse(""),
                    pointer(Json.text(entry, "path").orElse("")),
                    pointer(Json.text(entry, "from").orElse("")),
                    entry.get("value")));
        }
        return new JsonPatch(operations);
    }

    /// The keys of a pointer; none for the whole document.
    private static List<String> pointer(String text) {
        String[] parts = text.split("/", -1);
        return Arrays.stream(parts, 1, parts.length)
                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /// The object after all operations.
    Map<String, Object> apply(Map<String, Object> object) {
        Map<String, Object> copy = Json.copy(object);
        for (Operation operation : operations) {
            if (operation.op().equals("replace") && operation.path().isEmpty()) {
                copy = whole(operation.value());
            } else {
                perform(copy, operation);
            }
        }
        return copy;
    }

    private static Map<String, Object> whole(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return Json.copy(Json.asObject(map));
        }
        throw Patch.failed();
    }

    private static void perform(Map<String, Object> root, Operation operation) {
        Place place = place(root, operation.path());
        switch (operation.op()) {
            case "add" -> place.add(Json.copyOf(operation.value()));
            case "remove" -> place.remove();
            case "replace" -> place.replace(Json.copyOf(operation.value()));
            case "test" -> {
                if (!Json.same(place.get(), operation.value())) {
                    throw Patch.failed();
                }
            }
            case "copy" -> place.add(Json.copyOf(place(root, operation.from()).get()));
            case "move" -> {
                Place from = place(root, operation.from());
                Object moved = from.get();
                from.remove();
                place(root, operation.path()).add(moved);
            }
            default -> throw Patch.failed();
        }
    }

    /// Where the last key of a pointer stands: its container must exist.
    private static Place place(Map<String, Object> root, List<String> path) {
        if (path.isEmpty()) {
            throw Patch.failed();
        }
        Object container = root;
        for (String key : path.subList(0, path.size() - 1)) {
            container = placeIn(container, key).get();
        }
        return placeIn(container, path.getLast());
    }

    private static Place placeIn(@Nullable Object container, String key) {
        return switch (container) {
            case Map<?, ?> map -> new InMap(Json.asObject(map), key);
            case List<?> list -> new InList(Json.asList(list), key);
            case null, default -> throw Patch.failed();
        };
    }

    /// One member of a container.
    private sealed interface Place {
        @Nullable
        Object get();

        void add(@Nullable Object value);

        void replace(@Nullable Object value);

        void remove();
    }

    private record InMap(Map<String, Object> map, String key) implements Place {
        @Override
        public @Nullable Object get() {
            return map.get(key);
        }

        @Override
        public void add(@Nullable Object value) {
            Json.putNullable(map, key, value);
        }

        @Override
        public void replace(@Nullable Object value) {
            Json.putNullable(map, key, value);
        }

        @Override
        public void remove() {
            if (!map.containsKey(key)) {
                throw Patch.failed();
            }
            map.remove(key);
        }
    }

    private record InList(List<Object> list, String key) implements Place {
        @Override
        public @Nullable Object get() {
            return list.get(index(list.size()));
        }

        @Override
        @SuppressWarnings("NullAway") // lists of JSON hold nulls
        public void add(@Nullable Object value) {
            list.add(key.equals("-") ? list.size() : index(list.size() + 1), value);
        }

        @Override
        @SuppressWarnings("NullAway") // lists of JSON hold nulls
        public void replace(@Nullable Object value) {
            list.set(index(list.size()), value);
        }

        @Override
        public void remove() {
            list.remove(index(list.size()));
        }

        /// The index that the key denotes, below the limit; negative ones count from there.
        private int index(int limit) {
            int index;
            try {
                index = Integer.parseInt(key);
            } catch (NumberFormatException e) {
                throw Patch.failed();
            }
            if (index < 0) {
                index += limit;
            }
            if (index < 0 || index >= limit) {
                throw Patch.failed();
            }
            return index;
        }
    }

    /// The `resourceVersion` that the operations set; empty where they do not.
    String resourceVersion() {
        String last = "";
        for (Operation operation : operations) {
            if (operation.path().equals(List.of("metadata", "resourceVersion"))
                    && operation.value() instanceof String version
                    && !operation.op().equals("test")) {
                last = version;
            }
        }
        return last;
    }
}
