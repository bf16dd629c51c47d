package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.util.ArrayList;
import java.util.List;

/// RBAC objects of a test, written as YAML.
final class TestRbac implements RbacObjects {
    private final List<KubeObject> objects = new ArrayList<>();
    private long revision;

    TestRbac with(String yaml) {
        Yaml.parseAll(yaml).forEach(tree -> add(KubeObject.of(Json.asObject(tree))));
        return this;
    }

    TestRbac add(KubeObject object) {
        objects.removeIf(
                known -> known.kind().equals(object.kind()) && known.key().equals(object.key()));
        objects.add(object);
        revision++;
        return this;
    }

    void remove(String kind, String namespace, String name) {
        objects.removeIf(known -> known.kind().equals(kind)
                && known.namespace().equals(namespace)
                && known.name().equals(name));
        revision++;
    }

    /// A Role `name` in namespace `ns` with one rule, bound to user `name`.
    TestRbac role(String name, String verbs, String groups, String resources) {
        return with("""
                kind: Role
                metadata: {name: %s, namespace: ns}
                rules: [{verbs: [%s], apiGroups: [%s], resources: [%s]}]
                ---
                kind: RoleBinding
                metadata: {name: %s, namespace: ns}
                roleRef: {kind: Role, name: %s}
                subjects: [{kind: User, name: %s}]
                """.formatted(name, verbs, groups, resources, name, name, name));
    }

    private List<KubeObject> of(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind)).toList();
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public List<KubeObject> roles() {
        return of("Role");
    }

    @Override
    public List<KubeObject> clusterRoles() {
        return of("ClusterRole");
    }

    @Override
    public List<KubeObject> roleBindings() {
        return of("RoleBinding");
    }

    @Override
    public List<KubeObject> clusterRoleBindings() {
        return of("ClusterRoleBinding");
    }
}
