package dev.supercargo.kube.apiserver.access;

/// May somebody do this? Asked about a resource or about a plain URL path.
public sealed interface AccessQuestion {
    /// The verb, such as `get`, `list`, `deletecollection`, or a lower-case HTTP method for a path.
    String verb();

    /// About a resource. Group `""` is core; empty subresource, namespace (cluster scope) and name mean
    /// "none".
    record OnResource(
            String verb,
            String group,
            String version,
            String resource,
            String subresource,
            String namespace,
            String name)
            implements AccessQuestion {
        /// `resource` or `resource/subresource`, as RBAC rules write it.
        public String combined() {
            return subresource.isEmpty() ? resource : resource + "/" + subresource;
        }

        /// `resource` or `resource.group`, as messages write it.
        public String groupResource() {
            return group.isEmpty() ? resource : resource + "." + group;
        }
    }

    /// About a path that is no resource, such as `/healthz`.
    record OnPath(String verb, String path) implements AccessQuestion {}

    /// A question about a resource, of version `*` (which RBAC does not look at).
    static OnResource resource(
            String verb, String group, String resource, String subresource, String namespace, String name) {
        return new OnResource(verb, group, "*", resource, subresource, namespace, name);
    }
}
