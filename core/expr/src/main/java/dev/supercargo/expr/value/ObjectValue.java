package dev.supercargo.expr.value;

import org.jspecify.annotations.Nullable;

/// An object of the surroundings with fields or methods: a commit, a version.
public interface ObjectValue {
    /// Its type, with its members.
    Type type();

    /// The value of a field that the type has.
    @Nullable
    Object field(String name);

    /// What stands for it in JSON: a tree, whose maps keep their order.
    @Nullable
    Object json();

    /// What stands for it in YAML: a tree, whose maps keep their order.
    @Nullable
    Object yaml();

    /// What `string()` makes of it.
    String text();
}
