package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All roles and bindings of one moment, found by subject. Immutable in effect; made anew when one of them
/// changes.
///
/// Many projects come with many roles, and each of their writes makes a new index: so objects that the
/// previous index has read are not read again, and what a namespace grants is put together when it is first
/// asked about.
final class RbacIndex {
    // By tree: a store hands out the same tree as long as the object stays the same.
    private final IdentityHashMap<Map<String, Object>, Role> rolesRead = new IdentityHashMap<>();
    private final IdentityHashMap<Map<String, Object>, Binding> bindingsRead = new IdentityHashMap<>();

    private final Map<String, List<PolicyRule>> clusterRoles = new HashMap<>();
    private final Map<String, List<Grant>> clusterWide;
    private final Map<String, List<Role>> roles = new HashMap<>();
    private final Map<String, List<Binding>> bindings = new HashMap<>();
    private final Map<String, Map<String, List<Grant>>> byNamespace = new ConcurrentHashMap<>();

    /// What one binding gives one subject: the rules of its role, or nothing where the role is missing.
    record Grant(int position, String reason, RoleRef role, Optional<List<PolicyRule>> rules) {}

    RbacIndex(RbacObjects objects) {
        this(objects, new IdentityHashMap<>(), new IdentityHashMap<>());
    }

    private RbacIndex(
            RbacObjects objects,
            IdentityHashMap<Map<String, Object>, Role> knownRoles,
            IdentityHashMap<Map<String, Object>, Binding> knownBindings) {
        for (KubeObject object : objects.roles()) {
            Role role = read(object, knownRoles);
            roles.computeIfAbsent(role.namespace(), _ -> new ArrayList<>()).add(role);
        }
        for (KubeObject object : objects.roleBindings()) {
            Binding binding = readBinding(object, knownBindings);
            bindings.computeIfAbsent(binding.namespace(), _ -> new ArrayList<>())
                    .add(binding);
        }
        List<KubeObject> all = objects.clusterRoles();
        for (KubeObject object : all) {
            Role role = read(object, knownRoles);
            clusterRoles.put(role.name(), Aggregation.rules(object, all).orElse(role.rules()));
        }
        clusterWide = grants(objects.clusterRoleBindings().stream()
                .map(object -> readBinding(object, knownBindings))
                .toList());
    }

    /// The index of what is there now, which reads only the objects that this one has not read.
    RbacIndex refreshed(RbacObjects objects) {
        return new RbacIndex(objects, rolesRead, bindingsRead);
    }

    private Role read(KubeObject object, IdentityHashMap<Map<String, Object>, Role> known) {
        Role role = known.get(object.view());
        if (role == null) {
            role = new Role(object.namespace(), object.name(), PolicyRule.allOf(object.view()));
        }
        rolesRead.put(object.view(), role);
        return role;
    }

    private Binding readBinding(KubeObject object, IdentityHashMap<Map<String, Object>, Binding> known) {
        Binding binding = known.get(object.view());
        if (binding == null) {
            binding = Binding.of(object);
        }
        bindingsRead.put(object.view(), binding);
        return binding;
    }

    /// A role as read.
    private record Role(String namespace, String name, List<PolicyRule> rules) {}

    /// A binding as read.
    ///
    /// @param subjects the key by which each is found, and the reason of what is allowed to it
    private record Binding(String namespace, RoleRef role, Map<String, String> subjects) {
        static Binding of(KubeObject object) {
            String namespace = object.namespace();
            RoleRef role = RoleRef.of(object.view());
            String shown = namespace.isEmpty()
                    ? "ClusterRoleBinding \"" + object.name() + "\""
                    : "RoleBinding \"" + object.name() + "/" + namespace + "\"";
            var subjects = new LinkedHashMap<String, String>();
            Json.list(object.view(), "subjects").forEach(subject -> subject(subject, namespace, subjects));
            subjects.replaceAll((_, name) ->
                    "RBAC: allowed by " + shown + " of " + role.kind() + " \"" + role.name() + "\" to " + name);
            return new Binding(namespace, role, subjects);
        }
    }

    /// Adds the key by which the subject is found, and how reasons show it. A ServiceAccount subject without
    /// a namespace means that of its RoleBinding, and nobody in a ClusterRoleBinding.
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

    /// What some bindings give, by subject.
    private Map<String, List<Grant>> grants(List<Binding> some) {
        var grants = new HashMap<String, List<Grant>>();
        int position = 0;
        for (Binding binding : some) {
            Optional<List<PolicyRule>> rules = rulesOf(binding.role(), binding.namespace());
            int here = position++;
            binding.subjects()
                    .forEach((subject, reason) -> grants.computeIfAbsent(subject, _ -> new ArrayList<>())
                            .add(new Grant(here, reason, binding.role(), rules)));
        }
        return grants;
    }

    /// The rules of a role; empty where it does not exist. A ClusterRoleBinding (no namespace) cannot name a
    /// Role.
    Optional<List<PolicyRule>> rulesOf(RoleRef role, String namespace) {
        return role.isClusterRole()
                ? Optional.ofNullable(clusterRoles.get(role.name()))
                : roles.getOrDefault(namespace, List.of()).stream()
                        .filter(known -> known.name().equals(role.name()))
                        .map(Role::rules)
                        .findFirst();
    }

    /// What the bindings give somebody, in the order of evaluation: cluster-wide ones, then those of the
    /// namespace.
    List<Grant> grants(Identity who, String namespace) {
        List<Grant> grants = of(who, clusterWide);
        if (!namespace.isEmpty() && bindings.containsKey(namespace)) {
            grants.addAll(of(
                    who,
                    byNamespace.computeIfAbsent(namespace, name -> grants(bindings.getOrDefault(name, List.of())))));
        }
        return grants;
    }

    private static List<Grant> of(Identity who, Map<String, List<Grant>> index) {
        var grants = new ArrayList<>(index.getOrDefault(userKey(who.username()), List.of()));
        for (String group : who.groups()) {
            grants.addAll(index.getOrDefault(groupKey(group), List.of()));
        }
        grants.sort(Comparator.comparingInt(Grant::position));
        return grants;
    }

    private static String userKey(String name) {
        return "u:" + name;
    }

    private static String groupKey(String name) {
        return "g:" + name;
    }
}
