package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Whether a webhook or policy is about a request: its rules and selectors (kubernetes-api.md 8.4). `namespaces` finds
/// a
/// namespace by name, `versions` the served versions of a request's resource.
record MatchRules(Function<String, Optional<Map<String, Object>>> namespaces, Function<Target, List<String>> versions) {
    private static final String OWN_GROUP = "admissionregistration.k8s.io";

    /// The version in which the request is to be shown, or empty where the rules are not about it.
    Optional<String> version(List<Object> rules, String matchPolicy, AdmissionRequest request) {
        Target target = request.target();
        if (target.type().group().equals(OWN_GROUP)) {
            return Optional.empty();
        }
        String own = target.type().version();
        if (rules.stream().anyMatch(rule -> matches(rule, request, own))) {
            return Optional.of(own);
        }
        if (matchPolicy.equals("Exact")) {
            return Optional.empty();
        }
        return versions.apply(target).stream()
                .filter(version -> rules.stream().anyMatch(rule -> matches(rule, request, version)))
                .findFirst();
    }

    private static boolean matches(Object rule, AdmissionRequest request, String version) {
        Target target = request.target();
        String scope = Json.text(rule, "scope").orElse("*");
        boolean namespaced = target.type().namespaced();
        return has(rule, "operations", request.change().operation())
                && has(rule, "apiGroups", target.type().group())
                && has(rule, "apiVersions", version)
                && (scope.equals("*") || scope.equals(namespaced ? "Namespaced" : "Cluster"))
                && Json.list(rule, "resources").stream().anyMatch(resource -> covers(String.valueOf(resource), target));
    }

    private static boolean has(Object rule, String field, String value) {
        List<Object> values = Json.list(rule, field);
        return values.contains("*") || values.contains(value);
    }

    private static boolean covers(String pattern, Target target) {
        int slash = pattern.indexOf('/');
        String resource = slash < 0 ? pattern : pattern.substring(0, slash);
        String part = slash < 0 ? "" : pattern.substring(slash + 1);
        boolean rightResource =
                resource.equals("*") || resource.equals(target.type().plural());
        return rightResource && (part.equals("*") || part.equals(target.subresource()));
    }

    /// Whether the selectors of `matcher` (its `namespaceSelector`, `objectSelector`) fit.
    boolean selected(Map<String, Object> matcher, AdmissionRequest request) {
        return namespaceFits(Json.object(matcher, "namespaceSelector"), request)
                && objectFits(Json.object(matcher, "objectSelector"), request);
    }

    private boolean namespaceFits(Map<String, Object> selector, AdmissionRequest request) {
        if (selector.isEmpty()) {
            return true;
        }
        Target target = request.target();
        LabelSelector wanted = LabelSelector.parse(selector);
        boolean isNamespace =
                target.type().group().isEmpty() && target.type().plural().equals("namespaces");
        if (isNamespace) {
            return request.change()
                    .object()
                    .or(() -> request.change().oldObject())
                    .map(tree -> wanted.matches(KubeObject.of(tree).labels()))
                    .orElse(true);
        }
        return !target.type().namespaced()
                || namespaces
                        .apply(target.namespace())
                        .map(tree -> wanted.matches(KubeObject.of(tree).labels()))
                        .orElse(false);
    }

    private static boolean objectFits(Map<String, Object> selector, AdmissionRequest request) {
        if (selector.isEmpty()) {
            return true;
        }
        LabelSelector wanted = LabelSelector.parse(selector);
        return java.util.stream.Stream.of(
                        request.change().object(), request.change().oldObject())
                .flatMap(Optional::stream)
                .anyMatch(tree -> wanted.matches(KubeObject.of(tree).labels()));
    }
}
