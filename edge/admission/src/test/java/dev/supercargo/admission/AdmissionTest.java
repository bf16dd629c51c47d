package dev.supercargo.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Component;
import dev.supercargo.access.Roles;
import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.testkit.TestCluster;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Admission under its own permissions, over a whole API server.
class AdmissionTest {
    private TestCluster cluster;
    private Admission admission;

    @BeforeEach
    void start() {
        cluster = TestCluster.start(options -> options.withBootstrap(Roles.installed()));
        admission = new Admission(
                cluster.as(Identity.serviceAccount(Component.NAMESPACE, Component.ADMISSION.account())),
                AdmissionSettings.in(Component.NAMESPACE),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        admission.close();
        cluster.close();
    }

    /// What becomes of a creation; the object is not stored.
    private AdmissionVerdict create(String json, String user) {
        KubeObject object = KubeObject.of(Json.parseObject(json));
        var review = new AdmissionReview(
                TestCluster.typeOf(object.kind()),
                "",
                AdmissionReview.Operation.CREATE,
                object,
                Optional.empty(),
                new Caller(user, List.of("system:authenticated")),
                false);
        return switch (admission.mutate(review)) {
            case AdmissionVerdict.Accepted accepted ->
                admission.validate(new AdmissionReview(
                        review.type(),
                        "",
                        review.operation(),
                        accepted.object(),
                        Optional.empty(),
                        review.caller(),
                        false));
            case AdmissionVerdict.Rejected rejected -> rejected;
        };
    }

    private void project() {
        assertThat(create("""
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Project","metadata":{"name":"demo"}}""", "alice")).isInstanceOf(AdmissionVerdict.Accepted.class);
    }

    @Test
    void aProjectHasItsNamespaceAtOnce() {
        project();
        assertThat(cluster.admin().get(Kinds.NAMESPACE, ObjectKey.cluster("demo")))
                .hasValueSatisfying(
                        namespace -> assertThat(namespace.labels()).containsEntry("kargo.akuity.io/project", "true"));
        assertThat(cluster.admin().get(Kinds.ROLE_BINDING, new ObjectKey("demo", "kargo-project-admin")))
                .isPresent();
        project(); // what is there already is left as it is
    }

    @Test
    void whoMayPromoteIsAskedOfTheApi() {
        project();
        cluster.create("""
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Warehouse","metadata":{"name":"w","namespace":"demo"},
                "spec":{"subscriptions":[{"image":{"repoURL":"r.example.com/a"}}]}}""");
        cluster.create("""
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Stage","metadata":{"name":"test","namespace":"demo"},
                "spec":{"requestedFreight":[{"origin":{"kind":"Warehouse","name":"w"},"sources":{"direct":true}}],
                "promotionTemplate":{"spec":{"steps":[{"uses":"http"}]}}}}""");
        cluster.create("""
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Freight","metadata":{"name":"f1","namespace":"demo"},
                "alias":"a","origin":{"kind":"Warehouse","name":"w"},
                "images":[{"repoURL":"r.example.com/a","tag":"1"}]}""");
        cluster.create("""
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role",
                "metadata":{"name":"promoter","namespace":"demo"},
                "rules":[{"apiGroups":["kargo.akuity.io"],"resources":["stages"],"verbs":["promote"]}]}""");
        cluster.create("""
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding",
                "metadata":{"name":"promoter","namespace":"demo"},
                "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"promoter"},
                "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"alice"}]}""");
        String promotion = """
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Promotion","metadata":{"namespace":"demo"},
                "spec":{"stage":"test","freight":"f1"}}""";

        assertThat(create(promotion, "bob")).isInstanceOfSatisfying(AdmissionVerdict.Rejected.class, rejected -> {
            assertThat(rejected.refusal().code()).isEqualTo(500);
            assertThat(rejected.refusal().message())
                    .endsWith("subject \"bob\" is not permitted to create Promotions for Stage \"test\"");
        });
        assertThat(create(promotion, "alice")).isInstanceOfSatisfying(AdmissionVerdict.Accepted.class, accepted -> {
            assertThat(accepted.object().name()).matches("test\\.[0-9a-z]{26}\\.f1");
            assertThat(accepted.object().annotations())
                    .containsEntry("kargo.akuity.io/create-actor", "kubernetes:alice");
        });
        admission.close(); // waits for the Event
        assertThat(cluster.admin().list(Kinds.EVENT, "demo", LabelSelector.EVERYTHING))
                .extracting(event -> Json.text(event.view(), "reason").orElse(""))
                .containsExactly("PromotionCreated");
    }
}
