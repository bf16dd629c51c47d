package dev.supercargo.model;

import dev.supercargo.meta.ResourceType;
import java.util.List;

/// Every kind that Supercargo reads or writes.
public final class Kinds {
    /// The API group of the promotion kinds.
    public static final String GROUP = "kargo.akuity.io";
    /// The API group of Argo's kinds.
    public static final String ARGO_GROUP = "argoproj.io";
    /// The API group of roles.
    public static final String RBAC_GROUP = "rbac.authorization.k8s.io";

    private static final String VERSION = "v1alpha1";

    public static final ResourceType PROJECT = kargo("Project", "projects", false);
    public static final ResourceType PROJECT_CONFIG = kargo("ProjectConfig", "projectconfigs", true);
    public static final ResourceType CLUSTER_CONFIG = kargo("ClusterConfig", "clusterconfigs", false);
    public static final ResourceType WAREHOUSE = kargo("Warehouse", "warehouses", true);
    public static final ResourceType FREIGHT = kargo("Freight", "freights", true);
    public static final ResourceType STAGE = kargo("Stage", "stages", true);
    public static final ResourceType PROMOTION = kargo("Promotion", "promotions", true);
    public static final ResourceType PROMOTION_REQUEST = kargo("PromotionRequest", "promotionrequests", true);
    public static final ResourceType PROMOTION_TASK = kargo("PromotionTask", "promotiontasks", true);
    public static final ResourceType CLUSTER_PROMOTION_TASK =
            kargo("ClusterPromotionTask", "clusterpromotiontasks", false);
    public static final ResourceType TARGET = kargo("Target", "targets", true);

    public static final ResourceType ANALYSIS_TEMPLATE = argo("AnalysisTemplate", "analysistemplates", true);
    public static final ResourceType CLUSTER_ANALYSIS_TEMPLATE =
            argo("ClusterAnalysisTemplate", "clusteranalysistemplates", false);
    public static final ResourceType ANALYSIS_RUN = argo("AnalysisRun", "analysisruns", true);
    public static final ResourceType APPLICATION = argo("Application", "applications", true);

    public static final ResourceType NAMESPACE = core("Namespace", "namespaces", false);
    public static final ResourceType SECRET = core("Secret", "secrets", true);
    public static final ResourceType CONFIG_MAP = core("ConfigMap", "configmaps", true);
    public static final ResourceType SERVICE_ACCOUNT = core("ServiceAccount", "serviceaccounts", true);
    public static final ResourceType EVENT = core("Event", "events", true);
    public static final ResourceType POD = core("Pod", "pods", true);
    public static final ResourceType JOB = new ResourceType("batch", "v1", "Job", "jobs", true);
    public static final ResourceType LEASE = new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);
    public static final ResourceType ROLE = rbac("Role", "roles", true);
    public static final ResourceType ROLE_BINDING = rbac("RoleBinding", "rolebindings", true);
    public static final ResourceType CLUSTER_ROLE = rbac("ClusterRole", "clusterroles", false);
    public static final ResourceType CLUSTER_ROLE_BINDING = rbac("ClusterRoleBinding", "clusterrolebindings", false);
    public static final ResourceType CUSTOM_RESOURCE_DEFINITION = new ResourceType(
            "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    public static final ResourceType SUBJECT_ACCESS_REVIEW =
            new ResourceType("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false);
    public static final ResourceType TOKEN_REVIEW =
            new ResourceType("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false);

    /// The kinds of the promotion group, in the order in which manifests are best applied.
    public static final List<ResourceType> KARGO = List.of(
            PROJECT,
            PROJECT_CONFIG,
            CLUSTER_CONFIG,
            PROMOTION_TASK,
            CLUSTER_PROMOTION_TASK,
            WAREHOUSE,
            TARGET,
            STAGE,
            FREIGHT,
            PROMOTION,
            PROMOTION_REQUEST);

    private Kinds() {}

    private static ResourceType kargo(String kind, String plural, boolean namespaced) {
        return new ResourceType(GROUP, VERSION, kind, plural, namespaced);
    }

    private static ResourceType argo(String kind, String plural, boolean namespaced) {
        return new ResourceType(ARGO_GROUP, VERSION, kind, plural, namespaced);
    }

    private static ResourceType core(String kind, String plural, boolean namespaced) {
        return new ResourceType("", "v1", kind, plural, namespaced);
    }

    private static ResourceType rbac(String kind, String plural, boolean namespaced) {
        return new ResourceType(RBAC_GROUP, "v1", kind, plural, namespaced);
    }
}
