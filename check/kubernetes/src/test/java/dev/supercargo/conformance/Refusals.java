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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the API server has refused, and when: heard at its door, where requests arrive.
final class Refusals implements AccessListener {
    private record Refused(String username, AccessQuestion.OnResource what, long nanos) {}

    private final List<Refused> refused = new CopyOnWriteArrayList<>();

    /// Namespaces whose deletion was asked for: their bindings go with them.
    private final Set<String> going = ConcurrentHashMap.newKeySet();

    @Override
    public void answered(Identity who, AccessQuestion question, AccessAnswer answer) {
        if (!isRequest(who) || !(question instanceof AccessQuestion.OnResource on)) {
            return;
        }
        if (!answer.isAllowed()) {
            // the API server puts a namespace's own name into the question, too
            if (on.resource().equals("namespaces") || !going.contains(on.namespace())) {
                refused.add(new Refused(who.username(), on, System.nanoTime()));
            }
        } else if (on.verb().equals("delete")
                && Set.of("projects", "namespaces").contains(on.combined())) {
            going.add(on.name());
        }
    }

    /// What components were refused, in words; not in namespaces that go.
    List<String> ofComponents() {
        return refused.stream()
                .filter(one -> ApiUnderTest.isComponent(one.username()))
                .map(one -> one.username() + ": " + one.what())
                .toList();
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
