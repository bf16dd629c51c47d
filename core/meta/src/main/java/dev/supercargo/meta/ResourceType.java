package dev.supercargo.meta;

/// A kind of object and where it is served, such as `stages.kargo.akuity.io` (`v1alpha1`, kind `Stage`, namespaced).
/// The group of core kinds is empty.
public record ResourceType(String group, String version, String kind, String plural, boolean namespaced) {
    /// `apiVersion` as manifests write it: `group/version`, or the version alone for the core group.
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// The URL path of the API: `/api/v1` or `/apis/group/version`.
    public String path() {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }

    /// `plural.group`, as RBAC messages and CRD names write it.
    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
