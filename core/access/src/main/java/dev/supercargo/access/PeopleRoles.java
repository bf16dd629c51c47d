package dev.supercargo.access;

import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What people may do: the system roles of an installation (controllers.md 19.7) and the ClusterRoles that
/// are bound in each Project (19.3, 19.5).
public final class PeopleRoles {
    private static final String KARGO = "kargo.akuity.io";
    private static final String ARGO = "argoproj.io";
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<String> READ = List.of("get", "list", "watch");
    private static final List<String> ALL =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> KINDS = List.of(
            "clusterconfigs",
            "clusterpromotiontasks",
            "freights",
            "projects",
            "projectconfigs",
            "promotionrequests",
            "promotiontasks",
            "stages",
            "targets",
            "warehouses");

    private final Roles roles;

    PeopleRoles(Roles roles) {
        this.roles = roles;
    }

    /// The accounts, ClusterRoles and bindings of people's roles.
    List<KubeObject> installed() {
        var objects = new ArrayList<KubeObject>();
        objects.addAll(system("kargo-admin", admin()));
        objects.addAll(system("kargo-project-creator", projectCreator()));
        objects.addAll(system("kargo-user", user()));
        objects.addAll(system("kargo-viewer", viewer()));
        objects.add(Roles.clusterRole("kargo-project-admin", projectAdmin()));
        objects.add(Roles.clusterRole("kargo-project-secrets-reader", List.of(rule("", List.of("secrets"), READ))));
        objects.addAll(deletersOfPromotions());
        return objects;
    }

    private List<KubeObject> system(String name, List<Object> rules) {
        return List.of(
                roles.serviceAccount(name, Map.of("rbac.kargo.akuity.io/system-role", "true")),
                Roles.clusterRole(name, rules),
                roles.clusterBinding(name, name, name));
    }

    private static List<Object> admin() {
        return List.of(
                rule("", List.of("events", "namespaces", "serviceaccounts"), READ),
                rule(RBAC, List.of("roles", "rolebindings"), READ),
                rule(KARGO, KINDS, ALL),
                rule(KARGO, List.of("stages"), List.of("promote")),
                rule(KARGO, List.of("stages/finalizers"), List.of("update")),
                rule(KARGO, List.of("promotions"), List.of("create", "delete", "get", "list", "patch", "watch")),
                rule(KARGO, List.of("freights/status"), List.of("patch")),
                rule(ARGO, List.of("analysisruns"), List.of("delete", "get", "list", "watch")),
                rule(ARGO, List.of("analysistemplates", "clusteranalysistemplates"), List.of("*")));
    }

    private static List<Object> projectCreator() {
        return List.of(
                rule("", List.of("namespaces"), READ),
                rule(KARGO, List.of("clusterconfigs", "clusterpromotiontasks"), READ),
                rule(KARGO, List.of("projects"), List.of("create", "get", "list", "watch")),
                rule(ARGO, List.of("clusteranalysistemplates"), READ));
    }

    private static List<Object> user() {
        return List.of(
                rule("", List.of("namespaces"), READ),
                rule(KARGO, List.of("clusterconfigs", "clusterpromotiontasks", "projects"), READ),
                rule(ARGO, List.of("clusteranalysistemplates"), READ));
    }

    private static List<Object> viewer() {
        var kinds = new ArrayList<>(KINDS);
        kinds.add("promotions");
        return List.of(
                rule("", List.of("events", "namespaces", "serviceaccounts"), READ),
                rule(RBAC, List.of("roles", "rolebindings"), READ),
                rule(KARGO, kinds, READ),
                rule(ARGO, List.of("analysisruns", "analysistemplates", "clusteranalysistemplates"), READ));
    }

    private static List<Object> projectAdmin() {
        return List.of(
                rule("", List.of("configmaps", "secrets", "serviceaccounts"), List.of("*")),
                rule(RBAC, List.of("roles", "rolebindings"), List.of("*")));
    }

    /// Kubernetes' own controllers delete Promotions when a Stage or a namespace goes; admission asks them
    /// for `promote`.
    private List<KubeObject> deletersOfPromotions() {
        var bindings = new ArrayList<KubeObject>();
        bindings.add(Roles.clusterRole(
                "kargo-promotion-deleter", List.of(rule(KARGO, List.of("stages"), List.of("promote")))));
        KubeObject binding =
                roles.clusterBinding("kargo-promotion-deleter", "kargo-promotion-deleter", "namespace-controller");
        bindings.add(binding.with(
                List.of(
                        subject("namespace-controller", "kube-system"),
                        subject("generic-garbage-collector", "kube-system"),
                        user("system:kube-controller-manager")),
                "subjects"));
        return bindings;
    }

    private static Map<String, Object> subject(String account, String namespace) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("kind", "ServiceAccount");
        subject.put("name", account);
        subject.put("namespace", namespace);
        return subject;
    }

    private static Map<String, Object> user(String name) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("apiGroup", RBAC);
        subject.put("kind", "User");
        subject.put("name", name);
        return subject;
    }

    private static Map<String, Object> rule(String group, List<String> resources, List<String> verbs) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("apiGroups", List.<Object>of(group));
        rule.put("resources", List.<Object>copyOf(resources));
        rule.put("verbs", List.<Object>copyOf(verbs));
        return rule;
    }
}
