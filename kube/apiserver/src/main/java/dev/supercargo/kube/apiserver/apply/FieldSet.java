package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A set of places in an object. A place may be in the set without those below it, and the other way round.
/// Immutable; [Builder] makes one.
final class FieldSet {
    static final FieldSet EMPTY = new FieldSet(new TreeSet<>(), new TreeMap<>());

    private final Set<PathElement> members;
    private final Map<PathElement, FieldSet> children;

    private FieldSet(Set<PathElement> members, Map<PathElement, FieldSet> children) {
        this.members = members;
        this.children = children;
    }

    boolean isEmpty() {
        return members.isEmpty() && children.isEmpty();
    }

    /// Whether the place one step down is in the set itself.
    boolean contains(PathElement element) {
        return members.contains(element);
    }

    /// What the set holds below one step down.
    FieldSet below(PathElement element) {
        return children.getOrDefault(element, EMPTY);
    }

    /// Whether the set holds the place one step down or anything below it.
    boolean touches(PathElement element) {
        return members.contains(element) || children.containsKey(element);
    }

    FieldSet union(FieldSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var all = new TreeSet<>(members);
        all.addAll(other.members);
        var below = new TreeMap<>(children);
        other.children.forEach((element, set) -> below.merge(element, set, FieldSet::union));
        return new FieldSet(all, below);
    }

    /// The places that are not in the other set.
    FieldSet minus(FieldSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        var rest = new TreeSet<>(members);
        rest.removeAll(other.members);
        var below = new TreeMap<PathElement, FieldSet>();
        children.forEach((element, set) -> put(below, element, set.minus(other.below(element))));
        return new FieldSet(rest, below);
    }

    /// The places that neither are in the other set nor lie below one that is.
    FieldSet outside(FieldSet other) {
        var rest = new TreeSet<>(members);
        rest.removeAll(other.members);
        var below = new TreeMap<PathElement, FieldSet>();
        children.forEach((element, set) -> {
            if (!other.contains(element)) {
                put(below, element, set.outside(other.below(element)));
            }
        });
        return new FieldSet(rest, below);
    }

    /// The places that are in both.
    FieldSet intersection(FieldSet other) {
        var common = new TreeSet<>(members);
        common.retainAll(other.members);
        var below = new TreeMap<PathElement, FieldSet>();
        children.forEach((element, set) -> put(below, element, set.intersection(other.below(element))));
        return new FieldSet(common, below);
    }

    /// The places whose first step is a field that the test accepts.
    FieldSet topFields(java.util.function.Predicate<String> accepted) {
        var some = new TreeSet<PathElement>();
        members.stream().filter(element -> isAccepted(element, accepted)).forEach(some::add);
        var below = new TreeMap<PathElement, FieldSet>();
        children.forEach((element, set) -> {
            if (isAccepted(element, accepted)) {
                below.put(element, set);
            }
        });
        return new FieldSet(some, below);
    }

    private static boolean isAccepted(PathElement element, java.util.function.Predicate<String> accepted) {
        return element instanceof PathElement.Field(var name) && accepted.test(name);
    }

    /// The places that a schema (still) has in that form. What lies below a value that is owned as a whole
    /// now counts as that value.
    FieldSet fitting(SchemaNode node) {
        return fits(node) ? this : fitted(node);
    }

    private boolean fits(SchemaNode node) {
        for (PathElement element : members) {
            if (node.child(element).isEmpty()) {
                return false;
            }
        }
        for (Map.Entry<PathElement, FieldSet> entry : children.entrySet()) {
            Optional<SchemaNode> child = node.child(entry.getKey());
            if (child.isEmpty()
                    || child.get().isAlwaysLeaf()
                    || !entry.getValue().fits(child.get())) {
                return false;
            }
        }
        return true;
    }

    private FieldSet fitted(SchemaNode node) {
        var fit = new TreeSet<PathElement>();
        var below = new TreeMap<PathElement, FieldSet>();
        members.stream().filter(element -> node.child(element).isPresent()).forEach(fit::add);
        children.forEach((element, set) -> node.child(element).ifPresent(child -> {
            if (child.isAlwaysLeaf()) {
                fit.add(element);
            } else {
                put(below, element, set.fitting(child));
            }
        }));
        return new FieldSet(fit, below);
    }

    private static void put(Map<PathElement, FieldSet> into, PathElement element, FieldSet set) {
        if (!set.isEmpty()) {
            into.put(element, set);
        }
    }

    /// All places, as messages show them (`.spec.steps[as="x"].uses`): on each level first those that are in
    /// the set themselves.
    List<String> shown() {
        var all = new ArrayList<String>();
        show("", all);
        return all;
    }

    private void show(String prefix, List<String> into) {
        members.forEach(element -> into.add(prefix + element.shown()));
        children.forEach((element, set) -> set.show(prefix + element.shown(), into));
    }

    /// The set as `fieldsV1`.
    Map<String, Object> tree() {
        var elements = new TreeSet<>(members);
        elements.addAll(children.keySet());
        var tree = new LinkedHashMap<String, Object>();
        for (PathElement element : elements) {
            FieldSet set = below(element);
            var inner = new LinkedHashMap<String, Object>();
            if (members.contains(element) && !set.isEmpty()) {
                inner.put(".", new LinkedHashMap<String, Object>());
            }
            inner.putAll(set.tree());
            tree.put(element.encoded(), inner);
        }
        return tree;
    }

    /// The set that `fieldsV1` denotes; empty for what is none.
    static Optional<FieldSet> of(Map<String, Object> tree) {
        var members = new TreeSet<PathElement>();
        var children = new TreeMap<PathElement, FieldSet>();
        for (Map.Entry<String, Object> entry : tree.entrySet()) {
            if (entry.getKey().equals(".")) {
                continue; // said by the place one step up
            }
            Optional<PathElement> element = PathElement.decoded(entry.getKey());
            if (element.isEmpty() || !(entry.getValue() instanceof Map<?, ?> inner)) {
                return Optional.empty();
            }
            if (inner.isEmpty() || inner.containsKey(".")) {
                members.add(element.get());
            }
            Optional<FieldSet> below = of(Json.asObject(inner));
            if (below.isEmpty()) {
                return Optional.empty();
            }
            put(children, element.get(), below.get());
        }
        return Optional.of(new FieldSet(members, children));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet that && members.equals(that.members) && children.equals(that.children);
    }

    @Override
    public int hashCode() {
        return 31 * members.hashCode() + children.hashCode();
    }

    @Override
    public String toString() {
        return shown().toString();
    }

    /// Collects places.
    static final class Builder {
        private final TreeSet<PathElement> members = new TreeSet<>();
        private final TreeMap<PathElement, Builder> children = new TreeMap<>();

        /// Adds the place one step down.
        void add(PathElement element) {
            members.add(element);
        }

        /// Where to add what lies below one step down.
        Builder below(PathElement element) {
            return children.computeIfAbsent(element, _ -> new Builder());
        }

        FieldSet build() {
            var built = new TreeMap<PathElement, FieldSet>();
            children.forEach((element, builder) -> put(built, element, builder.build()));
            return new FieldSet(new TreeSet<>(members), built);
        }
    }
}
