package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.ResourceType;
import java.util.List;

/// Finds the resources in which objects of a kind live.
@FunctionalInterface
public interface OwnerKinds {
    /// The resources of a group and kind, whatever their version; none where the kind is unknown.
    List<ResourceType> resourcesOf(String group, String kind);
}
