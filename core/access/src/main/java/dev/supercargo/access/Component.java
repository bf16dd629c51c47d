package dev.supercargo.access;

/// A process (or a part of one) that talks to the Kubernetes API under a ServiceAccount of its own.
public enum Component {
    CONTROLLER("kargo-controller", "Warehouses, Stages, Promotions"),
    MANAGEMENT("kargo-management-controller", "Projects, their namespaces, roles and shared resources"),
    ADMISSION("kargo-webhooks-server", "defaults and validates what users write"),
    ANALYSIS("kargo-analysis-runner", "runs AnalysisRuns where Argo Rollouts does not"),
    GARBAGE_COLLECTOR("kargo-garbage-collector", "deletes old Freight and Promotions");

    /// The namespace in which the components' ServiceAccounts live.
    public static final String NAMESPACE = "kargo";

    private final String account;
    private final String purpose;

    Component(String account, String purpose) {
        this.account = account;
        this.purpose = purpose;
    }

    /// The ServiceAccount's name; its ClusterRole and binding bear the same.
    public String account() {
        return account;
    }

    /// What it does, in a few words.
    public String purpose() {
        return purpose;
    }

    /// The user name that the API server sees.
    public String username() {
        return "system:serviceaccount:" + NAMESPACE + ":" + account;
    }
}
