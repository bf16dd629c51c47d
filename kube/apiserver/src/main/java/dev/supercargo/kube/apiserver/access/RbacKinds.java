package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.kube.apiserver.schema.SelectorChecks;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Defaults and validation of roles and bindings (`kubernetes-api.md` 7.4), beside those of all metadata.
public final class RbacKinds {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<String> SUBJECTS = List.of("ServiceAccount", "User", "Group");

    private RbacKinds() {}

    /// Whether the kind is one of the four that this class knows.
    public static boolean knows(String group, String kind) {
        return group.equals(GROUP)
                && List.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")
                        .contains(kind);
    }

    /// Fills in what a binding leaves out: API groups of the role reference and of its subjects. Changes the
    /// tree.
    public static void setDefaults(String kind, Map<String, Object> tree) {
        if (!isBinding(kind)) {
            return;
        }
        boolean fits = Json.at(tree, "roleRef").orElse(Map.of()) instanceof Map<?, ?>;
        if (fits && Json.text(tree, "roleRef", "apiGroup").orElse("").isEmpty()) {
            Json.put(tree, GROUP, "roleRef", "apiGroup");
        }
        for (Object item : Json.list(tree, "subjects")) {
            if (item instanceof Map<?, ?>
                    && Json.text(item, "apiGroup").orElse("").isEmpty()
                    && Json.text(item, "kind")
                            .filter(k -> k.equals("User") || k.equals("Group"))
                            .isPresent()) {
                Json.asObject(item).put("apiGroup", GROUP);
            }
        }
    }

    /// What is wrong with an object that is to be created, or to replace the stored one.
    public static List<FieldError> errors(String kind, KubeObject wanted, Optional<KubeObject> stored) {
        var errors = new ArrayList<FieldError>();
        switch (kind) {
            case "Role", "ClusterRole" -> role(kind.equals("ClusterRole"), wanted, errors);
            case "RoleBinding", "ClusterRoleBinding" -> {
                binding(kind.equals("ClusterRoleBinding"), wanted, errors);
                RoleRef role = RoleRef.of(wanted.view());
                if (stored.filter(old -> !RoleRef.of(old.view()).equals(role)).isPresent()) {
                    errors.add(FieldError.invalid("roleRef", role.shown(), "cannot change roleRef"));
                }
            }
            default -> throw new IllegalStateException("no RBAC kind: " + kind);
        }
        return errors;
    }

    private static boolean isBinding(String kind) {
        return kind.equals("RoleBinding") || kind.equals("ClusterRoleBinding");
    }

    private static void role(boolean cluster, KubeObject role, List<FieldError> errors) {
        int index = 0;
        for (PolicyRule rule : PolicyRule.allOf(role.view())) {
            rule(cluster, rule, "rules[" + index++ + "]", errors);
        }
        if (cluster && Json.at(role.view(), "aggregationRule").isPresent()) {
            aggregation(Json.list(role.view(), "aggregationRule", "clusterRoleSelectors"), errors);
        }
    }

    private static void aggregation(List<Object> selectors, List<FieldError> errors) {
        String path = "aggregationRule.clusterRoleSelectors";
        if (selectors.isEmpty()) {
            errors.add(FieldError.required(
                    path, "at least one clusterRoleSelector required if aggregationRule is non-nil"));
        }
        for (int i = 0; i < selectors.size(); i++) {
            String place = path + "[" + i + "]";
            List<FieldError> wrong = SelectorChecks.errors(Json.asObject(selectors.get(i)), place);
            errors.addAll(wrong);
            if (!wrong.isEmpty()) {
                errors.add(FieldError.invalid(place, null, "invalid label selector."));
            }
        }
    }

    private static void rule(boolean cluster, PolicyRule rule, String path, List<FieldError> errors) {
        if (rule.verbs().isEmpty()) {
            errors.add(FieldError.required(path + ".verbs", "verbs must contain at least one value"));
        }
        if (!rule.nonResourceUrls().isEmpty()) {
            String field = path + ".nonResourceURLs";
            if (!cluster) {
                errors.add(FieldError.invalid(
                        field, rule.nonResourceUrls(), "namespaced rules cannot apply to non-resource URLs"));
            }
            if (!(rule.apiGroups().isEmpty()
                    && rule.resources().isEmpty()
                    && rule.resourceNames().isEmpty())) {
                errors.add(FieldError.invalid(
                        field,
                        rule.nonResourceUrls(),
                        "rules cannot apply to both regular resources and non-resource URLs"));
            }
            return;
        }
        if (rule.apiGroups().isEmpty()) {
            errors.add(FieldError.required(path + ".apiGroups", "resource rules must supply at least one api group"));
        }
        if (rule.resources().isEmpty()) {
            errors.add(FieldError.required(path + ".resources", "resource rules must supply at least one resource"));
        }
    }

    private static void binding(boolean cluster, KubeObject binding, List<FieldError> errors) {
        RoleRef role = RoleRef.of(binding.view());
        if (!role.apiGroup().equals(GROUP)) {
            errors.add(FieldError.notSupported("roleRef.apiGroup", role.apiGroup(), List.of(GROUP)));
        }
        List<String> kinds = cluster ? List.of("ClusterRole") : List.of("Role", "ClusterRole");
        if (!kinds.contains(role.kind())) {
            errors.add(FieldError.notSupported("roleRef.kind", role.kind(), kinds));
        }
        if (role.name().isEmpty()) {
            errors.add(FieldError.required("roleRef.name", ""));
        } else {
            Names.pathSegment(role.name())
                    .forEach(problem -> errors.add(FieldError.invalid("roleRef.name", role.name(), problem)));
        }
        int index = 0;
        for (Object subject : Json.list(binding.view(), "subjects")) {
            subject(cluster, subject, "subjects[" + index++ + "]", errors);
        }
    }

    private static void subject(boolean cluster, Object subject, String path, List<FieldError> errors) {
        String kind = Json.text(subject, "kind").orElse("");
        String name = Json.text(subject, "name").orElse("");
        String group = Json.text(subject, "apiGroup").orElse("");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path + ".name", ""));
        }
        switch (kind) {
            case "ServiceAccount" -> {
                if (!name.isEmpty()) {
                    Names.subdomain(name)
                            .forEach(problem -> errors.add(FieldError.invalid(path + ".name", name, problem)));
                }
                if (!group.isEmpty()) {
                    errors.add(FieldError.notSupported(path + ".apiGroup", group, List.of("")));
                }
                if (cluster && Json.text(subject, "namespace").orElse("").isEmpty()) {
                    errors.add(FieldError.required(path + ".namespace", ""));
                }
            }
            case "User", "Group" -> {
                if (!group.equals(GROUP)) {
                    errors.add(FieldError.notSupported(path + ".apiGroup", group, List.of(GROUP)));
                }
            }
            default -> errors.add(FieldError.notSupported(path + ".kind", kind, SUBJECTS));
        }
    }
}
