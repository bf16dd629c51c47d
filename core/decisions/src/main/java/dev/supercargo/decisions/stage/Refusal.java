package dev.supercargo.decisions.stage;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Failure;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.StageStatus;
import java.util.List;
import java.util.Optional;

/// A refusal of the API (403), by whom and with which remedy (controllers.md 20.1).
///
/// @param reason `PermissionMissing` (RBAC, or the owner-reference rule) or `AdmissionDenied` (webhook, quota, policy)
/// @param said the server's words, with the remedy where there is one
public record Refusal(String reason, String said) {
    private static final String THIS_IDENTITY = "this identity";

    /// Reads a refusal.
    public static Refusal of(Failure.Forbidden forbidden) {
        String said = forbidden.what();
        List<MissingPermission> missing = MissingPermission.in(said, THIS_IDENTITY, "");
        if (missing.isEmpty()) {
            return new Refusal(ProblemCode.ADMISSION_DENIED.word(), said);
        }
        var told = new StringBuilder(said);
        for (MissingPermission permission : missing) {
            told.append("; grant " + THIS_IDENTITY + " the rule {apiGroups: [")
                    .append(permission.group())
                    .append("], resources: [")
                    .append(permission.resource())
                    .append("], verbs: [")
                    .append(permission.verb())
                    .append("]}");
        }
        return new Refusal(ProblemCode.PERMISSION_MISSING.word(), told.toString());
    }

    /// The refusal of a piece of Freight that a Stage's condition tells of, if it does.
    static Optional<Refusal> told(StageStatus status, FreightOrigin origin, String freight) {
        Optional<Condition> condition = AutoPromotionCondition.refusal(status);
        String beginning = AutoPromotion.refused(freight, origin);
        int at = condition.map(c -> c.message().indexOf(beginning)).orElse(-1);
        if (at < 0) {
            return Optional.empty();
        }
        String rest = condition.map(Condition::message).orElse("").substring(at + beginning.length());
        int end = rest.indexOf("; Freight \"");
        String said = end < 0 ? rest : rest.substring(0, end);
        boolean permission = !MissingPermission.in(said, THIS_IDENTITY, "").isEmpty();
        ProblemCode code = permission ? ProblemCode.PERMISSION_MISSING : ProblemCode.ADMISSION_DENIED;
        return Optional.of(new Refusal(code.word(), said));
    }

    /// Whether it is a permission that another component lacks, such as admission: nobody here hears when
    /// that is given back.
    boolean isForWantOfAnother() {
        return MissingPermission.in(said, THIS_IDENTITY, "").stream()
                .map(MissingPermission::user)
                .anyMatch(user -> !user.equals(THIS_IDENTITY) && !user.contains(Component.CONTROLLER.account()));
    }

    /// The refusal and the remedy in words.
    public String sentence() {
        return said;
    }
}
