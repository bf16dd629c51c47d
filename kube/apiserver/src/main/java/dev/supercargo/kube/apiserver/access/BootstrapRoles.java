package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ClusterRoles and ClusterRoleBindings that every cluster has, and how they are kept up to date at
/// start (`kubernetes-api.md` 7.4). What they are is data: `bootstrap-roles.yaml`.
public final class BootstrapRoles {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String AUTOUPDATE = "rbac.authorization.kubernetes.io/autoupdate";
    private static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

    private BootstrapRoles() {}

    /// All of them: first the roles, then the bindings.
    public static List<KubeObject> all() {
        Map<String, Object> table = table();
        var objects = new ArrayList<KubeObject>();
        table.forEach((name, entry) -> objects.add(role(name, entry)));
        table.forEach((name, entry) -> {
            if (!Json.list(entry, "boundTo").isEmpty()) {
                objects.add(binding(name, entry));
            }
        });
        return objects;
    }

    /// What is to be stored at start in place of a stored role or binding: with the rules and subjects that
    /// it has lost; empty where nothing is missing or its owner has switched updates off.
    public static Optional<KubeObject> reconciled(KubeObject wanted, KubeObject stored) {
        if ("false".equals(stored.annotations().get(AUTOUPDATE))) {
            return Optional.empty();
        }
        Map<String, Object> tree = stored.tree();
        boolean changed = false;
        for (String field : List.of("rules", "subjects")) {
            List<Object> lost = Json.list(wanted.view(), field).stream()
                    .filter(item -> Json.list(tree, field).stream().noneMatch(known -> Json.same(known, item)))
                    .toList();
            boolean aggregates = Json.at(tree, "aggregationRule").isPresent();
            if (!lost.isEmpty() && !(field.equals("rules") && aggregates)) {
                var all = new ArrayList<>(Json.list(tree, field));
                all.addAll(lost);
                tree.put(field, all);
                changed = true;
            }
        }
        return changed ? Optional.of(KubeObject.of(tree)) : Optional.empty();
    }

    private static Map<String, Object> table() {
        try (InputStream in = BootstrapRoles.class.getResourceAsStream("bootstrap-roles.yaml")) {
            if (in == null) {
                throw new IllegalStateException("bootstrap-roles.yaml is missing from the class path");
            }
            return Json.asObject(Yaml.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KubeObject role(String name, @Nullable Object entry) {
        Map<String, Object> tree = object("ClusterRole", name);
        Json.text(entry, "partOf")
                .ifPresent(whole -> Json.put(tree, "true", "metadata", "labels", AGGREGATE_TO + whole));
        Optional<String> aggregates = Json.text(entry, "aggregates");
        aggregates.ifPresent(what -> {
            var labels = new LinkedHashMap<String, Object>();
            labels.put(AGGREGATE_TO + what, "true");
            var selector = new LinkedHashMap<String, Object>();
            selector.put("matchLabels", labels);
            var selectors = new ArrayList<Object>();
            selectors.add(selector);
            Json.put(tree, selectors, "aggregationRule", "clusterRoleSelectors");
        });
        if (aggregates.isPresent()) {
            Json.putNullable(tree, "rules", null);
        } else {
            var rules = new ArrayList<Object>();
            Json.list(entry, "rules").forEach(rule -> rules.add(rule(rule).tree()));
            tree.put("rules", rules);
        }
        return KubeObject.of(tree);
    }

    private static PolicyRule rule(Object entry) {
        List<String> paths = texts(entry, "paths");
        if (!paths.isEmpty()) {
            return PolicyRule.onPaths(texts(entry, "verbs"), paths);
        }
        List<String> groups = texts(entry, "groups");
        return PolicyRule.onResources(
                texts(entry, "verbs"), groups.isEmpty() ? List.of("") : groups, texts(entry, "resources"));
    }

    private static List<String> texts(Object entry, String field) {
        return Json.list(entry, field).stream().map(String::valueOf).toList();
    }

    private static KubeObject binding(String name, @Nullable Object entry) {
        Map<String, Object> tree = object("ClusterRoleBinding", name);
        var role = new LinkedHashMap<String, Object>();
        role.put("apiGroup", GROUP);
        role.put("kind", "ClusterRole");
        role.put("name", name);
        tree.put("roleRef", role);
        var subjects = new ArrayList<Object>();
        for (Object holder : Json.list(entry, "boundTo")) {
            var subject = new LinkedHashMap<String, Object>();
            if (name.startsWith("system:controller:")) {
                subject.put("kind", "ServiceAccount");
                subject.put("name", holder);
                subject.put("namespace", "kube-system");
            } else {
                subject.put("kind", "Group");
                subject.put("apiGroup", GROUP);
                subject.put("name", holder);
            }
            subjects.add(subject);
        }
        tree.put("subjects", subjects);
        return KubeObject.of(tree);
    }

    private static Map<String, Object> object(String kind, String name) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", GROUP + "/v1");
        tree.put("kind", kind);
        Json.put(tree, name, "metadata", "name");
        Json.put(tree, "rbac-defaults", "metadata", "labels", "kubernetes.io/bootstrapping");
        Json.put(tree, "true", "metadata", "annotations", AUTOUPDATE);
        return tree;
    }
}
