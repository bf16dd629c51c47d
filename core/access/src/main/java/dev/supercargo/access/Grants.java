package dev.supercargo.access;

import java.util.List;
import java.util.stream.Stream;

/// Every permission of every component, with its reason (controllers.md 19).
///
/// Watched kinds need `get`, `list` and `watch`; a status is a resource of its own; `update` on
/// `.../finalizers` is what the owner-reference rule asks of whoever sets an owner reference that blocks
/// deletion.
public final class Grants {
    private static final String KARGO = "kargo.akuity.io";
    private static final String ARGO = "argoproj.io";
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String REVIEWS = "authorization.k8s.io";
    private static final String CORE = "";
    private static final String SHARED = "kargo-shared-resources";
    private static final String SYSTEM = "kargo-system-resources";
    private static final String[] READ = {"get", "list", "watch"};

    private Grants() {}

    /// All grants, grouped by component.
    public static List<Grant> all() {
        return Stream.of(controller(), management(), admission(), analysis(), garbageCollector())
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
                to.may(READ)
                        .on(KARGO, "stages", "warehouses", "promotions", "freights")
                        .because("what it works on"),
                to.may(READ).on(KARGO, "projectconfigs").because("auto-promotion policies"),
                to.may(READ).on(KARGO, "clusterconfigs").because("the git identity of commits"),
                to.may("create").on(KARGO, "promotions").because("auto-promotion"),
                to.may("create").on(KARGO, "freights").because("new artifacts become Freight"),
                to.may("patch").on(KARGO, "freights").because("step set-freight-alias"),
                to.may("patch").on(KARGO, "stages").because("finalizer and the reverify annotation"),
                to.may("promote").on(KARGO, "stages").because("admission asks for it when a Promotion is created"),
                to.may("update")
                        .on(KARGO, "stages/finalizers")
                        .because(
                                "Promotions are owned by their Stage (owner-reference rule)",
                                "references that we set do not block deletion; those of others may"),
                to.may("patch")
                        .on(KARGO, "stages/status", "warehouses/status", "promotions/status", "freights/status")
                        .because("what it found and did"),
                to.may("create").on(CORE, "events").because("tells what happened"),
                to.may(READ).on(ARGO, "analysisruns").because("results of verifications"),
                to.may("create", "patch", "delete", "deletecollection")
                        .on(ARGO, "analysisruns")
                        .because("starts, ends and removes verifications"),
                to.may("get", "list", "watch")
                        .on(ARGO, "analysistemplates", "clusteranalysistemplates")
                        .because("builds AnalysisRuns"),
                to.may("get").on(CORE, "configmaps").because("expression function configMap()"),
                to.may("get", "list")
                        .on(CORE, "secrets")
                        .in(new Scope.EachProject("kargo-controller-read-secrets"))
                        .because("repository credentials and expression function secret()"),
                to.may("get", "list")
                        .on(CORE, "secrets", "configmaps")
                        .in(new Scope.In(SHARED))
                        .because("shared repository credentials, sharedSecret(), sharedConfigMap()"),
                to.may("get")
                        .on(CORE, "secrets")
                        .in(new Scope.In(SYSTEM))
                        .because("the signing key of commits", "needs a ClusterConfig with a signing key"));
    }

    private static List<Grant> management() {
        var to = new Granting(Component.MANAGEMENT);
        return List.of(
                to.may(READ)
                        .on(KARGO, "projects", "projectconfigs", "clusterconfigs", "stages", "warehouses")
                        .because("what it works on, and what Projects count"),
                to.may("patch", "delete").on(KARGO, "projects").because("finalizer; deleted with its namespace"),
                to.may("patch")
                        .on(KARGO, "projects/status", "projectconfigs/status", "clusterconfigs/status")
                        .because("what it found and did"),
                to.may("get", "list", "watch", "create", "patch", "delete")
                        .on(CORE, "namespaces")
                        .because("the namespace of a Project"),
                to.may("get", "list", "watch", "create", "update", "patch", "delete")
                        .on(CORE, "serviceaccounts")
                        .because("default accounts of a Project; finalizer on controllers' accounts"),
                to.may("get", "list", "watch", "create", "update", "patch", "delete")
                        .on(CORE, "secrets", "configmaps")
                        .because("replicates shared resources into Projects; receivers' Secrets"),
                to.may("get", "list", "watch", "create", "update", "patch", "delete")
                        .on(RBAC, "roles", "rolebindings", "clusterroles", "clusterrolebindings")
                        .because("roles of a Project"),
                to.may("escalate")
                        .on(RBAC, "roles", "clusterroles")
                        .because("makes Project roles with rules that it does not hold itself"),
                to.may("bind")
                        .on(RBAC, "roles", "clusterroles")
                        .because("binds Project roles to their accounts, and components to Projects"),
                to.may("create").on(CORE, "events").because("tells what happened"));
    }

    private static List<Grant> admission() {
        var to = new Granting(Component.ADMISSION);
        return List.of(
                to.may(READ)
                        .on(
                                KARGO,
                                "projects",
                                "projectconfigs",
                                "clusterconfigs",
                                "stages",
                                "warehouses",
                                "freights",
                                "promotions",
                                "promotiontasks",
                                "clusterpromotiontasks",
                                "targets")
                        .because("looks up what a new object refers to"),
                to.may("get", "list", "watch", "create")
                        .on(CORE, "namespaces")
                        .because("a Project makes its namespace"),
                to.may("create", "get").on(RBAC, "rolebindings").because("first binding of a new Project"),
                to.may("bind")
                        .on(RBAC, "clusterroles")
                        .named("kargo-project-admin", "kargo-project-secrets-reader")
                        .because("binds exactly these roles in a new Project"),
                to.may("create").on(REVIEWS, "subjectaccessreviews").because("may the user promote to this Stage?"),
                to.may("create").on(CORE, "events").because("tells what users did"));
    }

    private static List<Grant> analysis() {
        var to = new Granting(Component.ANALYSIS);
        return List.of(
                to.may(READ).on(ARGO, "analysisruns").because("what it works on"),
                to.may("patch").on(ARGO, "analysisruns", "analysisruns/status").because("measurements and results"),
                to.may("delete").on(ARGO, "analysisruns").because("time to live of finished runs"),
                to.may("get", "list")
                        .on(CORE, "secrets")
                        .in(new Scope.EachProject("kargo-controller-read-secrets"))
                        .because("arguments taken from Secrets"),
                to.may("create").on(CORE, "events").because("tells what happened"));
    }

    private static List<Grant> garbageCollector() {
        var to = new Granting(Component.GARBAGE_COLLECTOR);
        return List.of(
                to.may(READ).on(KARGO, "projects", "stages", "warehouses").because("what is in use"),
                to.may(READ).on(CORE, "namespaces").because("which Projects there are"),
                to.may("get", "list", "watch", "delete")
                        .on(KARGO, "freights", "promotions")
                        .because("its task"),
                to.may("promote").on(KARGO, "stages").because("admission asks for it when a Promotion is deleted"));
    }
}
