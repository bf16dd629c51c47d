package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Nobody may grant what they do not hold: the checks on writes of roles and bindings (`kubernetes-api.md`
/// 7.4).
public final class Escalation {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<PolicyRule> EVERYTHING = List.of(
            PolicyRule.onResources(List.of("*"), List.of("*"), List.of("*")),
            PolicyRule.onPaths(List.of("*"), List.of("*")));

    private final Rbac rbac;
    private final AccessListener audit;

    /// @param audit is told of `escalate` and `bind` permissions that were made use of, and of those
    ///     whose lack made a write be refused
    public Escalation(Rbac rbac, AccessListener audit) {
        this.rbac = rbac;
        this.audit = audit;
    }

    /// Why the write of a role or binding is refused; empty where it is fine, and for other resources.
    ///
    /// @param resource plural of the resource, such as `clusterroles`
    /// @param requestName name in the URL: empty for a create by POST
    /// @param wanted the object as it would be stored
    /// @param stored the object that it replaces, if there is one
    public Optional<ApiError> refusal(
            Identity who, String resource, String requestName, KubeObject wanted, Optional<KubeObject> stored) {
        if (who.isIn(Identity.MASTERS)
                || stored.filter(old -> changesOnlyGarbageFields(old, wanted)).isPresent()) {
            return Optional.empty();
        }
        return switch (resource) {
            case "roles", "clusterroles" -> role(who, resource, requestName, wanted, stored);
            case "rolebindings", "clusterrolebindings" -> binding(who, resource, wanted);
            default -> Optional.empty();
        };
    }

    private Optional<ApiError> role(
            Identity who, String resource, String requestName, KubeObject wanted, Optional<KubeObject> stored) {
        String namespace = wanted.namespace();
        AccessQuestion escalate = AccessQuestion.resource("escalate", GROUP, resource, "", namespace, requestName);
        if (makesUseOf(who, escalate)) {
            return Optional.empty();
        }
        boolean aggregates =
                aggregates(wanted) || stored.filter(Escalation::aggregates).isPresent();
        if (aggregates && !missing(who, namespace, EVERYTHING).isEmpty()) {
            return Optional.of(ApiError.forbidden(
                    new GroupResource(GROUP, resource),
                    wanted.name(),
                    "must have cluster-admin privileges to use the aggregationRule"));
        }
        return uncovered(who, escalate, resource, wanted, PolicyRule.allOf(wanted.view()));
    }

    private boolean makesUseOf(Identity who, AccessQuestion permission) {
        AccessAnswer answer = rbac.answer(who, permission);
        if (answer.isAllowed()) {
            audit.answered(who, permission, answer);
        }
        return answer.isAllowed();
    }

    private Optional<ApiError> binding(Identity who, String resource, KubeObject wanted) {
        String namespace = wanted.namespace();
        RoleRef role = RoleRef.of(wanted.view());
        String bound = role.isClusterRole() ? "clusterroles" : "roles";
        AccessQuestion bind = AccessQuestion.resource("bind", GROUP, bound, "", namespace, role.name());
        if (makesUseOf(who, bind)) {
            return Optional.empty();
        }
        Optional<List<PolicyRule>> rules = rbac.rulesOf(role, namespace);
        if (rules.isEmpty()) {
            // the binding's resource with the role's name: what real servers answer
            return Optional.of(ApiError.notFound(new GroupResource(GROUP, resource), role.name()));
        }
        return uncovered(who, bind, resource, wanted, rules.get());
    }

    private Optional<ApiError> uncovered(
            Identity who, AccessQuestion permission, String resource, KubeObject wanted, List<PolicyRule> rules) {
        List<PolicyRule> missing = missing(who, wanted.namespace(), rules);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        audit.answered(who, permission, rbac.answer(who, permission));
        var told = new TreeSet<String>();
        compact(missing).forEach(rule -> told.add(rule.shown()));
        List<String> unresolved = rbac.holdings(who, wanted.namespace()).unresolved();
        String why = "user \"" + who.username() + "\" (groups=" + PolicyRule.quotedList(who.groups())
                + ") is attempting to grant RBAC permissions not currently held:\n" + String.join("\n", told)
                + (unresolved.isEmpty() ? "" : "; resolution errors: [" + String.join(" ", unresolved) + "]");
        return Optional.of(ApiError.forbidden(new GroupResource(GROUP, resource), wanted.name(), why));
    }

    /// The atoms of the rules that no single rule of the caller covers.
    private List<PolicyRule> missing(Identity who, String namespace, List<PolicyRule> rules) {
        List<PolicyRule> held = rbac.holdings(who, namespace).rules();
        return rules.stream()
                .flatMap(rule -> rule.atoms().stream())
                .filter(atom -> held.stream().noneMatch(own -> own.covers(atom)))
                .toList();
    }

    /// Atoms of the same target as one rule of several verbs; those about paths stay as they are.
    private static List<PolicyRule> compact(List<PolicyRule> atoms) {
        var byTarget = new LinkedHashMap<List<List<String>>, PolicyRule>();
        var compact = new ArrayList<PolicyRule>();
        for (PolicyRule atom : atoms) {
            if (atom.nonResourceUrls().isEmpty()) {
                byTarget.merge(
                        List.of(atom.apiGroups(), atom.resources(), atom.resourceNames()),
                        atom,
                        (known, more) -> known.withVerbs(more.verbs()));
            } else {
                compact.add(atom);
            }
        }
        compact.addAll(byTarget.values());
        return compact;
    }

    private static boolean aggregates(KubeObject role) {
        return Json.at(role.view(), "aggregationRule").isPresent();
    }

    private static boolean changesOnlyGarbageFields(KubeObject old, KubeObject wanted) {
        return Json.same(bare(old), bare(wanted));
    }

    private static Map<String, Object> bare(KubeObject object) {
        Map<String, Object> tree = object.tree();
        Map<String, Object> metadata = Json.object(tree, "metadata");
        if (!metadata.isEmpty()) {
            List.of("ownerReferences", "finalizers", "managedFields", "selfLink", "resourceVersion")
                    .forEach(metadata::remove);
        }
        return tree;
    }
}
