package dev.supercargo.kube.store;

/// What became of a write.
public sealed interface Write {
    /// It is done and durable; the entry as written (of a deletion: the last value with the deletion's revision).
    record Done(Entry entry) implements Write {}

    /// A create found the key there.
    record Exists(Entry current) implements Write {}

    /// Somebody else wrote the key meanwhile.
    record Conflict(Entry current) implements Write {}

    /// The key is not there.
    record Absent() implements Write {}
}
