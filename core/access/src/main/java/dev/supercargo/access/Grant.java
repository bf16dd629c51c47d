package dev.supercargo.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    /// Why something is granted; why no test uses it, if none does; and which feature needs it, if not every
    /// installation does.
    public record Reason(String because, String untested, Optional<Feature> feature) {}

    /// What an installation may do without.
    public enum Feature {
        /// Components that run against a cluster: leader election, the admission webhook.
        SERVE("in a cluster only");

        private final String words;

        Feature(String words) {
            this.words = words;
        }

        /// When it is needed.
        public String words() {
            return words;
        }
    }

    public Grant {
        resources = List.copyOf(resources);
        verbs = List.copyOf(verbs);
        names = List.copyOf(names);
        if (resources.isEmpty() || verbs.isEmpty() || reason.because().isEmpty()) {
            throw new IllegalArgumentException("a grant names resources, verbs and a reason");
        }
    }

    /// One verb on one resource (`resource` or `resource/subresource`), the smallest thing that can be asked for;
    /// an empty name means all objects.
    public record Permission(String verb, String group, String resource, String name) {
        /// `stages`.
        public String plural() {
            int slash = resource.indexOf('/');
            return slash < 0 ? resource : resource.substring(0, slash);
        }

        /// `status` or `finalizers`; empty for the resource itself.
        public String subresource() {
            int slash = resource.indexOf('/');
            return slash < 0 ? "" : resource.substring(slash + 1);
        }

        /// As people write it: `update on stages.kargo.akuity.io/finalizers`.
        @Override
        public String toString() {
            String kind = plural() + (group.isEmpty() ? "" : "." + group);
            return verb + " on " + kind + (subresource().isEmpty() ? "" : "/" + subresource())
                    + (name.isEmpty() ? "" : " \"" + name + "\"");
        }
    }

    /// All that it permits, one by one.
    public List<Permission> permissions() {
        List<String> of = names.isEmpty() ? List.of("") : names;
        return resources.stream()
                .flatMap(resource -> verbs.stream()
                        .flatMap(verb -> of.stream().map(name -> new Permission(verb, group, resource, name))))
                .toList();
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
