package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.schema.SelectorChecks;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The rules of a ClusterRole that collects those of others (`aggregationRule`).
public final class Aggregation {
    private Aggregation() {}

    /// The rules that the role ought to have, or empty where it does not aggregate: the union, in order of
    /// names, of the rules of all other ClusterRoles that some selector matches, without duplicates. A
    /// matched role that aggregates itself counts with what it ought to have.
    public static Optional<List<PolicyRule>> rules(KubeObject role, List<KubeObject> clusterRoles) {
        return aggregates(role) ? Optional.of(collected(role, clusterRoles, List.of())) : Optional.empty();
    }

    private static boolean aggregates(KubeObject role) {
        return Json.at(role.view(), "aggregationRule").isPresent();
    }

    /// @param outer roles that are being collected further out: they are left out, which ends every circle
    private static List<PolicyRule> collected(KubeObject role, List<KubeObject> clusterRoles, List<String> outer) {
        List<LabelSelector> selectors = Json.list(role.view(), "aggregationRule", "clusterRoleSelectors").stream()
                .map(Json::asObject)
                .filter(selector -> SelectorChecks.errors(selector, "").isEmpty()) // what selects nothing stops nobody
                .map(LabelSelector::parse)
                .toList();
        var inner = new ArrayList<>(outer);
        inner.add(role.name());
        var rules = new ArrayList<PolicyRule>();
        clusterRoles.stream()
                .filter(other -> !inner.contains(other.name()))
                .filter(other -> selectors.stream().anyMatch(selector -> selector.matches(other.labels())))
                .sorted(Comparator.comparing(KubeObject::name))
                .flatMap(other -> aggregates(other)
                        ? collected(other, clusterRoles, inner).stream()
                        : PolicyRule.allOf(other.view()).stream())
                .filter(rule -> !rules.contains(rule))
                .forEach(rules::add);
        return rules;
    }
}
