package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.meta.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The condition `Permissions`, in which the management controller writes what audits of all components
/// have found missing: on the Project that lacks it; what the installation lacks, on the ClusterConfig,
/// and where there is none (or it may not be written) on every Project.
public final class PermissionsCondition {
    /// Its type.
    public static final String TYPE = "Permissions";

    private PermissionsCondition() {}

    /// The conditions of a holder with what is missing told in them, and without the condition where
    /// nothing is.
    ///
    /// @param about whom the problems may concern that this object tells of
    public static List<Condition> in(
            List<Condition> conditions,
            long generation,
            Collection<ProblemSubject> about,
            List<Problem> problems,
            Instant now) {
        String message = problems.stream()
                .filter(problem -> problem.isAudited() && about.contains(problem.subject()))
                .map(PermissionsCondition::words)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return message.isEmpty()
                ? Condition.without(conditions, TYPE)
                : Condition.set(
                        conditions,
                        new Condition(TYPE, "False", ProblemCode.PERMISSION_MISSING.word(), message, now, generation));
    }

    private static String words(Problem problem) {
        return problem.remedy()
                .permission()
                .map(missing -> missing.unmistakably()
                        + problem.obstacle().substring(missing.sentence().length()))
                .orElse(problem.obstacle());
    }
}
