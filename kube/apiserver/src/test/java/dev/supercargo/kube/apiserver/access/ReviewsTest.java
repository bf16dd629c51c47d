package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `kubernetes-api.md` 7.6.
class ReviewsTest {
    private static final Identity JO = Identity.user("jo", List.of());
    private final Reviews reviews = new Reviews(
            new Rbac(new TestRbac().role("jo", "list, get", "demo.example.com", "widgets")), (_, _, _) -> {});

    private static Map<String, Object> tree(String yaml) {
        return Json.asObject(Yaml.parse(yaml));
    }

    private static final String LIST =
            "resourceAttributes: {namespace: ns, verb: list, group: demo.example.com, resource: widgets}";

    @Test
    void answersForMyselfAndForOthers() {
        assertThat(reviews.selfSubjectAccess(tree("spec: {" + LIST + "}"), JO)).isEqualTo(tree("""
                kind: SelfSubjectAccessReview
                apiVersion: authorization.k8s.io/v1
                metadata: {}
                spec: {%s}
                status: {allowed: true, reason: 'RBAC: allowed by RoleBinding "jo/ns" of Role "jo" to User "jo"'}
                """.formatted(LIST)));
        assertThat(reviews.subjectAccess(tree("spec: {user: al, " + LIST + "}")))
                .containsEntry("status", Map.of("allowed", false));
        assertThat(reviews.subjectAccess(tree("spec: {user: al, groups: ['system:masters'], " + LIST + "}")))
                .containsEntry("status", Map.of("allowed", true));
        assertThat(reviews.localSubjectAccess(tree("spec: {user: jo, " + LIST + "}"), "ns"))
                .containsEntry("metadata", Map.of("namespace", "ns"));
        assertThat(Reviews.selfSubject(JO, Instant.EPOCH)).isEqualTo(tree("""
                kind: SelfSubjectReview
                apiVersion: authentication.k8s.io/v1
                metadata: {creationTimestamp: "1970-01-01T00:00:00Z"}
                status: {userInfo: {username: jo, groups: ['system:authenticated']}}
                """));
    }

    @Test
    void listsRules() {
        assertThat(Json.object(reviews.selfSubjectRules(tree("spec: {namespace: ns}"), JO), "status"))
                .isEqualTo(tree("""
                resourceRules: [{verbs: [list, get], apiGroups: [demo.example.com], resources: [widgets]}]
                nonResourceRules: []
                incomplete: false
                """));
        assertThatThrownBy(() -> reviews.selfSubjectRules(tree("spec: {}"), JO)).hasMessage("no namespace on request");
    }

    @Test
    void refusesMalformedReviews() {
        assertThatThrownBy(() -> reviews.selfSubjectAccess(tree("spec: {}"), JO))
                .hasMessage(
                        ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of"
                                + " nonResourceAttributes or resourceAttributes must be specified");
        assertThatThrownBy(() -> reviews.selfSubjectAccess(
                        tree("spec: {" + LIST + ", nonResourceAttributes: {path: /, verb: get}}"), JO))
                .hasMessage(".authorization.k8s.io \"\" is invalid: spec.nonResourceAttributes: Invalid value:"
                        + " {\"Path\":\"/\",\"Verb\":\"get\"}: cannot be specified in combination with"
                        + " resourceAttributes");
        assertThatThrownBy(() -> reviews.selfSubjectAccess(tree("{metadata: {name: n}, spec: {" + LIST + "}}"), JO))
                .hasMessageContaining("metadata: Invalid value: {\"name\":\"n\"}: must be empty");
        assertThatThrownBy(() -> reviews.subjectAccess(tree("spec: {" + LIST + "}")))
                .hasMessage(
                        ".authorization.k8s.io \"\" is invalid: spec.user: Invalid value: \"\": at least one of user or group"
                                + " must be specified");
        assertThatThrownBy(() -> reviews.localSubjectAccess(tree("spec: {user: jo, " + LIST + "}"), "other"))
                .hasMessage(
                        ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"ns\":"
                                + " must match metadata.namespace");
    }
}
