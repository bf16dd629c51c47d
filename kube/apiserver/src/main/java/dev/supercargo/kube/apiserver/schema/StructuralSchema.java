package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One node of a structural schema: what a value may be, and what becomes of it (kubernetes-api.md 9.2 to 9.4).
///
/// A node is a view of its tree in OpenAPI's form; children are made when they are first asked for, so that schemas
/// may refer to themselves through `$ref`. The tree must not change afterwards. Safe to share between threads.
///
/// The schema of a custom resource is checked once with [SchemaChecks] before it is used; a node itself is lenient.
public final class StructuralSchema {
    private static final StructuralSchema ANY =
            new StructuralSchema("", Map.of("x-kubernetes-preserve-unknown-fields", true), _ -> Map.of());
    private static final StructuralSchema NOTHING = new StructuralSchema("", Map.of(), _ -> Map.of());

    private final String name;
    private final Map<String, Object> tree;
    private final Function<String, Map<String, Object>> definitions;

    // Made on first use by whichever thread comes first: equal for all, so a race only costs work.
    private @Nullable Map<String, StructuralSchema> properties;
    private @Nullable StructuralSchema items;
    private @Nullable StructuralSchema additional;
    private @Nullable Constraints constraints;

    private StructuralSchema(String name, Map<String, Object> tree, Function<String, Map<String, Object>> definitions) {
        this.name = name;
        this.tree = tree;
        this.definitions = definitions;
    }

    /// The node of an `openAPIV3Schema` tree, which is given away.
    public static StructuralSchema of(Map<String, Object> tree) {
        return new StructuralSchema("", tree, _ -> Map.of());
    }

