package dev.supercargo.rest;

import java.util.List;
import java.util.Map;

/// Who asks.
public sealed interface Caller {
    /// The only user of a laptop.
    record Local() implements Caller {}

    /// Somebody whom Kubernetes knows.
    ///
    /// @param extra as the token review says it
    record Kubernetes(String username, String uid, List<String> groups, Map<String, Object> extra) implements Caller {
        public Kubernetes {
            groups = List.copyOf(groups);
            extra = Map.copyOf(extra);
        }
    }
}
