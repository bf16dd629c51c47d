package dev.supercargo.meta;

/// Where an object lives: its namespace (empty for a cluster-scoped one) and its name.
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    public ObjectKey {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an object has a name");
        }
    }

    /// The key of a cluster-scoped object.
    public static ObjectKey cluster(String name) {
        return new ObjectKey("", name);
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
