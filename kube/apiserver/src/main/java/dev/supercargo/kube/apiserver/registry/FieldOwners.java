package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.resources.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Keeps `metadata.managedFields`: which manager owns which field.
public interface FieldOwners {
    /// A write that is no apply: what it set belongs to `manager`. Changes `wanted` in place.
    ///
    /// @param stored the object before, empty for a creation
    void written(
            Resource resource,
            String subresource,
            Optional<Map<String, Object>> stored,
            Map<String, Object> wanted,
            String manager,
            Instant now);
}
