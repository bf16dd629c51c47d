package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Roles and bindings as objects.
final class RbacObjects {
    private RbacObjects() {}

    static KubeObject role(ResourceType type, ObjectKey key, List<Object> rules) {
        Map<String, Object> tree = KubeObject.named(type, key).tree();
        tree.put("rules", rules);
        return KubeObject.of(tree);
    }

    static KubeObject binding(ResourceType type, ObjectKey key, String roleKind, String role, List<Object> subjects) {
        Map<String, Object> tree = KubeObject.named(type, key).tree();
        tree.put("subjects", subjects);
        var reference = new LinkedHashMap<String, Object>();
        reference.put("apiGroup", Kinds.RBAC_GROUP);
        reference.put("kind", roleKind);
        reference.put("name", role);
        tree.put("roleRef", reference);
        return KubeObject.of(tree);
    }

    static Map<String, Object> account(String namespace, String name) {
        var subject = new LinkedHashMap<String, Object>();
        subject.put("kind", Kinds.SERVICE_ACCOUNT.kind());
        subject.put("name", name);
        subject.put("namespace", namespace);
        return subject;
    }

    static Map<String, Object> rule(List<String> verbs, String group, List<String> resources) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("verbs", new ArrayList<Object>(verbs));
        rule.put("apiGroups", new ArrayList<Object>(List.of(group)));
        rule.put("resources", new ArrayList<Object>(resources));
        return rule;
    }
}
