package dev.supercargo.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One permission of one component: verbs on resources of a group (the core group is empty), where, and why.
/// `names` limits it to objects of those names (empty: all). `untested` says why no test uses it (empty: some
/// test does).
public record Grant(
        Component component,
        Scope scope,
        String group,
        List<String> resources,
        List<String> verbs,
        List<String> names,
        Reason reason) {
    /// Why something is granted, and why no test uses it, if none does.
    public record Reason(String because, String untested) {}

    public Grant {
        resources = List.copyOf(resources);
        verbs = List.copyOf(verbs);
        names = List.copyOf(names);
        if (resources.isEmpty() || verbs.isEmpty() || reason.because().isEmpty()) {
            throw new IllegalArgumentException("a grant names resources, verbs and a reason");
        }
    }

    /// The rule as RBAC objects write it.
    public Map<String, Object> rule() {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("apiGroups", List.<Object>of(group));
        rule.put("resources", List.<Object>copyOf(resources));
        if (!names.isEmpty()) {
            rule.put("resourceNames", List.<Object>copyOf(names));
        }
        rule.put("verbs", List.<Object>copyOf(verbs));
        return rule;
    }
}
