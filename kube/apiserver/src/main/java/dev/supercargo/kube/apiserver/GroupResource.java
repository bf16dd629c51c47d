package dev.supercargo.kube.apiserver;

import dev.supercargo.meta.ResourceType;

/// A collection in an API group, whatever its version; the group of core kinds is empty.
public record GroupResource(String group, String resource) {
    /// The group and plural of a kind.
    public static GroupResource of(ResourceType type) {
        return new GroupResource(type.group(), type.plural());
    }

    /// `resource.group`, or the resource alone for the core group.
    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
