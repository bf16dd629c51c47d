package dev.supercargo.access;

import java.util.List;
import java.util.stream.Stream;

/// Every permission of every component, with its reason (controllers.md 19).
///
/// Watched kinds need `list` and `watch`, those that are read past the cache `get`; a status is a resource of its own;
/// `update` on `.../finalizers` is what the owner-reference rule asks of whoever sets an owner reference that blocks
/// deletion.
public final class Grants {
    private static final String KARGO = "kargo.akuity.io";
    private static final String ARGO = "argoproj.io";
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String REVIEWS = "authorization.k8s.io";
    private static final String LEASES = "coordination.k8s.io";
    private static final String WEBHOOKS = "admissionregistration.k8s.io";
    private static final String CORE = "";
    private static final String SHARED = "kargo-shared-resources";
    private static final String SYSTEM = "kargo-system-resources";
    private static final Scope.EachProject PROJECT_SECRETS = new Scope.EachProject("kargo-controller-read-secrets");

    /// The Secret that holds the webhook's certificate and its authority.
    public static final String CERTIFICATE = "kargo-webhooks-server-cert";

    /// The name of the two webhook configurations.
    public static final String CONFIGURATION = "kargo";

    private Grants() {}

    /// All grants, grouped by component.
    public static List<Grant> all() {
        return Stream.of(controller(), management(), admission(), analysis(), garbageCollector(), api())
                .flatMap(List::stream)
                .toList();
    }

    /// The grants of one component.
    public static List<Grant> of(Component component) {
        return all().stream().filter(grant -> grant.component() == component).toList();
    }

    private static List<Grant> controller() {
        var to = new Granting(Component.CONTROLLER);
        return List.of(
                to.may("list", "watch").on(KARGO, "stages").because("looks after Stages"),
                to.may("get").on(KARGO, "stages").because("step set-metadata, expression function stageMetadata()"),
                to.may("get", "list", "watch").on(KARGO, "warehouses").because("looks after Warehouses"),
                to.may("get", "list", "watch").on(KARGO, "promotions").because("carries out Promotions"),
                to.may("get", "list", "watch").on(KARGO, "freights").because("what Stages may promote"),
                to.may("list", "watch").on(KARGO, "projectconfigs").because("auto-promotion policies"),
                to.may("get").on(KARGO, "clusterconfigs").because("the git identity of commits"),
                to.may("create").on(KARGO, "promotions").because("auto-promotion"),
                to.may("create").on(KARGO, "freights").because("new artifacts become Freight"),
                to.may("patch").on(KARGO, "freights").because("step set-freight-alias"),
                to.may("patch").on(KARGO, "stages").because("finalizer and the reverify annotation"),
                to.may("promote")
                        .on(KARGO, "stages")
                        .because("admission asks for it when a Promotion is created, of components, too"),
                to.may("update")
                        .on(KARGO, "stages/finalizers")
                        .because(
                                "Promotions are owned by their Stage (owner-reference rule)",
                                "references that we set do not block deletion; those of others may"),
                to.may("patch").on(KARGO, "stages/status").because("what Stages hold and why they wait"),
                to.may("patch").on(KARGO, "warehouses/status").because("what was discovered"),
                to.may("patch").on(KARGO, "promotions/status").because("how far a Promotion is"),
                to.may("patch").on(KARGO, "freights/status").because("where Freight is and was verified"),
                to.may("create").on(CORE, "events").because("tells what happened"),
                to.may("get", "list", "watch").on(ARGO, "analysisruns").because("results of verifications"),
                to.may("create").on(ARGO, "analysisruns").because("starts verifications"),
                to.may("patch").on(ARGO, "analysisruns").because("ends verifications that are aborted"),
                to.may("deletecollection").on(ARGO, "analysisruns").because("the runs of a Stage go with it"),
                to.may("get")
                        .on(ARGO, "analysistemplates", "clusteranalysistemplates")
                        .because("builds AnalysisRuns"),
                to.may("get").on(CORE, "configmaps").because("expression functions configMap(), sharedConfigMap()"),
                to.may("get", "list")
                        .on(CORE, "secrets")
                        .in(PROJECT_SECRETS)
                        .because("repository credentials and expression function secret()"),
                to.may("get", "list")
                        .on(CORE, "secrets")
                        .in(new Scope.In(SHARED))
                        .because("shared repository credentials, sharedSecret()"),
                to.may("get").on(CORE, "secrets").in(new Scope.In(SYSTEM)).because("the signing key of commits"),
                to.may("create", "get", "update")
                        .on(LEASES, "leases")
                        .in(Scope.HOME)
                        .because("one active controller per shard", Grant.Feature.SERVE));
    }

