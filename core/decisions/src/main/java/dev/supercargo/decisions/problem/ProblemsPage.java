package dev.supercargo.decisions.problem;

/// Renders the list of problems for the documentation.
public final class ProblemsPage {
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
        for (ProblemCode code : ProblemCode.values()) {
            page.append("\n## ").append(code.word()).append("\n\n").append(code.meaning());
            page.append("\n\n- Where it shows: ").append(code.looks()).append('.');
            page.append("\n- What to do: ").append(code.fix()).append('\n');
        }
        return page.toString();
    }
}
