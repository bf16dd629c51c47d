package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which role a binding binds.
record RoleRef(String apiGroup, String kind, String name) {
    static RoleRef of(@Nullable Object binding) {
        return new RoleRef(
                Json.text(binding, "roleRef", "apiGroup").orElse(""),
                Json.text(binding, "roleRef", "kind").orElse(""),
                Json.text(binding, "roleRef", "name").orElse(""));
    }

    boolean isClusterRole() {
        return kind.equals("ClusterRole");
    }

    /// What is said when the role does not exist.
    String missing() {
        return (isClusterRole() ? "clusterrole" : "role") + ".rbac.authorization.k8s.io \"" + name + "\" not found";
    }

    /// The reference as messages show it.
    Map<String, Object> shown() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("APIGroup", apiGroup);
        tree.put("Kind", kind);
        tree.put("Name", name);
        return tree;
    }
}
