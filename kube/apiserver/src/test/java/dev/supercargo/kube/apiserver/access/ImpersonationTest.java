package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `kubernetes-api.md` 7.2.
class ImpersonationTest {
    private static final Identity ROOT = Identity.administrator("root");
    private final Rbac rbac = new Rbac(new TestRbac().with("""
            kind: ClusterRole
            metadata: {name: r}
            rules:
              - {verbs: [impersonate], apiGroups: [""], resources: [users], resourceNames: [jo]}
              - {verbs: [impersonate], apiGroups: [""], resources: [groups], resourceNames: [g1]}
              - {verbs: [impersonate], apiGroups: [authentication.k8s.io], resources: [userextras/scopes], resourceNames: [view]}
            ---
            kind: ClusterRoleBinding
            metadata: {name: r}
            roleRef: {kind: ClusterRole, name: r}
            subjects: [{kind: User, name: al}]
            """));

    private Identity as(Identity real, String... headers) {
        var map = new TreeMap<String, List<String>>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1].split(",")));
        }
        return Impersonation.wanted(map, real, rbac).orElse(real);
    }

    @Test
    void takesOnEverythingThatWasAsked() {
        assertThat(as(ROOT)).isEqualTo(ROOT);
        assertThat(as(
                        ROOT,
                        "Impersonate-User",
                        "jo",
                        "Impersonate-Group",
                        "g1,g2",
                        "Impersonate-Uid",
                        "u-9",
                        "Impersonate-Extra-Scope%2Fs",
                        "a,b"))
                .isEqualTo(new Identity(
                        "jo",
                        "u-9",
                        List.of("g1", "g2", "system:authenticated"),
                        Map.of("scope/s", List.of("a", "b"))));
        assertThat(as(ROOT, "Impersonate-User", "system:serviceaccount:ns:bot").groups())
                .containsExactly("system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated");
        assertThat(as(ROOT, "Impersonate-User", "system:serviceaccount:ns:bot", "Impersonate-Group", "only")
                        .groups())
                .containsExactly("only", "system:authenticated");
        assertThat(as(ROOT, "Impersonate-User", "system:anonymous").groups()).containsExactly("system:unauthenticated");
        assertThat(as(ROOT, "Impersonate-User", "jo", "Impersonate-Group", "system:unauthenticated")
                        .groups())
                .containsExactly("system:unauthenticated");
    }

    @Test
    void asksForEachPart() {
        Identity al = Identity.user("al", List.of());
        assertThat(as(al, "Impersonate-User", "jo", "Impersonate-Group", "g1").username())
                .isEqualTo("jo");
        assertThat(as(al, "Impersonate-User", "jo", "Impersonate-Extra-scopes", "view")
                        .extra())
                .containsKey("scopes");
        assertThatThrownBy(() -> as(al, "Impersonate-User", "root"))
                .isInstanceOf(ApiError.class)
                .hasMessage(
                        "users \"root\" is forbidden: User \"al\" cannot impersonate resource \"users\" in API group"
                                + " \"\" at the cluster scope");
        assertThatThrownBy(() -> as(al, "Impersonate-User", "jo", "Impersonate-Extra-scopes", "edit"))
                .hasMessage(
                        "userextras.authentication.k8s.io \"edit\" is forbidden: User \"al\" cannot impersonate"
                                + " resource \"userextras/scopes\" in API group \"authentication.k8s.io\" at the cluster scope");
        assertThatThrownBy(() -> as(al, "Impersonate-User", "system:serviceaccount:ns:bot"))
                .hasMessage("serviceaccounts \"bot\" is forbidden: User \"al\" cannot impersonate resource"
                        + " \"serviceaccounts\" in API group \"\" in the namespace \"ns\"");
        assertThatThrownBy(() -> as(ROOT, "Impersonate-Group", "g"))
                .hasMessage("requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"g\"},"
                        + " Extra:map[string][]string(nil)} without impersonating a user name");
    }
}