    private static List<Grant> management() {
        var to = new Granting(Component.MANAGEMENT);
        return List.of(
                to.may("get", "list", "watch").on(KARGO, "projects").because("looks after Projects"),
                to.may("get", "list", "watch")
                        .on(KARGO, "projectconfigs", "clusterconfigs")
                        .because("addresses of webhook receivers"),
                to.may("list", "watch").on(KARGO, "stages", "warehouses").because("what Projects count"),
                to.may("patch").on(KARGO, "projects").because("finalizer"),
                to.may("delete").on(KARGO, "projects").because("a Project goes with its namespace"),
                to.may("update")
                        .on(KARGO, "projects")
                        .because(
                                "gives it on to a Project's admins",
                                "it is not used, but nobody may give what they do not hold"),
                to.may("patch").on(KARGO, "projects/status").because("whether a Project is ready"),
                to.may("patch")
                        .on(KARGO, "projectconfigs/status", "clusterconfigs/status")
                        .because("addresses of webhook receivers"),
                to.may("get", "list", "watch", "patch").on(CORE, "namespaces").because("the namespace of a Project"),
                to.may("create")
                        .on(CORE, "namespaces")
                        .because(
                                "makes the namespace of a Project that has none",
                                "admission has made it before, unless it was switched off"),
                to.may("delete").on(CORE, "namespaces").because("a namespace goes with its Project"),
                to.may("get", "list", "watch", "create")
                        .on(CORE, "serviceaccounts")
                        .because("default accounts of a Project"),
                to.may("patch").on(CORE, "serviceaccounts").because("finalizer on controllers' accounts"),
                to.may("get", "list", "watch", "create", "patch", "delete")
                        .on(CORE, "secrets", "configmaps")
                        .because("copies shared resources to Projects; receivers' Secrets"),
                to.may("get", "create", "patch")
                        .on(RBAC, "roles", "rolebindings", "clusterroles", "clusterrolebindings")
                        .because("roles of a Project"),
                to.may("list", "watch")
                        .on(RBAC, "roles", "rolebindings", "clusterroles", "clusterrolebindings")
                        .because("asks anew what components may do when their roles change"),
                to.may("create")
                        .on(REVIEWS, "subjectaccessreviews")
                        .because("what may the other components do? It writes into conditions what they lack"),
                to.may("delete")
                        .on(RBAC, "rolebindings", "clusterroles", "clusterrolebindings")
                        .because(
                                "what a Project has outside its namespace goes with it; bindings of former controllers"),
                to.may("escalate")
                        .on(RBAC, "roles")
                        .named("kargo-admin", "kargo-viewer", "kargo-promoter")
                        .because("gives exactly these roles rules that it does not hold itself"),
                to.may("bind")
                        .on(RBAC, "roles")
                        .named("kargo-admin", "kargo-viewer", "kargo-promoter")
                        .because("binds exactly these roles to their accounts"),
                to.may("bind")
                        .on(RBAC, "clusterroles")
                        .named("kargo-project-admin", "kargo-project-secrets-reader", PROJECT_SECRETS.role())
                        .because("binds exactly these roles in each Project"),
                to.may("create").on(CORE, "events").because("tells of problems"),
                to.may("create").on(LEASES, "leases").in(Scope.HOME).because("leader election", Grant.Feature.SERVE),
                to.may("get", "update")
                        .on(LEASES, "leases")
                        .in(Scope.HOME)
                        .named(Component.MANAGEMENT.account())
                        .because("leader election", Grant.Feature.SERVE));
    }

