package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The places at which two values of the same schema differ. A container that only one of them has counts
/// itself, and everything in it.
record Difference(FieldSet added, FieldSet modified, FieldSet removed) {
    static Difference between(SchemaNode root, Map<String, Object> before, Map<String, Object> after) {
        var walk = new Walk(new FieldSet.Builder(), new FieldSet.Builder(), new FieldSet.Builder());
        walk.parts(root, before, after);
        return new Difference(walk.added.build(), walk.modified.build(), walk.removed.build());
    }

    boolean isNone() {
        return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
    }

    /// The places whose value is new.
    FieldSet written() {
        return added.union(modified);
    }

    /// The difference without the places that are not tracked.
    Difference tracked(Tracking tracking) {
        return new Difference(tracking.of(added), tracking.of(modified), tracking.of(removed));
    }

    private record Walk(FieldSet.Builder added, FieldSet.Builder modified, FieldSet.Builder removed) {
        private Walk below(PathElement step) {
            return new Walk(added.below(step), modified.below(step), removed.below(step));
        }

        private void parts(SchemaNode node, @Nullable Object before, @Nullable Object after) {
            Map<PathElement, SchemaNode.Part> old = node.parts(before);
            Map<PathElement, SchemaNode.Part> now = node.parts(after);
            var steps = new LinkedHashSet<>(old.keySet());
            steps.addAll(now.keySet());
            for (PathElement step : steps) {
                SchemaNode.Part was = old.get(step);
                SchemaNode.Part is = now.get(step);
                if (was == null && is != null) {
                    added.add(step);
                    Places.addAll(is.node(), is.value(), added.below(step));
                } else if (is == null && was != null) {
                    removed.add(step);
                    Places.addAll(was.node(), was.value(), removed.below(step));
                } else if (was != null && is != null) {
                    part(step, is.node(), was.value(), is.value());
                }
            }
        }

        private void part(PathElement step, SchemaNode node, @Nullable Object before, @Nullable Object after) {
            if (Json.same(before, after)) {
                return; // most parts of an object are as they were
            }
            SchemaNode.Shape shape = node.shape(after == null ? before : after);
            boolean alike = before == null || after == null || shape == node.shape(before);
            if (shape != SchemaNode.Shape.LEAF && alike) {
                below(step).parts(node, before, after); // null has no parts
            } else {
                modified.add(step);
                Places.addAll(node, before, removed.below(step));
                Places.addAll(node, after, added.below(step));
            }
        }
    }
}
