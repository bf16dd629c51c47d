package dev.supercargo.expr.check;

import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Type;
import java.util.IdentityHashMap;

/// The static types of the nodes of one tree; unknown where nothing was checked.
public final class Types {
    private final IdentityHashMap<Node, Type> types = new IdentityHashMap<>();

    /// The types of a tree that is not checked.
    public static Types unknown() {
        return new Types();
    }

    void put(Node node, Type type) {
        types.put(node, type);
    }

    boolean contains(Node node) {
        return types.containsKey(node);
    }

    /// The type of a node.
    public Type of(Node node) {
        return types.getOrDefault(node, Type.UNKNOWN);
    }
}
