package dev.supercargo.access;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Renders [Grants] and [PeopleRoles] to Kubernetes objects: namespaces, accounts, roles, bindings.
public final class Roles {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final ResourceType NAMESPACE = new ResourceType("", "v1", "Namespace", "namespaces", false);
    private static final ResourceType ACCOUNT = new ResourceType("", "v1", "ServiceAccount", "serviceaccounts", true);
    private static final ResourceType CLUSTER_ROLE = new ResourceType(RBAC, "v1", "ClusterRole", "clusterroles", false);
    private static final ResourceType CLUSTER_BINDING =
            new ResourceType(RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", false);
    private static final ResourceType ROLE = new ResourceType(RBAC, "v1", "Role", "roles", true);
    private static final ResourceType BINDING = new ResourceType(RBAC, "v1", "RoleBinding", "rolebindings", true);

    private final String home;

    Roles(String home) {
        this.home = home;
    }

    /// Everything that the components need before they start, in an order in which it can be created.
    public static List<KubeObject> installed() {
        return installedIn(Component.NAMESPACE);
    }

    /// The same for an installation in another namespace.
    public static List<KubeObject> installedIn(String home) {
        return new Roles(home).all();
    }

    private List<KubeObject> all() {
        var objects = new ArrayList<KubeObject>();
        for (String namespace :
                List.of(home, "kargo-shared-resources", "kargo-system-resources", "kargo-cluster-secrets")) {
            objects.add(KubeObject.named(NAMESPACE, ObjectKey.cluster(namespace)));
        }
        for (Component component : Component.values()) {
            objects.add(account(component));
            objects.addAll(rolesOf(component));
        }
        objects.addAll(projectRoles());
        objects.addAll(new PeopleRoles(this).installed());
        return objects;
    }

    /// The bindings in one Project by which components get what holds in each Project; the management controller makes
    /// them.
    public static List<KubeObject> boundIn(String project, String home) {
        var bindings = new ArrayList<KubeObject>();
        for (Component component : Component.values()) {
            Grants.of(component).stream()
                    .map(Grant::scope)
                    .filter(Scope.EachProject.class::isInstance)
                    .map(scope -> ((Scope.EachProject) scope).role())
                    .distinct()
                    .forEach(role -> bindings.add(new Roles(home)
                            .binding(
                                    BINDING,
                                    new ObjectKey(project, component.account() + "-read-secrets"),
                                    "ClusterRole",
                                    role,
                                    component.account())));
        }
        return bindings;
    }

    private KubeObject account(Component component) {
        var labels = new LinkedHashMap<String, Object>();
        labels.put("app.kubernetes.io/part-of", "supercargo");
        if (readsSecretsOfProjects(component)) {
            // the management controller binds such accounts in each Project
            labels.put("app.kubernetes.io/component", "controller");
        }
        return KubeObject.named(ACCOUNT, new ObjectKey(home, component.account()))
                .with(labels, "metadata", "labels");
    }

    private static boolean readsSecretsOfProjects(Component component) {
        return Grants.of(component).stream().anyMatch(grant -> grant.scope() instanceof Scope.EachProject);
    }

    /// The ClusterRoles that are bound in each Project, by whichever component needs them.
    private static List<KubeObject> projectRoles() {
        Map<String, List<Object>> roles = new TreeMap<>();
        for (Grant grant : Grants.all()) {
            if (grant.scope() instanceof Scope.EachProject(var role)) {
                List<Object> rules = roles.computeIfAbsent(role, _ -> new ArrayList<>());
                if (!rules.contains(grant.rule())) {
                    rules.add(grant.rule());
                }
            }
        }
        return roles.entrySet().stream()
                .map(role -> clusterRole(role.getKey(), role.getValue()))
                .toList();
    }

    /// The roles of one component and the bindings that need no Project.
    List<KubeObject> rolesOf(Component component) {
        var everywhere = new ArrayList<Object>();
        Map<String, List<Object>> inNamespace = new TreeMap<>();
        for (Grant grant : Grants.of(component)) {
            switch (grant.scope()) {
                case Scope.Everywhere _ -> everywhere.add(grant.rule());
                case Scope.In in ->
                    inNamespace
                            .computeIfAbsent(in.place(home), _ -> new ArrayList<>())
                            .add(grant.rule());
                case Scope.EachProject _ -> {
                    // in the ClusterRoles that are bound in each Project
                }
            }
        }
        var objects = new ArrayList<KubeObject>();
        objects.add(clusterRole(component.account(), everywhere));
        objects.add(bound(CLUSTER_BINDING, "", component.account(), "ClusterRole", component.account(), component));
        inNamespace.forEach((namespace, rules) -> {
            objects.add(KubeObject.named(ROLE, new ObjectKey(namespace, component.account()))
                    .with(rules, "rules"));
            objects.add(bound(BINDING, namespace, component.account(), "Role", component.account(), component));
        });
        return objects;
    }

    static KubeObject clusterRole(String name, List<Object> rules) {
        return KubeObject.named(CLUSTER_ROLE, ObjectKey.cluster(name)).with(rules, "rules");
    }

    private KubeObject bound(
            ResourceType type, String namespace, String name, String roleKind, String role, Component component) {
        ObjectKey key = new ObjectKey(namespace, name);
        return binding(type, key, roleKind, role, component.account());
    }

    KubeObject binding(ResourceType type, ObjectKey key, String roleKind, String role, String account) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("apiGroup", RBAC);
        reference.put("kind", roleKind);
        reference.put("name", role);
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("kind", "ServiceAccount");
        subject.put("name", account);
        subject.put("namespace", home);
        return KubeObject.named(type, key)
                .with(reference, "roleRef")
                .with(new ArrayList<Object>(List.of(subject)), "subjects");
    }

    KubeObject clusterBinding(String name, String role, String account) {
        return binding(CLUSTER_BINDING, ObjectKey.cluster(name), "ClusterRole", role, account);
    }

    KubeObject serviceAccount(String name, Map<String, Object> labels) {
        return KubeObject.named(ACCOUNT, new ObjectKey(home, name)).with(labels, "metadata", "labels");
    }
}
