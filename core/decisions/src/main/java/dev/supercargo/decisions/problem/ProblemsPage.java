package dev.supercargo.decisions.problem;

import java.util.List;
import java.util.Locale;

/// Renders the list of problems for the documentation.
public final class ProblemsPage {
    /// What Kargo tells in a log only, or not at all (controllers.md 20), and which problem it is here.
    private record LogOnly(String symptom, ProblemCode code, String where) {}

    private static final List<LogOnly> LOG_ONLY = List.of(
            new LogOnly(
                    "the Promotion of an auto-promotion is refused (RBAC, or the owner-reference rule)",
                    ProblemCode.PERMISSION_MISSING,
                    "the Stage"),
            new LogOnly(
                    "a webhook, a quota or a policy engine denies that Promotion",
                    ProblemCode.ADMISSION_DENIED,
                    "the Stage"),
            new LogOnly("a status may not be written", ProblemCode.PERMISSION_MISSING, "the object whose turn fails"),
            new LogOnly("a finalizer may not be set", ProblemCode.PERMISSION_MISSING, "the object whose turn fails"),
            new LogOnly("a kind may not be listed or watched", ProblemCode.PERMISSION_MISSING, "the ClusterConfig"),
            new LogOnly(
                    "Secrets of a Project may not be read", ProblemCode.PERMISSION_MISSING, "the Warehouse or Stage"),
            new LogOnly("Freight may not be created", ProblemCode.PERMISSION_MISSING, "the Warehouse"),
            new LogOnly("an AnalysisRun may not be created or ended", ProblemCode.PERMISSION_MISSING, "the Stage"),
            new LogOnly("what a Project needs may not be made", ProblemCode.PERMISSION_MISSING, "the Project"),
            new LogOnly(
                    "a Stage, a Warehouse or a Project does not go after its deletion",
                    ProblemCode.DELETION_HANGS,
                    "the object"),
            new LogOnly(
                    "a promotion policy cannot be evaluated", ProblemCode.POLICY_UNUSABLE, "the Stages of the Project"),
            new LogOnly("a Promotion never gets a phase", ProblemCode.PROMOTION_STALLED, "the Promotion"),
            new LogOnly("the controller is not running", ProblemCode.LEASE_LOST, "the ClusterConfig"),
            new LogOnly("an object is looked at by no controller", ProblemCode.NOT_HANDLED, "the object"));

    private ProblemsPage() {}

    /// Markdown of `docs/problems.md`.
    public static String markdown() {
        var page = new StringBuilder()
                .append("# Problems\n\n")
                .append("Generated from `ProblemCode` in `core/decisions`; a test keeps this page equal to it.\n\n")
                .append("Whatever keeps an object from progressing is a problem: a code from this list, the object,"
                        + " what was wished, what stood in the way, since when, when it can change by itself, and the"
                        + " remedy. Each shows in `supercargo problems`, in `GET /v1beta1/problems` and"
                        + " `/v1beta1/projects/{project}/problems`, as one `Warning` Event on the object (one per"
                        + " problem, not per attempt), in the metric `supercargo_problems`, and where its"
                        + " section says. A problem is gone when its cause is; Events keep its history.\n");
        page.append("\n## What Kargo tells in a log only\n\n| What happens | Here | About |\n|---|---|---|\n");
        for (LogOnly row : LOG_ONLY) {
            page.append("| ")
                    .append(row.symptom())
                    .append(" | [")
                    .append(row.code().word());
            page.append("](#")
                    .append(row.code().word().toLowerCase(Locale.ROOT))
                    .append(") | ");
            page.append(row.where()).append(" |\n");
        }
        for (ProblemCode code : ProblemCode.values()) {
            page.append("\n## ").append(code.word()).append("\n\n").append(code.meaning());
            page.append("\n\n- Where it shows: ").append(code.looks()).append('.');
            page.append("\n- What to do: ").append(code.fix()).append('\n');
        }
        return page.toString();
    }
}
