package dev.supercargo.kube.apiserver.table;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes tables of one resource: `version` is that of the Table kind, `include` how much of each object comes along.
public record Tables(Resource resource, String version, Include include, Instant now) {
    private static final Column CREATED = new Column(
            "Created At",
            "date",
            "",
            "CreationTimestamp is a timestamp representing the server time when this object was created.",
            0,
            (object, _) -> Json.text(object, "metadata", "creationTimestamp").orElse(""));

    /// How much of each object a row holds.
    public enum Include {
        METADATA,
        OBJECT,
        NONE;

        /// Reads the parameter `includeObject`.
        public static Include parse(String text) {
            return switch (text) {
                case "", "Metadata" -> METADATA;
                case "Object" -> OBJECT;
                case "None" -> NONE;
                default ->
                    throw ApiError.badRequest(
                            "Unable to convert to Table as requested: includeObject: Invalid value: \"" + text
                                    + "\": must be 'Metadata', 'Object', 'None', or empty");
            };
        }
    }

    /// A table of objects; `header` says whether the columns are described (once per watch).
    public Map<String, Object> of(List<Shown> objects, Map<String, Object> metadata, boolean header) {
        var table = new LinkedHashMap<String, Object>();
        table.put("kind", "Table");
        table.put("apiVersion", "meta.k8s.io/" + version);
        table.put("metadata", metadata);
        List<Column> columns = columns();
        Json.putNullable(table, "columnDefinitions", header ? definitions(columns) : null);
        var rows = new ArrayList<Object>();
        objects.forEach(object -> rows.add(row(object, columns)));
        table.put("rows", rows);
        return table;
    }

    private List<Column> columns() {
        List<Column> own = resource.rules().columns();
        return own.isEmpty() ? List.of(Column.NAME, CREATED) : own;
    }

    private static List<Object> definitions(List<Column> columns) {
        var definitions = new ArrayList<Object>();
        for (Column column : columns) {
            var definition = new LinkedHashMap<String, Object>();
            definition.put("name", column.name());
            definition.put("type", column.type());
            definition.put("format", column.format());
            definition.put("description", column.description());
            definition.put("priority", column.priority());
            definitions.add(definition);
        }
        return definitions;
    }

    private Map<String, Object> row(Shown object, List<Column> columns) {
        var cells = new ArrayList<@Nullable Object>();
        columns.forEach(column -> cells.add(column.cell().apply(object.tree(), now)));
        var row = new LinkedHashMap<String, Object>();
        row.put("cells", cells);
        switch (include) {
            case METADATA -> row.put("object", partial(object.tree(), version));
            case OBJECT -> row.put("object", object.tree());
            case NONE -> Json.putNullable(row, "object", null);
        }
        return row;
    }

    /// An object reduced to its metadata.
    public static Map<String, Object> partial(Map<String, Object> tree, String version) {
        var partial = new LinkedHashMap<String, Object>();
        partial.put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", "meta.k8s.io/" + version);
        partial.put("metadata", Json.object(tree, "metadata"));
        return partial;
    }
}
