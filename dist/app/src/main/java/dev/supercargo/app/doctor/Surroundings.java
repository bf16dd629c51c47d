package dev.supercargo.app.doctor;

import dev.supercargo.access.Component;
import dev.supercargo.access.Grants;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.kube.client.Cluster;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What components need besides permissions, and what kind of cluster it is.
final class Surroundings {
    private static final ResourceType OPENSHIFT =
            new ResourceType("config.openshift.io", "v1", "ClusterVersion", "clusterversions", false);
    private static final Duration MOST_APART = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final KubeClient kube;
    private final String home;

    Surroundings(Cluster cluster, KubeClient kube, String home) {
        this.cluster = cluster;
        this.kube = kube;
        this.home = home;
    }

    List<Report.Check> checks() {
        return List.of(
                platform(), ownerReferenceRule(), blockingReferences(), definitions(), webhook(), git(), clock());
    }

    private Report.Check platform() {
        boolean openShift = kube.serves(OPENSHIFT);
        return new Report.Check(
                "platform",
                Report.State.OK,
                openShift ? "OpenShift (its API groups are served)" : "Kubernetes, not OpenShift",
                false);
    }

    /// Whether the rule is on can only be seen by being refused: somebody who may create namespaces, but not update
    /// finalizers of namespaces, tries (in a dry run) to create one that blocks the deletion of another.
    private Report.Check ownerReferenceRule() {
        String name = "owner-reference rule";
        Cluster other = cluster.as(Component.ADMISSION.username(home));
        try (KubeClient impersonating = KubeClient.to(other, RequestWatch.NONE)) {
            KubeObject owner = kube.get(Kinds.NAMESPACE, ObjectKey.cluster(home))
                    .orElseThrow(() -> new WorldException(new Failure.NotFound("no namespace " + home)));
            impersonating.tryCreate(Kinds.NAMESPACE, blocking(owner));
            return new Report.Check(name, Report.State.OK, "off", false);
        } catch (WorldException e) {
            String said = e.failure().what();
            return said.contains("cannot set blockOwnerDeletion")
                    ? new Report.Check(name, Report.State.OK, "on (OwnerReferencesPermissionEnforcement)", false)
                    : new Report.Check(name, Report.State.UNKNOWN, "it cannot be tried: " + said, false);
        }
    }

    private static KubeObject blocking(KubeObject owner) {
        var reference = new LinkedHashMap<String, Object>();
        reference.put("apiVersion", "v1");
        reference.put("kind", Kinds.NAMESPACE.kind());
        reference.put("name", owner.name());
        reference.put("uid", owner.uid());
        reference.put("blockOwnerDeletion", true);
        return KubeObject.named(Kinds.NAMESPACE, ObjectKey.cluster("supercargo-doctor-tries"))
                .with(List.of(reference), "metadata", "ownerReferences");
    }

    private Report.Check blockingReferences() {
        String name = "blocking references";
        try {
            String told = BlockingReferences.told(kube.list(Kinds.PROMOTION, "", LabelSelector.EVERYTHING));
            return new Report.Check(name, Report.State.OK, told, false);
        } catch (WorldException e) {
            return new Report.Check(
                    name,
                    Report.State.UNKNOWN,
                    "Promotions cannot be listed: " + e.failure().what(),
                    false);
        }
    }

    private Report.Check definitions() {
        List<String> absent = Stream.concat(
                        Kinds.KARGO.stream(),
                        Stream.of(Kinds.ANALYSIS_TEMPLATE, Kinds.CLUSTER_ANALYSIS_TEMPLATE, Kinds.ANALYSIS_RUN))
                .filter(type -> !kube.serves(type))
                .map(ResourceType::toString)
                .toList();
        return absent.isEmpty()
                ? new Report.Check("definitions", Report.State.OK, "all kinds are served as v1alpha1", true)
                : new Report.Check(
                        "definitions",
                        Report.State.MISSING,
                        "not served: " + String.join(", ", absent) + "; apply what supercargo manifests prints",
                        true);
    }

    /// In laptop mode admission works in process, and there is no configuration; else it must answer.
    private Report.Check webhook() {
        String name = "admission webhook";
        try {
            Optional<KubeObject> configuration =
                    kube.get(WebhookConfigurations.VALIDATING, ObjectKey.cluster(Grants.CONFIGURATION));
            KubeObject accepted = kube.tryCreate(Kinds.CLUSTER_PROMOTION_TASK, task("supercargo-doctor"));
            return new Report.Check(
                    name,
                    Report.State.OK,
                    configuration.isPresent()
                            ? "it answers (asked about ClusterPromotionTask " + accepted.name() + ", dry run)"
                            : "in process, no configuration",
                    true);
        } catch (WorldException e) {
            boolean answered = e.failure().what().contains("denied the request");
            return new Report.Check(
                    name,
                    answered ? Report.State.OK : Report.State.MISSING,
                    answered ? "it answers" : e.failure().what(),
                    true);
        }
    }

    private static KubeObject task(String name) {
        return KubeObject.named(Kinds.CLUSTER_PROMOTION_TASK, ObjectKey.cluster(name))
                .with(List.of(Map.of("uses", "compose-output")), "spec", "steps");
    }

    private static Report.Check git() {
        try {
            Process git = new ProcessBuilder("git", "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0
                    ? new Report.Check("git here", Report.State.OK, said, false)
                    : new Report.Check("git here", Report.State.MISSING, said, false);
        } catch (IOException e) {
            return new Report.Check("git here", Report.State.MISSING, "no git on the PATH; install it", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Report.Check("git here", Report.State.UNKNOWN, "interrupted", false);
        }
    }

    /// The API server stamps what it would create; whole seconds.
    private Report.Check clock() {
        String name = "clock here";
        try {
            Instant before = Instant.now();
            KubeObject stamped = kube.tryCreate(
                    Kinds.CONFIG_MAP, KubeObject.named(Kinds.CONFIG_MAP, new ObjectKey(home, "supercargo-doctor")));
            Instant there = stamped.creationTime().orElse(before);
            Duration apart = Duration.between(before, there).abs();
            return new Report.Check(
                    name,
                    apart.compareTo(MOST_APART) > 0 ? Report.State.MISSING : Report.State.OK,
                    apart.compareTo(MOST_APART) > 0
                            ? apart.toSeconds() + " s away from the API server's; let both follow the same source"
                            : "agrees with the API server's",
                    false);
        } catch (WorldException e) {
            return new Report.Check(name, Report.State.UNKNOWN, e.failure().what(), false);
        }
    }
}
