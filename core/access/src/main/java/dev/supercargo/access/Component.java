package dev.supercargo.access;

import java.util.Arrays;
import java.util.Optional;

/// A process (or a part of one) that talks to the Kubernetes API under a ServiceAccount of its own.
public enum Component {
    CONTROLLER("controller", "kargo-controller", "Warehouses, Stages, Promotions"),
    MANAGEMENT("management", "kargo-management-controller", "Projects, their namespaces, roles and shared resources"),
    ADMISSION("admission", "kargo-webhooks-server", "defaults and validates what users write"),
    ANALYSIS("analysis", "kargo-analysis-runner", "runs AnalysisRuns where Argo Rollouts does not"),
    GARBAGE_COLLECTOR("garbage-collector", "kargo-garbage-collector", "deletes old Freight and Promotions"),
    API("api", "kargo-api", "answers people and the command line, and finds problems, also where no controller does");

    /// The namespace in which the components' ServiceAccounts live, unless an installation chooses another one.
    public static final String NAMESPACE = "kargo";

    private final String word;
    private final String account;
    private final String purpose;

    Component(String word, String account, String purpose) {
        this.word = word;
        this.account = account;
        this.purpose = purpose;
    }

    /// What `supercargo serve` and `doctor` call it.
    public String word() {
        return word;
    }

    /// The component of a word, or empty where it is none.
    public static Optional<Component> of(String word) {
        return Arrays.stream(values())
                .filter(component -> component.word.equals(word))
                .findFirst();
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
        return username(NAMESPACE);
    }

    /// The user name that the API server sees where the installation lives in another namespace.
    public String username(String home) {
        return "system:serviceaccount:" + home + ":" + account;
    }
}
