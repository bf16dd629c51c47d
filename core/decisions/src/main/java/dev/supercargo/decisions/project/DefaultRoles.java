package dev.supercargo.decisions.project;

import static dev.supercargo.decisions.project.RbacObjects.rule;

import dev.supercargo.model.Kinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules of the roles that every Project has (resources.md 9.3). Their order matters: a stored role with another
/// order
/// counts as different.
final class DefaultRoles {
    static final String ADMIN = "kargo-admin";

    private static final List<String> READ = List.of("get", "list", "watch");
    private static final List<String> ALL = List.of("*");
    private static final List<String> ROLES = List.of("rolebindings", "roles");
    private static final String CORE = "";

    private DefaultRoles() {}

    /// Rules by role, in the order in which the roles are made.
    static Map<String, List<Object>> all() {
        var roles = new LinkedHashMap<String, List<Object>>();
        roles.put(ADMIN, admin());
        roles.put("kargo-viewer", viewer());
        roles.put("kargo-promoter", promoter());
        return roles;
    }

    private static List<Object> admin() {
        return List.of(
                rule(READ, CORE, List.of("events")),
                rule(ALL, CORE, List.of("configmaps", "secrets", "serviceaccounts")),
                rule(ALL, Kinds.RBAC_GROUP, ROLES),
                rule(
                        ALL,
                        Kinds.GROUP,
                        List.of("freights", "projectconfigs", "promotiontasks", "stages", "targets", "warehouses")),
                rule(List.of("promote"), Kinds.GROUP, List.of("stages")),
                rule(List.of("create", "delete", "get", "list", "watch", "patch"), Kinds.GROUP, List.of("promotions")),
                rule(List.of("patch"), Kinds.GROUP, List.of("freights/status")),
                rule(List.of("delete", "get", "list", "watch"), Kinds.ARGO_GROUP, List.of("analysisruns")),
                rule(ALL, Kinds.ARGO_GROUP, List.of("analysistemplates")));
    }

    private static List<Object> viewer() {
        return List.of(
                rule(READ, CORE, List.of("configmaps", "events", "serviceaccounts")),
                rule(READ, Kinds.RBAC_GROUP, ROLES),
                rule(
                        READ,
                        Kinds.GROUP,
                        List.of("freights", "projectconfigs", "promotions", "stages", "targets", "warehouses")),
                rule(READ, Kinds.ARGO_GROUP, List.of("analysisruns", "analysistemplates")));
    }

    private static List<Object> promoter() {
        return List.of(
                rule(READ, CORE, List.of("configmaps", "events", "serviceaccounts")),
                rule(READ, Kinds.RBAC_GROUP, ROLES),
                rule(READ, Kinds.GROUP, List.of("freights", "stages", "warehouses", "projectconfigs")),
                rule(List.of("promote"), Kinds.GROUP, List.of("stages")),
                rule(List.of("create", "get", "list", "watch"), Kinds.GROUP, List.of("promotions")),
                rule(List.of("patch"), Kinds.GROUP, List.of("freights/status")),
                rule(READ, Kinds.ARGO_GROUP, List.of("analysisruns", "analysistemplates")));
    }
}
