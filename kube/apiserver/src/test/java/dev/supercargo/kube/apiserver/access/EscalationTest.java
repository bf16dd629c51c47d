package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kubernetes-api.md` 7.4.
class EscalationTest {
    private static final Identity JO = Identity.user("jo", List.of());
    private static final Identity ESC = Identity.user("esc", List.of());
    private final Escalation escalation = new Escalation(
            new Rbac(new TestRbac()
                    .role("jo", "get, list", "demo.example.com", "widgets")
                    .with("""
                    kind: Role
                    metadata: {name: wide, namespace: ns}
                    rules: [{verbs: [get], apiGroups: [""], resources: [secrets]}]
                    ---
                    kind: Role
                    metadata: {name: esc, namespace: ns}
                    rules:
                      - {verbs: [escalate], apiGroups: [rbac.authorization.k8s.io], resources: [roles]}
                      - {verbs: [bind], apiGroups: [rbac.authorization.k8s.io], resources: [roles], resourceNames: [wide, ghost]}
                    ---
                    kind: RoleBinding
                    metadata: {name: esc, namespace: ns}
                    roleRef: {kind: Role, name: esc}
                    subjects: [{kind: User, name: esc}]
                    ---
                    kind: ClusterRole
                    metadata: {name: cluster-admin}
                    rules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}, {verbs: ["*"], nonResourceURLs: ["*"]}]
                    """)),
            (_, _, _) -> {});

    private static KubeObject object(String yaml) {
        return KubeObject.of(Json.asObject(Yaml.parse(yaml)));
    }

    private Optional<String> refused(Identity who, String resource, String yaml) {
        return escalation
                .refusal(who, resource, "", object(yaml), Optional.empty())
                .map(ApiError::getMessage);
    }

    @Test
    void nobodyMayGrantWhatTheyDoNotHold() {
        assertThat(refused(JO, "roles", """
                metadata: {name: n1, namespace: ns}
                rules: [{verbs: [get, list], apiGroups: [demo.example.com], resources: [widgets]}]
                """)).isEmpty();
        assertThat(refused(JO, "roles", """
                metadata: {name: n2, namespace: ns}
                rules:
                  - {verbs: [get, delete, watch], apiGroups: [demo.example.com], resources: [widgets]}
                  - {verbs: [get], apiGroups: [""], resources: [secrets], resourceNames: [s1]}
                """))
                .contains("roles.rbac.authorization.k8s.io \"n2\" is forbidden: user \"jo\""
                        + " (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
                        + "{APIGroups:[\"\"], Resources:[\"secrets\"], ResourceNames:[\"s1\"], Verbs:[\"get\"]}\n"
                        + "{APIGroups:[\"demo.example.com\"], Resources:[\"widgets\"], Verbs:[\"delete\" \"watch\"]}");
        assertThat(refused(Identity.administrator("root"), "roles", """
                metadata: {name: n3, namespace: ns}
                rules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}]
                """)).isEmpty();
        assertThat(refused(ESC, "roles", """
                metadata: {name: n3, namespace: ns}
                rules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}]
                """)).isEmpty();
    }

    @Test
    void bindingsGrantToo() {
        assertThat(refused(JO, "rolebindings", binding("Role", "wide")))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("rolebindings.rbac.authorization.k8s.io \"b\" is forbidden: user \"jo\"")
                        .endsWith("\n{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}"));
        assertThat(refused(JO, "rolebindings", binding("Role", "jo"))).isEmpty();
        assertThat(refused(JO, "rolebindings", binding("ClusterRole", "cluster-admin")))
                .hasValueSatisfying(
                        text -> assertThat(text)
                                .endsWith(
                                        "not currently held:\n"
                                                + "{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}"));
        assertThat(refused(ESC, "rolebindings", binding("Role", "wide"))).isEmpty();
        assertThat(refused(ESC, "rolebindings", binding("Role", "ghost"))).isEmpty();
        assertThat(refused(ESC, "rolebindings", binding("Role", "missing")))
                .contains("rolebindings.rbac.authorization.k8s.io \"missing\" not found");
    }

    private static String binding(String kind, String role) {
        return "{metadata: {name: b, namespace: ns}, roleRef: {kind: " + kind + ", name: " + role + "}}";
    }

    @Test
    void aggregationNeedsEverything() {
        assertThat(refused(JO, "clusterroles", """
                metadata: {name: x}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}
                """))
                .contains("clusterroles.rbac.authorization.k8s.io \"x\" is forbidden: must have cluster-admin"
                        + " privileges to use the aggregationRule");
    }

    @Test
    void garbageCollectionMayTouchOwnersOfAnyRole() {
        KubeObject wide = object("""
                metadata: {name: w, namespace: ns, resourceVersion: "4"}
                rules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}]
                """);
        KubeObject freed = wide.with(List.of("x/y"), "metadata", "finalizers");
        assertThat(escalation.refusal(JO, "roles", "w", freed, Optional.of(wide)))
                .isEmpty();
        KubeObject labelled = wide.with("b", "metadata", "labels", "a");
        assertThat(escalation.refusal(JO, "roles", "w", labelled, Optional.of(wide)))
                .isPresent();
    }

    /// Whatever a role that passes the check grants, its maker could do before.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatPassesGrantsNothingNew(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<PolicyRule> held = rules(random);
            List<PolicyRule> wanted = rules(random);
            var objects = new TestRbac().add(role("held", held)).with("""
                    kind: RoleBinding
                    metadata: {name: held, namespace: ns}
                    roleRef: {kind: Role, name: held}
                    subjects: [{kind: User, name: jo}]
                    """);
            var rbac = new Rbac(objects);
            boolean passes = new Escalation(rbac, (_, _, _) -> {})
                    .refusal(JO, "roles", "", role("wanted", wanted), Optional.empty())
                    .isEmpty();
            for (AccessQuestion question : questions()) {
                boolean grantsNew = wanted.stream().anyMatch(rule -> rule.allows(question))
                        && !rbac.answer(JO, question).isAllowed();
                assertThat(passes && grantsNew)
                        .as("seed %s round %s: %s over %s grants %s", seed, round, wanted, held, question)
                        .isFalse();
            }
        }
    }

    private static KubeObject role(String name, List<PolicyRule> rules) {
        var trees = new ArrayList<Object>();
        rules.forEach(rule -> trees.add(rule.tree()));
        return object("{kind: Role, metadata: {namespace: ns, name: " + name + "}}")
                .with(trees, "rules");
    }

    private static List<PolicyRule> rules(Random random) {
        var rules = new ArrayList<PolicyRule>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            rules.add(new PolicyRule(
                    some(random, "get", "list", "*"),
                    some(random, "", "a", "*"),
                    some(random, "x", "x/s", "*/s", "*"),
                    random.nextBoolean() ? List.of() : some(random, "n", "m"),
                    List.of()));
        }
        return rules;
    }

    private static List<String> some(Random random, String... of) {
        var some = new ArrayList<String>();
        for (String one : of) {
            if (random.nextInt(3) == 0) {
                some.add(one);
            }
        }
        return some.isEmpty() ? List.of(of[0]) : some;
    }

    private static List<AccessQuestion> questions() {
        var questions = new ArrayList<AccessQuestion>();
        for (String verb : List.of("get", "list", "*")) {
            for (String group : List.of("", "a", "b")) {
                for (String sub : List.of("", "s", "t")) {
                    for (String name : List.of("", "n", "m", "o")) {
                        questions.add(AccessQuestion.resource(verb, group, "x", sub, "ns", name));
                    }
                }
            }
        }
        return questions;
    }
}
