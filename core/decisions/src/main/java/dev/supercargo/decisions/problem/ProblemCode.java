package dev.supercargo.decisions.problem;

import java.util.Arrays;
import java.util.Optional;

/// Every kind of problem, with what it means, where it shows, and what to do about it. `docs/problems.md` is this list.
public enum ProblemCode {
    PERMISSION_MISSING(
            "PermissionMissing",
            "A component lacks a permission, so that the API server (RBAC, or the owner-reference rule) refuses what"
                    + " it does. Nothing that needs the permission goes on; everything else does.",
            "condition `Permissions` (`False`) of the ClusterConfig, for what is missing in one Project of the Project,"
                    + " and where there is no ClusterConfig of every Project; on the object whose turn is refused"
                    + " condition `AutoPromotion` of a Stage, else the condition that names the failure, with the"
                    + " server's words; `/readyz?verbose` of the component. [permissions.md](permissions.md) says for"
                    + " each permission where",
            "Grant the permission: the problem carries a role and a binding with exactly the missing rule, ready for"
                    + " `kubectl apply`. The work goes on by itself within seconds; what was over (a Promotion or a"
                    + " verification that ended in error) is a problem of its own and is to be repeated."),
    ADMISSION_DENIED(
            "AdmissionDenied",
            "An admission webhook, a quota or a policy engine denies what a component wants to create.",
            "condition `AutoPromotion` of the Stage (`False`)",
            "Read the words of whoever denied, and change the policy or what it objects to. It is tried again by"
                    + " itself."),
    LAST_ATTEMPT_FAILED(
            "LastAttemptFailed",
            "The newest Promotion of a Stage did not succeed. The same Freight is not promoted again by itself, so"
                    + " that a failure is no endless loop.",
            "conditions `Ready` (`False`, reason `LastPromotion...`) and `AutoPromotion` (`False`) of the Stage; phase"
                    + " and message of the Promotion",
            "Read the Promotion's message and mend its cause. Then promote the Freight by hand, delete the failed"
                    + " Promotion, or wait for newer Freight."),
    OVERDUE(
            "Overdue",
            "Freight is available to a Stage, auto-promotion is on, nothing holds it and nothing is in flight, and"
                    + " still there is no Promotion after 30 seconds. Whatever the cause, the pipeline does not move.",
            "only here and as an Event: it is found by looking at the objects, because the controller that should"
                    + " say so may be down, cut off or wrong",
            "See that the controller runs and is not blocked (`/readyz?verbose`, its log); then refresh the Stage."),
    PROMOTION_STALLED(
            "PromotionStalled",
            "A Promotion is not over and nobody works on it: it never got a phase, it waits although nothing is"
                    + " before it, or its step was to be looked at again long ago.",
            "only here and as an Event",
            "See that the controller of the Promotion's shard runs and may write `promotions/status`."),
    VERIFICATION_STALLED(
            "VerificationStalled",
            "A verification has begun and nobody runs it: its AnalysisRun has no phase, or is gone.",
            "only here and as an Event",
            "See that the analysis runner (built in, or Argo Rollouts) runs; then verify the Stage again."),
    VERIFICATION_FAILED(
            "VerificationFailed",
            "The Freight in a Stage did not pass its verification, or the verification could not be carried out."
                    + " Stages downstream do not get this Freight.",
            "condition `Verified` of the Stage; phase and message of the verification",
            "Read the AnalysisRun. Mend the cause and verify again, approve the Freight by hand, or promote other"
                    + " Freight."),
    UNHEALTHY(
            "Unhealthy",
            "The health checks of what a Stage deployed say that it is not healthy. Verification waits for it.",
            "condition `Healthy` of the Stage (`False`), `status.health.issues`",
            "Look at what the issues name (usually an Argo CD Application)."),
    POLICY_UNUSABLE(
            "PolicyUnusable",
            "A promotion policy of the Project cannot be evaluated: its name pattern or label selector is malformed."
                    + " No Stage that the policy might concern is looked after.",
            "condition `Ready` of the Stages (`False`, reason `ReconcileError`)",
            "Correct the policy in the ProjectConfig; the message names the pattern."),
    WAREHOUSE_MISSING(
            "WarehouseMissing",
            "A Stage asks for Freight of a Warehouse that does not exist, so that no Freight can be listed for it.",
            "condition `Ready` of the Stage",
            "Create the Warehouse, or correct `spec.requestedFreight` of the Stage."),
    RECONCILE_FAILED(
            "ReconcileFailed",
            "The controller cannot finish a turn over the object; it tries again and again.",
            "condition `Ready` (`False`), with the error",
            "Read the error; it names the thing and the next step."),
    NOT_HANDLED(
            "NotHandled",
            "No controller has looked at the object, or at the refresh that was asked for, for 30 seconds.",
            "only here and as an Event: the object has no condition, or an old one",
            "See that a controller runs for the object's shard (`spec.shard`), and that it may patch the object and"
                    + " its status."),
    DELETION_HANGS(
            "DeletionHangs",
            "The object was deleted more than a minute ago and is still there: whoever holds its finalizer does not"
                    + " let it go.",
            "only here and as an Event: `metadata.deletionTimestamp` and `metadata.finalizers`",
            "See that the controller that owns the finalizer runs and may do its last work (for a Stage: patch"
                    + " Freight, delete AnalysisRuns; for a Project: delete its namespace)."),
    DISCOVERY_FAILED(
            "DiscoveryFailed",
            "A Warehouse could not look for new artifacts: repository, credentials or subscription are wrong, or the"
                    + " other side does not answer.",
            "conditions `Healthy` (`False`, reason `DiscoveryFailed`) and `Ready` of the Warehouse",
            "Read the message: it names repository, answer and the Secret that was tried. It is tried again by"
                    + " itself."),
    DISCOVERY_OVERDUE(
            "DiscoveryOverdue",
            "A Warehouse should have looked for new artifacts long ago: it is late by more than its interval, and by"
                    + " more than a minute. Newer artifacts are not seen.",
            "only here and as an Event: `status.discoveredAt` is old",
            "See that the controller of the Warehouse's shard runs, and that git and registries answer; then refresh"
                    + " the Warehouse."),
    NOTHING_DISCOVERED(
            "NothingDiscovered",
            "A Warehouse found nothing that its subscriptions select, so that there can be no Freight.",
            "condition `Healthy` of the Warehouse (`False`)",
            "Compare the subscription (branch, constraint, filters) with what the repository holds."),
    FREIGHT_NOT_CREATED(
            "FreightNotCreated",
            "A Warehouse found artifacts and could not make Freight of them.",
            "condition `Ready` of the Warehouse (`False`), with the error",
            "Read the message: criteria that cannot be evaluated, or a refusal of the API server."),
    PROJECT_NOT_READY(
            "ProjectNotReady",
            "A Project's namespace, roles or bindings could not be made, so that nothing in it can be relied upon.",
            "condition `Ready` (`False`) or `Stalled` (`True`) of the Project",
            "Read the message; for a namespace that was there before, add the label that it names."),
    CONFIG_NOT_READY(
            "ConfigNotReady",
            "A ProjectConfig or the ClusterConfig could not be put into effect (its webhook receivers).",
            "condition `Ready` of the object (`False`)",
            "Read the message: mostly a receiver's Secret is missing."),
    QUEUE_STUCK(
            "QueueStuck",
            "A controller has work that is due and has taken no turn for too long.",
            "`/readyz` and `/livez` of the component (not ok), metric `supercargo_problems`",
            "Look at the component's threads and log; its restart loses nothing."),
    WATCH_SILENT(
            "WatchSilent",
            "A watch on the API server has been silent too long or cannot be set up: the component may be looking at"
                    + " an old picture.",
            "`/readyz` of the component (not ok), metric `supercargo_problems`",
            "See that the API server answers and that the component may list and watch the kind."),
    CALL_OVERDUE(
            "CallOverdue",
            "A turn of a controller has lasted for a quarter of an hour: a call to git, a registry or another outside"
                    + " system is beyond any deadline.",
            "`/readyz` and `/livez` of the component (not ok), metric `supercargo_problems`",
            "See that the other side answers. A call that its own deadline did not end is ended by a restart, which"
                    + " loses nothing."),
    LEASE_LOST(
            "LeaseLost",
            "Nobody renews the Lease of a component, so that no replica of it is at work: it is not running, or cut off"
                    + " from the API server.",
            "`/readyz` of the component (not ok), metric `supercargo_problems`",
            "See that the component's Pods run, reach the API server and may update Leases; another replica takes over"
                    + " by itself.");

