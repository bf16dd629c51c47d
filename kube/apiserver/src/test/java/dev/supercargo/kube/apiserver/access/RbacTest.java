package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kubernetes-api.md` 7.3 and 7.5.
class RbacTest {
    private static final String GROUP = "demo.example.com";
    private static final Identity JO = Identity.user("jo", List.of());

    private static AccessQuestion widgets(String verb, String subresource, String name) {
        return AccessQuestion.resource(verb, GROUP, "widgets", subresource, "ns", name);
    }

    @ParameterizedTest
    @CsvSource({
        // granted resources, asked subresource, asked name, allowed
        "widgets, '', one, true",
        "widgets, status, one, false",
        "widgets/status, status, one, true",
        "widgets/status, '', one, false",
        "*/status, status, one, true",
        "*/status, scale, one, false",
        "widgets/*, status, one, false",
        "'*/*', status, one, false",
        "'*', status, one, true",
        "'*', '', one, true",
        "WIDGETS, '', one, false",
    })
    void comparesResourcesExactly(String granted, String subresource, String name, boolean allowed) {
        var rbac = new Rbac(new TestRbac().role("jo", "get", GROUP, "'" + granted + "'"));
        assertThat(rbac.answer(JO, widgets("get", subresource, name)).isAllowed())
                .isEqualTo(allowed);
    }

    @Test
    void aRuleWithNamesNeedsTheName() {
        var rbac = new Rbac(new TestRbac().with("""
                kind: Role
                metadata: {name: r, namespace: ns}
                rules: [{verbs: [get, create], apiGroups: [demo.example.com], resources: [widgets], resourceNames: [one]}]
                ---
                kind: RoleBinding
                metadata: {name: r, namespace: ns}
                roleRef: {kind: Role, name: r}
                subjects: [{kind: User, name: jo}]
                """));
        assertThat(rbac.answer(JO, widgets("get", "", "one")))
                .isEqualTo(
                        new AccessAnswer.Allowed("RBAC: allowed by RoleBinding \"r/ns\" of Role \"r\" to User \"jo\""));
        assertThat(rbac.answer(JO, widgets("get", "", "two")).isAllowed()).isFalse();
        assertThat(rbac.answer(JO, widgets("create", "", "")).isAllowed()).isFalse();
    }

    @Test
    void findsSubjectsOfAllKinds() {
        var objects = new TestRbac().with("""
                kind: Role
                metadata: {name: r, namespace: ns}
                rules: [{verbs: [list], apiGroups: [demo.example.com], resources: [widgets]}]
                ---
                kind: RoleBinding
                metadata: {name: r, namespace: ns}
                roleRef: {kind: Role, name: r}
                subjects:
                  - {kind: Group, name: g1}
                  - {kind: ServiceAccount, name: bot}
                  - {kind: ServiceAccount, name: far, namespace: other}
                  - {kind: User, name: "system:serviceaccount:ns:named"}
                ---
                kind: ClusterRole
                metadata: {name: c}
                rules: [{verbs: [list], apiGroups: [""], resources: [nodes]}]
                ---
                kind: ClusterRoleBinding
                metadata: {name: c}
                roleRef: {kind: ClusterRole, name: c}
                subjects: [{kind: ServiceAccount, name: homeless}]
                """);
        var rbac = new Rbac(objects);
        AccessQuestion list = widgets("list", "", "");
        assertThat(rbac.answer(Identity.user("x", List.of("g1")), list).isAllowed())
                .isTrue();
        assertThat(rbac.answer(Identity.user("x", List.of("g2")), list).isAllowed())
                .isFalse();
        assertThat(rbac.answer(Identity.serviceAccount("ns", "bot"), list).reason())
                .isEqualTo("RBAC: allowed by RoleBinding \"r/ns\" of Role \"r\" to ServiceAccount \"bot/ns\"");
        assertThat(rbac.answer(Identity.serviceAccount("other", "bot"), list).isAllowed())
                .isFalse();
        assertThat(rbac.answer(Identity.serviceAccount("other", "far"), list).isAllowed())
                .isTrue();
        assertThat(rbac.answer(Identity.serviceAccount("ns", "named"), list).isAllowed())
                .isTrue();
        assertThat(rbac.answer(Identity.administrator("root"), list)).isEqualTo(new AccessAnswer.Allowed(""));
        AccessQuestion nodes = AccessQuestion.resource("list", "", "nodes", "", "", "");
        assertThat(rbac.answer(Identity.serviceAccount("ns", "homeless"), nodes).isAllowed())
                .isFalse();
    }

    @Test
    void tellsWhichRolesAreMissing() {
        var rbac = new Rbac(new TestRbac().with("""
                kind: RoleBinding
                metadata: {name: c, namespace: ns}
                roleRef: {kind: Role, name: gone}
                subjects: [{kind: User, name: jo}]
                ---
                kind: RoleBinding
                metadata: {name: d, namespace: ns}
                roleRef: {kind: ClusterRole, name: gone-too}
                subjects: [{kind: User, name: jo}, {kind: User, name: al}]
                """));
        AccessQuestion list = widgets("list", "", "");
        assertThat(rbac.answer(JO, list))
                .isEqualTo(new AccessAnswer.Denied("RBAC: [role.rbac.authorization.k8s.io \"gone\" not found, "
                        + "clusterrole.rbac.authorization.k8s.io \"gone-too\" not found]"));
        Identity al = Identity.user("al", List.of());
        assertThat(Denials.of(al, list, rbac.answer(al, list).reason()))
                .hasMessage(
                        "widgets.demo.example.com is forbidden: User \"al\" cannot list resource \"widgets\" in API group"
                                + " \"demo.example.com\" in the namespace \"ns\": RBAC:"
                                + " clusterrole.rbac.authorization.k8s.io \"gone-too\" not found");
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz/*, /healthz/ping, true",
        "/healthz/*, /healthz, false",
        "/healthz*, /healthz, true",
        "'*', /metrics, true",
        "/version, /version/, false",
    })
    void comparesPaths(String granted, String asked, boolean allowed) {
        assertThat(PolicyRule.onPaths(List.of("get"), List.of(granted)).allows(new AccessQuestion.OnPath("get", asked)))
                .isEqualTo(allowed);
    }

    @Test
    void escapesWhatCouldBeMarkup() {
        var error = Denials.of(Identity.user("<jo>", List.of()), new AccessQuestion.OnPath("get", "/a&b"), "");
        assertThat(error).hasMessage("forbidden: User \"&lt;jo&gt;\" cannot get path \"/a&amp;b\"");
        assertThat(error.status()).containsEntry("details", java.util.Map.of());
    }

    @Test
    void seesChangesAtOnceAndAggregates() {
        var objects = new TestRbac().with("""
                kind: ClusterRole
                metadata: {name: all}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {agg: x}}]}
                rules: [{verbs: [get], apiGroups: [stale], resources: [stale]}]
                ---
                kind: ClusterRoleBinding
                metadata: {name: all}
                roleRef: {kind: ClusterRole, name: all}
                subjects: [{kind: User, name: jo}]
                """);
        var rbac = new Rbac(objects);
        AccessQuestion list = widgets("list", "", "");
        assertThat(rbac.answer(JO, list).isAllowed()).isFalse();
        objects.with("""
                kind: ClusterRole
                metadata: {name: part, labels: {agg: x}}
                rules: [{verbs: [list], apiGroups: [demo.example.com], resources: [widgets]}]
                """);
        assertThat(rbac.answer(JO, list).isAllowed()).isTrue();
        assertThat(rbac.answer(JO, AccessQuestion.resource("get", "stale", "stale", "", "", ""))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void bootstrapRolesLetUsersDiscoverAndNothingElse() {
        var objects = new TestRbac();
        BootstrapRoles.all().forEach(objects::add);
        var rbac = new Rbac(objects);
        assertThat(rbac.answer(JO, new AccessQuestion.OnPath("get", "/openapi/v3"))
                        .reason())
                .isEqualTo(
                        "RBAC: allowed by ClusterRoleBinding \"system:discovery\" of ClusterRole \"system:discovery\" to Group"
                                + " \"system:authenticated\"");
        assertThat(rbac.answer(JO, new AccessQuestion.OnPath("get", "/metrics")).isAllowed())
                .isFalse();
        assertThat(rbac.answer(Identity.anonymous(), new AccessQuestion.OnPath("get", "/healthz"))
                        .isAllowed())
                .isTrue();
        assertThat(rbac.answer(Identity.anonymous(), new AccessQuestion.OnPath("get", "/api"))
                        .isAllowed())
                .isFalse();
        KubeObject edit = objects.clusterRoles().stream()
                .filter(r -> r.name().equals("edit"))
                .findFirst()
                .orElseThrow();
        assertThat(edit.labels()).containsEntry("rbac.authorization.k8s.io/aggregate-to-admin", "true");
        objects.with("""
                kind: RoleBinding
                metadata: {name: v, namespace: ns}
                roleRef: {kind: ClusterRole, name: view}
                subjects: [{kind: User, name: jo}]
                ---
                kind: RoleBinding
                metadata: {name: a, namespace: ns}
                roleRef: {kind: ClusterRole, name: admin}
                subjects: [{kind: User, name: al}]
                """);
        AccessQuestion secrets = AccessQuestion.resource("get", "", "secrets", "", "ns", "s");
        AccessQuestion maps = AccessQuestion.resource("get", "", "configmaps", "", "ns", "s");
        assertThat(rbac.answer(JO, secrets).isAllowed()).isFalse();
        assertThat(rbac.answer(JO, maps).isAllowed()).isTrue();
        assertThat(rbac.answer(Identity.user("al", List.of()), secrets).isAllowed())
                .isTrue();
    }

    @Test
    void reconcilingAddsBackWhatWasLostUnlessSwitchedOff() {
        KubeObject wanted = BootstrapRoles.all().stream()
                .filter(object -> object.name().equals("system:basic-user")
                        && object.kind().equals("ClusterRole"))
                .findFirst()
                .orElseThrow();
        KubeObject emptied = wanted.with(List.of(), "rules");
        assertThat(Json.list(
                        BootstrapRoles.reconciled(wanted, emptied).orElseThrow().view(), "rules"))
                .hasSize(2);
        assertThat(BootstrapRoles.reconciled(wanted, wanted)).isEmpty();
        KubeObject frozen =
                emptied.with("false", "metadata", "annotations", "rbac.authorization.kubernetes.io/autoupdate");
        assertThat(BootstrapRoles.reconciled(wanted, frozen)).isEmpty();
    }
}
