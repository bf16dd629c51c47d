package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All bindings of one moment, found by subject. Immutable; made anew when an RBAC object changes.
final class RbacIndex {
    private final Map<String, List<PolicyRule>> roles = new HashMap<>();
    private final Map<String, List<PolicyRule>> clusterRoles = new HashMap<>();
    private final Map<String, List<Grant>> clusterWide = new HashMap<>();
    private final Map<String, Map<String, List<Grant>>> byNamespace = new HashMap<>();

    /// What one binding gives one subject: the rules of its role, or nothing where the role is missing.
    record Grant(int position, String reason, RoleRef role, Optional<List<PolicyRule>> rules) {}

    RbacIndex(RbacObjects objects) {
        objects.roles().forEach(role -> roles.put(key(role.namespace(), role.name()), PolicyRule.allOf(role.view())));
        List<KubeObject> all = objects.clusterRoles();
        all.forEach(role -> clusterRoles.put(
                role.name(), Aggregation.rules(role, all).orElseGet(() -> PolicyRule.allOf(role.view()))));
        int position = 0;
        for (KubeObject binding : objects.clusterRoleBindings()) {
            add(clusterWide, binding, position++, "ClusterRoleBinding \"" + binding.name() + "\"");
        }
        for (KubeObject binding : objects.roleBindings()) {
            String namespace = binding.namespace();
            add(
                    byNamespace.computeIfAbsent(namespace, _ -> new HashMap<>()),
                    binding,
                    position++,
                    "RoleBinding \"" + binding.name() + "/" + namespace + "\"");
        }
    }

    private void add(Map<String, List<Grant>> index, KubeObject binding, int position, String shown) {
        RoleRef role = RoleRef.of(binding.view());
        Optional<List<PolicyRule>> rules = rulesOf(role, binding.namespace());
        var subjects = new LinkedHashMap<String, String>();
        for (Object subject : Json.list(binding.view(), "subjects")) {
            subject(subject, binding.namespace(), subjects);
        }
        subjects.forEach((subject, name) -> index.computeIfAbsent(subject, _ -> new ArrayList<>())
                .add(new Grant(
                        position,
                        "RBAC: allowed by " + shown + " of " + role.kind() + " \"" + role.name() + "\" to " + name,
                        role,
                        rules)));
    }

    /// Adds the key by which the subject is found, and how reasons show it. A ServiceAccount subject
    /// without a
    /// namespace
    /// means that of its RoleBinding, and nobody in a ClusterRoleBinding.
    private static void subject(@Nullable Object subject, String bindingNamespace, Map<String, String> into) {
        String kind = Json.text(subject, "kind").orElse("");
        String name = Json.text(subject, "name").orElse("");
        switch (kind) {
            case "User" -> into.putIfAbsent(userKey(name), "User \"" + name + "\"");
            case "Group" -> into.putIfAbsent(groupKey(name), "Group \"" + name + "\"");
            case "ServiceAccount" -> {
                String namespace = Json.text(subject, "namespace")
                        .filter(given -> !given.isEmpty())
                        .orElse(bindingNamespace);
                if (!namespace.isEmpty()) {
                    into.putIfAbsent(
                            userKey("system:serviceaccount:" + namespace + ":" + name),
                            "ServiceAccount \"" + name + "/" + namespace + "\"");
                }
            }
            default -> {
                // no such subject: matches nobody
            }
        }
    }

    /// The rules of a role; empty where it does not exist. A ClusterRoleBinding (no namespace) cannot
    /// name a Role.
    Optional<List<PolicyRule>> rulesOf(RoleRef role, String namespace) {
        return Optional.ofNullable(
                role.isClusterRole() ? clusterRoles.get(role.name()) : roles.get(key(namespace, role.name())));
    }

    /// What the bindings give somebody, in the order of evaluation: cluster-wide ones, then those of the
    /// namespace.
    List<Grant> grants(Identity who, String namespace) {
        var grants = new ArrayList<Grant>();
        collect(clusterWide, who, grants);
        if (!namespace.isEmpty()) {
            collect(byNamespace.getOrDefault(namespace, Map.of()), who, grants);
        }
        grants.sort(Comparator.comparingInt(Grant::position));
        return grants;
    }

    private static void collect(Map<String, List<Grant>> index, Identity who, List<Grant> into) {
        into.addAll(index.getOrDefault(userKey(who.username()), List.of()));
        for (String group : who.groups()) {
            into.addAll(index.getOrDefault(groupKey(group), List.of()));
        }
    }

    private static String userKey(String name) {
        return "u:" + name;
    }

    private static String groupKey(String name) {
        return "g:" + name;
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
