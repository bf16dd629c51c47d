package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One rule of a role: these verbs on these resources (of these names, if any are given) or on these URL
/// paths.
public record PolicyRule(
        List<String> verbs,
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls) {
    public PolicyRule {
        verbs = List.copyOf(verbs);
        apiGroups = List.copyOf(apiGroups);
        resources = List.copyOf(resources);
        resourceNames = List.copyOf(resourceNames);
        nonResourceUrls = List.copyOf(nonResourceUrls);
    }

    /// A rule about resources.
    public static PolicyRule onResources(List<String> verbs, List<String> apiGroups, List<String> resources) {
        return new PolicyRule(verbs, apiGroups, resources, List.of(), List.of());
    }

    /// A rule about URL paths.
    public static PolicyRule onPaths(List<String> verbs, List<String> paths) {
        return new PolicyRule(verbs, List.of(), List.of(), List.of(), paths);
    }

    /// The rules of a role object, in order.
    public static List<PolicyRule> allOf(Map<String, Object> role) {
        return Json.list(role, "rules").stream().map(PolicyRule::of).toList();
    }

    static PolicyRule of(@Nullable Object tree) {
        return new PolicyRule(
                texts(tree, "verbs"),
                texts(tree, "apiGroups"),
                texts(tree, "resources"),
                texts(tree, "resourceNames"),
                texts(tree, "nonResourceURLs"));
    }

    private static List<String> texts(@Nullable Object tree, String field) {
        return Json.list(tree, field).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /// The rule as manifests write it; empty parts are left out.
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        putUnlessEmpty(tree, "verbs", verbs);
        putUnlessEmpty(tree, "apiGroups", apiGroups);
        putUnlessEmpty(tree, "resources", resources);
        putUnlessEmpty(tree, "resourceNames", resourceNames);
        putUnlessEmpty(tree, "nonResourceURLs", nonResourceUrls);
        return tree;
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String field, List<String> values) {
        if (!values.isEmpty()) {
            tree.put(field, new ArrayList<Object>(values));
        }
    }

    /// Whether the rule allows what is asked (`kubernetes-api.md` 7.3): exact, case-sensitive comparison.
    public boolean allows(AccessQuestion question) {
        return switch (question) {
            case AccessQuestion.OnResource asked ->
                matches(verbs, asked.verb())
                        && matches(apiGroups, asked.group())
                        && coversResource(asked.combined(), asked.subresource())
                        && (resourceNames.isEmpty() || resourceNames.contains(asked.name()));
            case AccessQuestion.OnPath asked -> matches(verbs, asked.verb()) && coversPath(asked.path());
        };
    }

    private static boolean matches(List<String> allowed, String asked) {
        return allowed.contains("*") || allowed.contains(asked);
    }

    private boolean coversResource(String combined, String subresource) {
        return matches(resources, combined) || (!subresource.isEmpty() && resources.contains("*/" + subresource));
    }

    private boolean coversPath(String path) {
        return nonResourceUrls.stream().anyMatch(url -> covers(url, path));
    }

    private static boolean covers(String url, String path) {
        if (url.equals("*") || url.equals(path)) {
            return true;
        }
        return url.endsWith("*") && path.startsWith(withoutTrailingStars(url));
    }

    private static String withoutTrailingStars(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '*') {
            end--;
        }
        return url.substring(0, end);
    }

    /// Whether this rule alone grants everything that an atom (one verb, one target) grants.
    boolean covers(PolicyRule atom) {
        return containsAll(verbs, atom.verbs)
                && containsAll(apiGroups, atom.apiGroups)
                && atom.resources.stream().allMatch(this::coversWholeResource)
                && coversNames(atom.resourceNames)
                && atom.nonResourceUrls.stream().allMatch(this::coversPath);
    }

    private static boolean containsAll(List<String> mine, List<String> wanted) {
        return mine.contains("*") || mine.containsAll(wanted);
    }

    private boolean coversWholeResource(String resource) {
        int slash = resource.indexOf('/');
        return coversResource(resource, slash < 0 ? "" : resource.substring(slash + 1));
    }

    private boolean coversNames(List<String> wanted) {
        return resourceNames.isEmpty() || (!wanted.isEmpty() && resourceNames.containsAll(wanted));
    }

    /// The smallest rules that together grant the same: one verb on one resource (and name) or path each.
    List<PolicyRule> atoms() {
        var atoms = new ArrayList<PolicyRule>();
        for (String group : apiGroups) {
            for (String resource : resources) {
                for (String verb : verbs) {
                    List<String> on = List.of(resource);
                    if (resourceNames.isEmpty()) {
                        atoms.add(onResources(List.of(verb), List.of(group), on));
                    }
                    resourceNames.forEach(name ->
                            atoms.add(new PolicyRule(List.of(verb), List.of(group), on, List.of(name), List.of())));
                }
            }
        }
        for (String url : nonResourceUrls) {
            verbs.forEach(verb -> atoms.add(onPaths(List.of(verb), List.of(url))));
        }
        return atoms;
    }

    /// The rule with more verbs.
    PolicyRule withVerbs(List<String> more) {
        var all = new ArrayList<>(verbs);
        more.stream().filter(verb -> !all.contains(verb)).forEach(all::add);
        return new PolicyRule(all, apiGroups, resources, resourceNames, nonResourceUrls);
    }

    /// The rule as refusals of escalation show it: `{APIGroups:["g"], Resources:["r"], Verbs:["get"
    /// "list"]}`.
    String shown() {
        var parts = new ArrayList<String>();
        show(parts, "APIGroups", apiGroups);
        show(parts, "Resources", resources);
        show(parts, "NonResourceURLs", nonResourceUrls);
        show(parts, "ResourceNames", resourceNames);
        show(parts, "Verbs", verbs);
        return "{" + String.join(", ", parts) + "}";
    }

    private static void show(List<String> parts, String name, List<String> values) {
        if (!values.isEmpty()) {
            parts.add(name + ":" + quotedList(values));
        }
    }

    static String quotedList(List<String> values) {
        return values.stream().map(FieldError::quote).collect(Collectors.joining(" ", "[", "]"));
    }
}
