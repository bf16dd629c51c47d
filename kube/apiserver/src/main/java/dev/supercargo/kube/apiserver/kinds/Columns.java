package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.meta.Json;

/// Columns that many kinds have.
final class Columns {
    private static final String CREATED =
            "CreationTimestamp is a timestamp representing the server time when this object"
                    + " was created. It is not guaranteed to be set in happens-before order across separate operations."
                    + " Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by"
                    + " the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/"
                    + "sig-architecture/api-conventions.md#metadata";

    static final Column AGE = Column.text("Age", CREATED, Ages::of);

    private Columns() {}

    /// The text at a path, empty where it is absent.
    static Column at(String name, String description, String... path) {
        return Column.text(
                name, description, (object, _) -> Json.text(object, path).orElse(""));
    }
}
