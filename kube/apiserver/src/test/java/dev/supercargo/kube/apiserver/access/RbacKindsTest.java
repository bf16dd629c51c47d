package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kubernetes-api.md` 7.4, the rows about validation and defaults.
class RbacKindsTest {
    private static final String REF = "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}";

    private static Map<String, Object> tree(String yaml) {
        return Json.asObject(Yaml.parse(yaml));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Role|{apiGroups: [''], resources: [x]}|rules[0].verbs: Required value: verbs must contain at least one value",
                "Role|{verbs: [get], nonResourceURLs: [/x]}|rules[0].nonResourceURLs: Invalid value: [\"/x\"]: namespaced rules cannot apply to non-resource URLs",
                "ClusterRole|{verbs: [get], nonResourceURLs: [/x], resources: [y], apiGroups: ['']}|rules[0].nonResourceURLs: Invalid value: [\"/x\"]: rules cannot apply to both regular resources and non-resource URLs",
                "Role|{verbs: [get], resources: [y]}|rules[0].apiGroups: Required value: resource rules must supply at least one api group",
                "Role|{verbs: [get], apiGroups: ['']}|rules[0].resources: Required value: resource rules must supply at least one resource",
                "Role|{verbs: []}|[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]",
            })
    void checksRules(String kind, String rule, String expected) {
        var role = KubeObject.of(tree("{metadata: {name: a}, rules: [" + rule + "]}"));
        assertThat(FieldError.summary(RbacKinds.errors(kind, role, Optional.empty())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RoleBinding|roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Odd, name: r}|roleRef.kind: Unsupported value: \"Odd\": supported values: \"Role\", \"ClusterRole\"",
                "ClusterRoleBinding|roleRef: {kind: Role, name: r}|roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\"",
                "RoleBinding|roleRef: {kind: Role, name: ''}|roleRef.name: Required value",
                "RoleBinding|roleRef: {apiGroup: x.test, kind: Role, name: r}|roleRef.apiGroup: Unsupported value: \"x.test\": supported values: \"rbac.authorization.k8s.io\"",
                "RoleBinding|roleRef: {kind: Role, name: r}, subjects: [{kind: Robot, name: x}]|subjects[0].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\"",
                "RoleBinding|roleRef: {kind: Role, name: r}, subjects: [{kind: User, name: ''}]|subjects[0].name: Required value",
                "ClusterRoleBinding|roleRef: {kind: ClusterRole, name: r}, subjects: [{kind: ServiceAccount, name: x}]|subjects[0].namespace: Required value",
            })
    void checksBindings(String kind, String content, String expected) {
        Map<String, Object> binding = tree("{metadata: {name: a}, " + content + "}");
        RbacKinds.setDefaults(kind, binding);
        assertThat(FieldError.summary(RbacKinds.errors(kind, KubeObject.of(binding), Optional.empty())))
                .isEqualTo(expected);
    }

    @Test
    void theRoleOfABindingStays() {
        var old = KubeObject.of(tree("{metadata: {name: a}, " + REF + "}"));
        var other = old.with("other", "roleRef", "name");
        assertThat(RbacKinds.errors("RoleBinding", old, Optional.of(old))).isEmpty();
        assertThat(FieldError.summary(RbacKinds.errors("RoleBinding", other, Optional.of(old))))
                .isEqualTo(
                        "roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"Role\",\"Name\":\"other\"}:"
                                + " cannot change roleRef");
    }

    @Test
    void fillsInApiGroups() {
        Map<String, Object> binding = tree("""
                roleRef: {kind: Role, name: r}
                subjects: [{kind: User, name: u}, {kind: ServiceAccount, name: s, namespace: n}, {kind: Group, name: g}]
                """);
        RbacKinds.setDefaults("RoleBinding", binding);
        assertThat(binding).isEqualTo(tree("""
                roleRef: {kind: Role, name: r, apiGroup: rbac.authorization.k8s.io}
                subjects:
                  - {kind: User, name: u, apiGroup: rbac.authorization.k8s.io}
                  - {kind: ServiceAccount, name: s, namespace: n}
                  - {kind: Group, name: g, apiGroup: rbac.authorization.k8s.io}
                """));
    }
}
