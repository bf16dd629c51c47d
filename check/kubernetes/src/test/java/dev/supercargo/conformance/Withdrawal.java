package dev.supercargo.conformance;

import dev.supercargo.access.Grant;
import dev.supercargo.access.Scope;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.util.List;
import java.util.Map;

/// One grant, taken from a running system until it is given back.
///
/// @param rules of the role before
record Withdrawal(Desk desk, ResourceType type, ObjectKey role, List<Object> rules) {
    static Withdrawal of(Desk desk, Grant grant) {
        String account = grant.component().account();
        ResourceType type = grant.scope() instanceof Scope.In ? Kinds.ROLE : Kinds.CLUSTER_ROLE;
        ObjectKey role = switch (grant.scope()) {
            case Scope.Everywhere _ -> ObjectKey.cluster(account);
            case Scope.In in -> new ObjectKey(in.place("kargo"), account);
            case Scope.EachProject(var name) -> ObjectKey.cluster(name);
        };
        KubeObject stored = desk.kube().get(type, role).orElseThrow();
        List<Object> rules = Json.list(stored.view(), "rules");
        List<Object> fewer = rules.stream()
                .filter(rule -> !Json.same(rule, grant.rule()) && !covers(rule, grant))
                .toList();
        if (fewer.size() == rules.size()) {
            throw new AssertionError("not in its role: " + grant);
        }
        desk.kube().patch(type, role, Map.of("rules", fewer));
        return new Withdrawal(desk, type, role, rules);
    }

    /// Where two components share a role, the rule of the other one may hold more.
    private static boolean covers(Object rule, Grant grant) {
        return grant.scope() instanceof Scope.EachProject
                && Json.list(rule, "resources").containsAll(grant.resources())
                && Json.list(rule, "verbs").containsAll(grant.verbs());
    }

    void giveBack() {
        desk.kube().patch(type, role, Map.of("rules", rules));
    }
}
