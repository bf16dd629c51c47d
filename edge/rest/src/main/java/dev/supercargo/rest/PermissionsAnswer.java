package dev.supercargo.rest;

import dev.supercargo.access.Audit;
import dev.supercargo.access.Component;
import dev.supercargo.access.Grant;
import dev.supercargo.access.Grants;
import dev.supercargo.access.Scope;
import dev.supercargo.controllers.problems.PermissionAudit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `GET /v1beta1/permissions` answers: of each component every grant as it is declared, and what its
/// audit found: `granted`, `missing` (and then what of it, where, since when), or `unknown` where nobody
/// could ask, or has asked yet.
final class PermissionsAnswer {
    private PermissionsAnswer() {}

    static Map<String, Object> tree(List<PermissionAudit> audits) {
        var components = new ArrayList<Object>();
        for (Component component : Component.values()) {
            Optional<PermissionAudit> audit =
                    audits.stream().filter(one -> one.component() == component).findFirst();
            var tree = new LinkedHashMap<String, Object>();
            tree.put("component", component.account());
            tree.put("user", audit.map(one -> component.username(one.home())).orElseGet(component::username));
            tree.put("purpose", component.purpose());
            audit.flatMap(PermissionAudit::trouble).ifPresent(trouble -> tree.put("trouble", trouble));
            Map<Audit.Question, PermissionAudit.Answer> answers = audit.filter(
                            one -> one.trouble().isEmpty())
                    .map(PermissionAudit::answers)
                    .orElse(Map.of());
            tree.put(
                    "grants",
                    Grants.of(component).stream()
                            .<Object>map(grant -> tree(grant, answers))
                            .toList());
            components.add(tree);
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("permissions", components);
        return tree;
    }

    private static Map<String, Object> tree(Grant grant, Map<Audit.Question, PermissionAudit.Answer> answers) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("rule", grant.rule());
        tree.put(
                "scope",
                switch (grant.scope()) {
                    case Scope.Everywhere _ -> "everywhere";
                    case Scope.In in -> "namespace " + in.namespace();
                    case Scope.EachProject _ -> "each Project";
                });
        tree.put("because", grant.reason().because());
        var found = new LinkedHashMap<Audit.Question, PermissionAudit.Answer>();
        answers.forEach((question, answer) -> {
            if (question.grant().equals(grant)) {
                found.put(question, answer);
            }
        });
        List<Object> missing = found.entrySet().stream()
                .filter(one -> !one.getValue().isGranted())
                .<Object>map(one -> missing(one.getKey(), one.getValue().since()))
                .toList();
        if (!missing.isEmpty()) {
            tree.put("state", "missing");
            tree.put("missing", missing);
            return tree;
        }
        tree.put("state", found.isEmpty() ? "unknown" : "granted");
        found.values().stream()
                .map(PermissionAudit.Answer::since)
                .max(Instant::compareTo)
                .ifPresent(since -> tree.put("since", since.toString()));
        return tree;
    }

    private static Map<String, Object> missing(Audit.Question question, Instant since) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("permission", question.permission().toString());
        tree.put("namespace", question.namespace());
        tree.put("since", since.toString());
        return tree;
    }
}