    private static List<Grant> admission() {
        var to = new Granting(Component.ADMISSION);
        return List.of(
                to.may("get", "list").on(KARGO, "stages", "freights").because("looks up what a Promotion refers to"),
                to.may("get")
                        .on(KARGO, "projectconfigs", "warehouses", "targets")
                        .because("looks up what a new object refers to"),
                to.may("get")
                        .on(KARGO, "promotiontasks", "clusterpromotiontasks")
                        .because("writes a task's steps into a Promotion"),
                to.may("get").on(CORE, "namespaces").because("is it the namespace of a Project?"),
                to.may("create").on(CORE, "namespaces").because("a Project makes its namespace"),
                to.may("create").on(RBAC, "rolebindings").because("first binding of a new Project"),
                to.may("bind")
                        .on(RBAC, "clusterroles")
                        .named("kargo-project-admin")
                        .because("binds exactly this role in a new Project"),
                to.may("create").on(REVIEWS, "subjectaccessreviews").because("may the user promote to this Stage?"),
                to.may("create").on(CORE, "events").because("tells what users did"),
                to.may("get", "patch")
                        .on(CORE, "secrets")
                        .in(Scope.HOME)
                        .named(CERTIFICATE)
                        .because("the certificate of the webhook, which it makes and renews", Grant.Feature.SERVE),
                to.may("get", "patch")
                        .on(WEBHOOKS, "mutatingwebhookconfigurations", "validatingwebhookconfigurations")
                        .named(CONFIGURATION)
                        .because("tells the API server whom to trust", Grant.Feature.SERVE));
    }

    private static List<Grant> analysis() {
        var to = new Granting(Component.ANALYSIS);
        return List.of(
                to.may("get", "list", "watch").on(ARGO, "analysisruns").because("carries out AnalysisRuns"),
                to.may("patch").on(ARGO, "analysisruns").because("measurements and results"),
                to.may("delete").on(ARGO, "analysisruns").because("time to live of finished runs"),
                to.may("get").on(CORE, "secrets").in(PROJECT_SECRETS).because("arguments taken from Secrets"),
                to.may("create").on(CORE, "events").because("tells what happened"),
                to.may("create").on(LEASES, "leases").in(Scope.HOME).because("leader election", Grant.Feature.SERVE),
                to.may("get", "update")
                        .on(LEASES, "leases")
                        .in(Scope.HOME)
                        .named(Component.ANALYSIS.account())
                        .because("leader election", Grant.Feature.SERVE));
    }

    private static List<Grant> garbageCollector() {
        var to = new Granting(Component.GARBAGE_COLLECTOR);
        return List.of(
                to.may("list").on(CORE, "namespaces").because("which Projects there are"),
                to.may("list").on(KARGO, "stages", "warehouses").because("what is in use"),
                to.may("list", "delete").on(KARGO, "freights", "promotions").because("takes what is old"),
                to.may("promote").on(KARGO, "stages").because("admission asks for it when a Promotion is deleted"),
                to.may("create").on(CORE, "events").because("tells what it lacks", "only where it lacks something"),
                to.may("create").on(LEASES, "leases").in(Scope.HOME).because("leader election", Grant.Feature.SERVE),
                to.may("get", "update")
                        .on(LEASES, "leases")
                        .in(Scope.HOME)
                        .named(Component.GARBAGE_COLLECTOR.account())
                        .because("leader election", Grant.Feature.SERVE));
    }

    private static List<Grant> api() {
        var to = new Granting(Component.API);
        return List.of(
                to.may("list", "watch")
                        .on(
                                KARGO,
                                "projects",
                                "projectconfigs",
                                "clusterconfigs",
                                "stages",
                                "warehouses",
                                "freights",
                                "promotions")
                        .because("explains Stages and finds problems"),
                to.may("list", "watch").on(ARGO, "analysisruns").because("verifications that nobody runs"),
                to.may("list")
                        .on("coordination.k8s.io", "leases")
                        .in(Scope.HOME)
                        .because("components of which no replica is at work"),
                to.may("create").on(CORE, "events").because("tells of problems where no controller does"),
                to.may("create")
                        .on("authentication.k8s.io", "tokenreviews")
                        .because("who is it that asks?", "a laptop has one user"),
                to.may("create")
                        .on(REVIEWS, "subjectaccessreviews")
                        .because("may whoever asks see this?", "a laptop has one user"));
    }
}
