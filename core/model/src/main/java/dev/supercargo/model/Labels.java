package dev.supercargo.model;

/// Labels, and the one finalizer (resources.md 3.1, 3.3).
public final class Labels {
    /// Alias of a piece of Freight.
    public static final String ALIAS = "kargo.akuity.io/alias";
    /// Marks a Secret as credentials: `git`, `helm`, `image`, `generic`.
    public static final String CRED_TYPE = "kargo.akuity.io/cred-type";
    /// Stage of a Promotion, PromotionRequest or AnalysisRun (see [Names#label] for long names).
    public static final String STAGE = "kargo.akuity.io/stage";
    /// Freight collection that an AnalysisRun verifies.
    public static final String FREIGHT_COLLECTION = "kargo.akuity.io/freight-collection";
    /// `true` marks a namespace as that of a Project.
    public static final String PROJECT = "kargo.akuity.io/project";
    /// Shard whose controller looks after the object.
    public static final String SHARD = "kargo.akuity.io/shard";
    /// Controller that renews a Lease.
    public static final String CONTROLLER = "kargo.akuity.io/controller";
    /// Source of a replicated object.
    public static final String REPLICATED_FROM = "kargo.akuity.io/replicated-from";
    /// Hash of the content that was replicated.
    public static final String REPLICATED_SHA = "kargo.akuity.io/replicated-sha";
    /// `true` marks a Secret as an API token.
    public static final String API_TOKEN = "rbac.kargo.akuity.io/api-token";
    /// `true` marks a ServiceAccount as a system-level role.
    public static final String SYSTEM_ROLE = "rbac.kargo.akuity.io/system-role";
    /// `controller` marks a ServiceAccount as that of a controller.
    public static final String COMPONENT = "app.kubernetes.io/component";
    /// Rollouts controller that an AnalysisRun is assigned to.
    public static final String ROLLOUTS_INSTANCE = "argo-rollouts.argoproj.io/controller-instance-id";

    /// The finalizer that Supercargo's controllers set.
    public static final String FINALIZER = "kargo.akuity.io/finalizer";

    private Labels() {}
}
