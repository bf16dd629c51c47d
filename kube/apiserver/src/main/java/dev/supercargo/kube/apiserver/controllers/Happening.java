package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.resources.Resource;
import java.util.Map;
import java.util.Optional;

/// A change of an object, as controllers see it: `now` is empty for a deletion, `before` for a creation.
record Happening(
        Resource resource, ObjectRef ref, Optional<Map<String, Object>> now, Optional<Map<String, Object>> before) {
    /// The object now or, if it is gone, as it was.
    Map<String, Object> latest() {
        return now.or(() -> before).orElseThrow();
    }
}
