package dev.supercargo.decisions.inspection;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Metadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes problems of one object out of what it says and does not say.
///
/// @param type its kind
/// @param metadata what it says about itself
/// @param actor user name of the component that looks after it
record Finding(ResourceType type, Metadata metadata, String actor) {
    static Finding byController(ResourceType type, Metadata metadata) {
        return new Finding(type, metadata, Component.CONTROLLER.username());
    }

    static Finding byManagement(ResourceType type, Metadata metadata) {
        return new Finding(type, metadata, Component.MANAGEMENT.username());
    }

    Problem problem(ProblemCode code, String wish, String obstacle, Instant since) {
        return problem(code, wish, obstacle, since, Optional.empty());
    }

    Problem problem(ProblemCode code, String wish, String obstacle, Instant since, Optional<Instant> next) {
        return new Problem(code, subject(), wish, obstacle, since, next, Remedy.of(code.fix()));
    }

    /// What a text tells of: the missing permissions that it names, one problem each, else one of the given code.
    List<Problem> told(ProblemCode code, String wish, String text, Instant since, Optional<Instant> next) {
        List<Problem> permissions = permissions(wish, text, since, next);
        return permissions.isEmpty() ? List.of(problem(code, wish, text, since, next)) : permissions;
    }

    /// The same of a condition.
    List<Problem> told(ProblemCode code, String wish, Condition condition) {
        return told(code, wish, condition.message(), condition.lastTransitionTime(), Optional.empty());
    }

    /// What an attempt came to that is over: granting what it lacked does not repeat it, so that the
    /// problem is the attempt; the remedy says what to grant first. Whether it is still missing audits
    /// tell.
    Problem ended(ProblemCode code, String wish, String text, Instant since) {
        return MissingPermission.in(text, actor, metadata.namespace()).stream()
                .findFirst()
                .map(missing -> new Problem(
                        code, subject(), wish, text, since, Optional.empty(), Remedy.grantAnd(missing, code.fix())))
                .orElseGet(() -> problem(code, wish, text, since));
    }

    private List<Problem> permissions(String wish, String text, Instant since, Optional<Instant> next) {
        return MissingPermission.in(text, actor, metadata.namespace()).stream()
                .map(missing -> new Problem(
                        ProblemCode.PERMISSION_MISSING, subject(), wish, text, since, next, Remedy.grant(missing)))
                .toList();
    }

    /// What audits have found missing. What is missing in this Project is its problem, all else the
    /// installation's, whichever object tells of it.
    List<Problem> audited(List<Condition> conditions) {
        return Condition.find(conditions, PermissionsCondition.TYPE)
                .filter(condition -> condition.status().equals("False"))
                .map(condition -> MissingPermission.lacking(condition.message()).stream()
                        .map(told -> audited(told, condition.lastTransitionTime()))
                        .toList())
                .orElse(List.of());
    }

    private Problem audited(MissingPermission.Told told, Instant since) {
        boolean own = subject().project().equals(told.missing().namespace());
        return new Problem(
                ProblemCode.PERMISSION_MISSING,
                own ? subject() : ProblemSubject.INSTALLATION,
                "",
                told.words(),
                since,
                Optional.empty(),
                Remedy.grant(told.missing()));
    }

    /// Nobody has looked at it, or at the refresh that was asked for, or its deletion does not end.
    List<Problem> silence(boolean handled, String lastHandledRefresh, Instant now) {
        var found = new ArrayList<Problem>();
        if (metadata.deletionTimestamp() != null) {
            Instant due = metadata.deletionTimestamp().plus(Inspection.DELETION_PATIENCE);
            if (due.isBefore(now) && !metadata.finalizers().isEmpty()) {
                found.add(problem(
                        ProblemCode.DELETION_HANGS,
                        "delete it",
                        "its finalizers " + metadata.finalizers() + " are still there",
                        metadata.deletionTimestamp()));
            }
            return found;
        }
        if (!handled && isOver(metadata.createdAt(), now)) {
            found.add(problem(
                    ProblemCode.NOT_HANDLED,
                    "look after it",
                    "no controller has written anything about it since it was created",
                    metadata.createdAt()));
            return found;
        }
        String token = metadata.annotation(Annotations.REFRESH);
        KubeObject.instant(token)
                .filter(asked -> !token.equals(lastHandledRefresh) && isOver(asked, now))
                .ifPresent(asked -> found.add(problem(
                        ProblemCode.NOT_HANDLED,
                        "refresh it",
                        "no controller has answered the refresh of " + token,
                        asked)));
        return found;
    }

    /// Whether patience is over with what should have happened at a moment.
    static boolean isOver(Instant since, Instant now) {
        return since.plus(Inspection.PATIENCE).isBefore(now);
    }

    private ProblemSubject subject() {
        return new ProblemSubject(type, metadata.key());
    }
}