    /// The node of a tree with references: `definitions` gives the tree of the last segment of a `$ref`. What stands
    /// beside a reference is added to what it refers to.
    public static StructuralSchema of(Map<String, Object> tree, Function<String, Map<String, Object>> definitions) {
        if (tree.get("$ref") instanceof String reference) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            var merged = new LinkedHashMap<>(definitions.apply(name));
            tree.forEach((key, value) -> {
                if (!key.equals("$ref")) {
                    Json.putNullable(merged, key, value);
                }
            });
            return new StructuralSchema(name, merged, definitions);
        }
        return new StructuralSchema("", tree, definitions);
    }

    /// The last segment of the name by which this node was referred to, such as `ObjectMeta`; empty where it stands on
    /// its own.
    String definitionName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// The schema that any value fits and in which nothing is pruned.
    public static StructuralSchema any() {
        return ANY;
    }

    /// The tree of this node, with one level of references replaced. Only to be read.
    public Map<String, Object> tree() {
        return tree;
    }

    /// `object`, `array`, `string`, `integer`, `number`, `boolean`, or empty where the schema does not say.
    public String type() {
        return text("type");
    }

    public String format() {
        return text("format");
    }

    public boolean nullable() {
        return flag("nullable");
    }

    public boolean preservesUnknownFields() {
        return flag("x-kubernetes-preserve-unknown-fields");
    }

    public boolean isEmbeddedResource() {
        return flag("x-kubernetes-embedded-resource");
    }

    public boolean isIntOrString() {
        return flag("x-kubernetes-int-or-string") || format().equals("int-or-string");
    }

    /// `atomic`, `set` or `map`; empty where the schema does not say (which means atomic).
    public String listType() {
        return text("x-kubernetes-list-type");
    }

    /// The keys of a list of type `map`.
    public List<String> listMapKeys() {
        return texts("x-kubernetes-list-map-keys");
    }

    /// `atomic` or `granular`; empty where the schema does not say (which means granular).
    public String mapType() {
        return text("x-kubernetes-map-type");
    }

    /// The key by which strategic merge patches merge this list, or empty.
    public String patchMergeKey() {
        return text("x-kubernetes-patch-merge-key");
    }

    /// `merge`, `replace`, `retainKeys`, a comma list of these, or empty.
    public String patchStrategy() {
        return text("x-kubernetes-patch-strategy");
    }

    /// The names that must be present in an object.
    public List<String> required() {
        return texts("required");
    }

    /// The declared properties, in the order of the schema.
    public Map<String, StructuralSchema> properties() {
        Map<String, StructuralSchema> made = properties;
        if (made == null) {
            var fresh = new LinkedHashMap<String, StructuralSchema>();
            Json.object(tree, "properties").forEach((name, child) -> {
                if (child instanceof Map<?, ?>) {
                    fresh.put(name, of(Json.asObject(child), definitions));
                }
            });
            properties = made = fresh;
        }
        return made;
    }

    /// The schema of the elements of a list; where the schema does not say, [#any] below unknown fields that are
    /// preserved,
    /// else one that knows no fields.
    public StructuralSchema items() {
        StructuralSchema made = items;
        if (made == null) {
            StructuralSchema unsaid = preservesUnknownFields() ? ANY : NOTHING;
            items = made = hasItems() ? of(Json.object(tree, "items"), definitions) : unsaid;
        }
        return made;
    }

    /// Whether the schema says something about the elements of lists.
    public boolean hasItems() {
        return tree.get("items") instanceof Map<?, ?>;
    }

    /// The schema of properties that are not declared, or empty where there may be none.
    public Optional<StructuralSchema> additionalProperties() {
        StructuralSchema made = additional;
        if (made == null) {
            Object given = tree.get("additionalProperties");
            if (given instanceof Map<?, ?> child) {
                additional = made = of(Json.asObject(child), definitions);
            } else if (Boolean.TRUE.equals(given)) {
                additional = made = ANY;
            }
        }
        return Optional.ofNullable(made);
    }

    /// The schema of a property by whatever way it is allowed: declared, additional, or below unknown fields that are
    /// preserved ([#any]).
    public Optional<StructuralSchema> property(String name) {
        StructuralSchema declared = properties().get(name);
        if (declared != null) {
            return Optional.of(declared);
        }
        Optional<StructuralSchema> other = additionalProperties();
        return other.isPresent() || !preservesUnknownFields() ? other : Optional.of(ANY);
    }

    /// The raw items of `x-kubernetes-validations`.
    public List<Map<String, Object>> rules() {
        return Json.list(tree, "x-kubernetes-validations").stream()
                .map(Json::asObject)
                .toList();
    }

    /// Removes unknown fields from an object whose root is a resource (`apiVersion`, `kind` and `metadata` are known).
    /// Answers the paths of what was removed, in path order.
    public List<String> prune(Map<String, Object> object) {
        return Pruning.pruneResource(this, object);
    }

    /// Removes unknown fields from a value that is no resource.
    List<String> pruneValue(Map<String, Object> value) {
        return Pruning.prune(this, value);
    }

    /// Removes nulls that the schema does not allow and writes numbers without a fraction as integers.
    public void normalise(Map<String, Object> object) {
        Defaults.normaliseNumbers(this, object);
        Defaults.dropNulls(this, object);
    }

    /// Sets the defaults of absent fields.
    public void applyDefaults(Map<String, Object> object) {
        Defaults.apply(this, object);
    }

    /// Everything that is wrong with the object by the schema alone (no rules, no list types), in no particular order
    /// among the properties of an object.
    public List<FieldError> validate(Map<String, Object> object) {
        return Validation.validate(this, "", object, Old.NONE);
    }

    /// Like [#validate], leaving out errors of fields that did not change from the old object.
    public List<FieldError> validateUpdate(Map<String, Object> object, Map<String, Object> old) {
        return Validation.validate(this, "", object, Old.of(old));
    }

    /// Like [#validateUpdate] for a part of an object: `base` is where it stands, such as `status`. The
    /// texts name fields relative to that place.
    public List<FieldError> validateAt(String base, Object part, Map<String, Object> old) {
        return Validation.validate(this, base, part, Old.of(old));
    }

    /// Duplicates in lists of type `set` or `map`.
    public List<FieldError> validateLists(Map<String, Object> object) {
        return ListTypes.validate(this, object, Old.NONE);
    }

    /// Like [#validateLists], leaving out lists that already had duplicates.
    public List<FieldError> validateListsUpdate(Map<String, Object> object, Map<String, Object> old) {
        return ListTypes.validate(this, object, Old.of(old));
    }

    Constraints constraints() {
        Constraints made = constraints;
        if (made == null) {
            constraints = made = Constraints.of(tree, definitions);
        }
        return made;
    }

    Optional<Object> defaultValue() {
        return Optional.ofNullable(tree.get("default"));
    }

    private String text(String key) {
        return tree.get(key) instanceof String text ? text : "";
    }

    private boolean flag(String key) {
        return Boolean.TRUE.equals(tree.get(key));
    }

    private List<String> texts(String key) {
        var texts = new ArrayList<String>();
        if (tree.get(key) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }
}