    private final String word;
    private final String meaning;
    private final String looks;
    private final String fix;

    ProblemCode(String word, String meaning, String looks, String fix) {
        this.word = word;
        this.meaning = meaning;
        this.looks = looks;
        this.fix = fix;
    }

    /// The stable code, as conditions, Events, the API and metrics write it.
    public String word() {
        return word;
    }

    /// What it means.
    public String meaning() {
        return meaning;
    }

    /// Where it shows beside `supercargo problems`, an Event and a metric.
    public String looks() {
        return looks;
    }

    /// How to fix it.
    public String fix() {
        return fix;
    }

    /// Whether it is about something that nobody says, found by what has not happened: it may be on its way.
    public boolean isSilence() {
        return switch (this) {
            case OVERDUE,
                    PROMOTION_STALLED,
                    VERIFICATION_STALLED,
                    NOT_HANDLED,
                    DELETION_HANGS,
                    DISCOVERY_OVERDUE,
                    QUEUE_STUCK,
                    WATCH_SILENT,
                    CALL_OVERDUE -> true;
            case PERMISSION_MISSING,
                    ADMISSION_DENIED,
                    LAST_ATTEMPT_FAILED,
                    VERIFICATION_FAILED,
                    UNHEALTHY,
                    POLICY_UNUSABLE,
                    WAREHOUSE_MISSING,
                    RECONCILE_FAILED,
                    DISCOVERY_FAILED,
                    NOTHING_DISCOVERED,
                    FREIGHT_NOT_CREATED,
                    PROJECT_NOT_READY,
                    CONFIG_NOT_READY,
                    LEASE_LOST -> false;
        };
    }

    /// The code of a word, or empty where it is none.
    public static Optional<ProblemCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }
}
