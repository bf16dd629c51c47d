package dev.supercargo.decisions.admission;

/// Where names that nobody chose come from.
public interface NameSource {
    /// A new ULID, greater than those before.
    String ulid();

    /// A new alias for Freight, `word-word`; it may be taken already.
    String alias();
}
