package dev.supercargo.kube.apiserver.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Role-based access control over live objects, as `kubernetes-api.md` 7.3 says: members of `system:masters`
/// may do everything; else some rule of some role that is bound to the caller must allow it; there are no
/// denying rules.
///
/// Safe for concurrent use: the index of the bindings is immutable, and made anew when
/// [RbacObjects#revision] moves.
public final class Rbac implements Authorizer {
    private final RbacObjects objects;
    private volatile Snapshot snapshot;

    private record Snapshot(long revision, RbacIndex index) {}

    public Rbac(RbacObjects objects) {
        this.objects = objects;
        this.snapshot = new Snapshot(objects.revision(), new RbacIndex(objects));
    }

    @Override
    public AccessAnswer answer(Identity who, AccessQuestion question) {
        if (who.isIn(Identity.MASTERS)) {
            return new AccessAnswer.Allowed("");
        }
        String namespace = question instanceof AccessQuestion.OnResource asked ? asked.namespace() : "";
        var unresolved = new LinkedHashSet<String>();
        for (RbacIndex.Grant grant : index().grants(who, namespace)) {
            if (grant.rules().isEmpty()) {
                unresolved.add(grant.role().missing());
            } else if (grant.rules().get().stream().anyMatch(rule -> rule.allows(question))) {
                return new AccessAnswer.Allowed(grant.reason());
            }
        }
        return new AccessAnswer.Denied(unresolved.isEmpty() ? "" : "RBAC: " + together(unresolved));
    }

    /// What somebody's bindings grant in a namespace (`""`: cluster-wide only), unmerged and in the order of
    /// evaluation.
    public Holdings holdings(Identity who, String namespace) {
        var rules = new ArrayList<PolicyRule>();
        var unresolved = new LinkedHashSet<String>();
        for (RbacIndex.Grant grant : index().grants(who, namespace)) {
            grant.rules()
                    .ifPresentOrElse(
                            rules::addAll, () -> unresolved.add(grant.role().missing()));
        }
        return new Holdings(rules, List.copyOf(unresolved));
    }

    /// Rules that somebody holds, and what could not be resolved on the way.
    public record Holdings(List<PolicyRule> rules, List<String> unresolved) {
        public Holdings {
            rules = List.copyOf(rules);
            unresolved = List.copyOf(unresolved);
        }
    }

    Optional<List<PolicyRule>> rulesOf(RoleRef role, String namespace) {
        return index().rulesOf(role, namespace);
    }

    static String together(Set<String> texts) {
        return texts.size() == 1 ? texts.iterator().next() : "[" + String.join(", ", texts) + "]";
    }

    /// The revision is read first: a change that comes between is seen again by the next question.
    private RbacIndex index() {
        Snapshot current = snapshot;
        long revision = objects.revision();
        if (current.revision() != revision) {
            current = new Snapshot(revision, current.index().refreshed(objects));
            snapshot = current;
        }
        return current.index();
    }
}
