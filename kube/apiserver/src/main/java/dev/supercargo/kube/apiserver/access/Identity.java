package dev.supercargo.kube.apiserver.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Somebody who sends requests: a name, an optional uid, groups in the order of log-in, and extra
/// attributes.
public record Identity(String username, String uid, List<String> groups, Map<String, List<String>> extra) {
    /// The group whose members may do everything.
    public static final String MASTERS = "system:masters";

    /// The group of everybody who has logged in.
    public static final String AUTHENTICATED = "system:authenticated";

    /// The group of those who have not.
    public static final String UNAUTHENTICATED = "system:unauthenticated";

    /// The name of those who have not logged in.
    public static final String ANONYMOUS_NAME = "system:anonymous";

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    public Identity {
        groups = List.copyOf(groups);
        var copy = new LinkedHashMap<String, List<String>>();
        extra.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        extra = java.util.Collections.unmodifiableMap(copy);
    }

    /// A user of the given groups, without uid and extras; `system:authenticated` is added.
    public static Identity user(String username, List<String> groups) {
        return new Identity(username, "", groups, Map.of()).authenticated();
    }

    /// A cluster administrator: a member of [#MASTERS], to whom RBAC is not applied.
    public static Identity administrator(String username) {
        return user(username, List.of(MASTERS));
    }

    /// The ServiceAccount of a namespace, with the groups that a token of it carries.
    public static Identity serviceAccount(String namespace, String name) {
        return user(SERVICE_ACCOUNT + namespace + ":" + name, serviceAccountGroups(namespace));
    }

    /// Somebody without credentials.
    public static Identity anonymous() {
        return new Identity(ANONYMOUS_NAME, "", List.of(UNAUTHENTICATED), Map.of());
    }

    /// The same, with group `system:authenticated` appended if it is missing.
    public Identity authenticated() {
        if (groups.contains(AUTHENTICATED)) {
            return this;
        }
        var more = new ArrayList<>(groups);
        more.add(AUTHENTICATED);
        return new Identity(username, uid, more, extra);
    }

    /// Whether this is a member of the group.
    public boolean isIn(String group) {
        return groups.contains(group);
    }

    /// The identity as `userInfo` of reviews and admission requests; empty parts are left out.
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        if (!username.isEmpty()) {
            tree.put("username", username);
        }
        if (!uid.isEmpty()) {
            tree.put("uid", uid);
        }
        if (!groups.isEmpty()) {
            tree.put("groups", new ArrayList<Object>(groups));
        }
        if (!extra.isEmpty()) {
            var extras = new LinkedHashMap<String, Object>();
            extra.forEach((key, values) -> extras.put(key, new ArrayList<Object>(values)));
            tree.put("extra", extras);
        }
        return tree;
    }

    /// Namespace and name of the ServiceAccount that a user name denotes, if it denotes one.
    static Optional<ServiceAccountName> serviceAccountOf(String username) {
        if (!username.startsWith(SERVICE_ACCOUNT)) {
            return Optional.empty();
        }
        String[] parts = username.substring(SERVICE_ACCOUNT.length()).split(":", -1);
        return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()
                ? Optional.of(new ServiceAccountName(parts[0], parts[1]))
                : Optional.empty();
    }

    static List<String> serviceAccountGroups(String namespace) {
        return List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace);
    }

    record ServiceAccountName(String namespace, String name) {}
}
