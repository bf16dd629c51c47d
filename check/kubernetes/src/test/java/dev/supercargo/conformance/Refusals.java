package dev.supercargo.conformance;

import dev.supercargo.access.Grant;
import dev.supercargo.access.Scope;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.kube.apiserver.access.AccessAnswer;
import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Identity;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the API server has refused, and when: heard at its door, where requests arrive.
final class Refusals implements AccessListener {
    private record Refused(String username, AccessQuestion.OnResource what, long nanos) {}

    private final List<Refused> refused = new CopyOnWriteArrayList<>();

    @Override
    public void answered(Identity who, AccessQuestion question, AccessAnswer answer) {
        if (!answer.isAllowed() && isRequest(who) && question instanceof AccessQuestion.OnResource on) {
            refused.add(new Refused(who.username(), on, System.nanoTime()));
        }
    }

    /// Whether somebody asks to do something, not what somebody else may do.
    static boolean isRequest(Identity who) {
        return !who.extra().containsKey(PermissionAudit.ON_BEHALF);
    }

    void forget() {
        refused.clear();
    }

    /// When a component was first refused what a grant had let it do, as [System#nanoTime].
    OptionalLong first(Grant grant) {
        return refused.stream()
                .filter(one -> isOf(grant, one))
                .mapToLong(Refused::nanos)
                .min();
    }

    private static boolean isOf(Grant grant, Refused one) {
        AccessQuestion.OnResource what = one.what();
        boolean there =
                !(grant.scope() instanceof Scope.In in) || what.namespace().equals(in.namespace());
        return there
                && one.username().equals(grant.component().username())
                && what.group().equals(grant.group())
                && grant.resources().contains(what.combined())
                && grant.verbs().contains(what.verb());
    }
}
