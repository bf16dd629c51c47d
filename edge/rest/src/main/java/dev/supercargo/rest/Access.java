package dev.supercargo.rest;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Kinds;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether a caller may do something, by a SubjectAccessReview (rest-api.md 3). The local user may do everything.
public final class Access {
    private final Kube kube;

    /// @param kube the API under an identity that may create SubjectAccessReviews
    public Access(Kube kube) {
        this.kube = kube;
    }

    /// What somebody wants to do.
    ///
    /// @param namespace empty for everywhere
    /// @param name empty for all objects
    record Wish(String verb, String group, String resource, String namespace, String name) {
        /// The words of a refusal.
        String denial() {
            String of = group.isEmpty() ? resource : resource + "." + group;
            String which = name.isEmpty() ? "" : " \"" + name + "\"";
            return of + which + " is forbidden: " + verb + " is not permitted";
        }
    }

    /// @throws Refusal 403 where the caller may not
    void check(Caller caller, Wish wish) {
        if (!isAllowed(caller, wish)) {
            throw new Refusal(403, "review subject access: " + wish.denial());
        }
    }

    boolean isAllowed(Caller caller, Wish wish) {
        return switch (caller) {
            case Caller.Local _ -> true;
            case Caller.Kubernetes user -> {
                KubeObject answer = kube.create(Kinds.SUBJECT_ACCESS_REVIEW, review(user, wish));
                yield Json.at(answer.view(), "status", "allowed").orElse(false).equals(true);
            }
        };
    }

    private static KubeObject review(Caller.Kubernetes user, Wish wish) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("verb", wish.verb());
        attributes.put("group", wish.group());
        attributes.put("resource", wish.resource());
        if (!wish.namespace().isEmpty()) {
            attributes.put("namespace", wish.namespace());
        }
        if (!wish.name().isEmpty()) {
            attributes.put("name", wish.name());
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("resourceAttributes", attributes);
        spec.put("user", user.username());
        spec.put("uid", user.uid());
        spec.put("groups", user.groups().stream().<Object>map(group -> group).toList());
        if (!user.extra().isEmpty()) {
            spec.put("extra", user.extra());
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", Kinds.SUBJECT_ACCESS_REVIEW.apiVersion());
        tree.put("kind", Kinds.SUBJECT_ACCESS_REVIEW.kind());
        tree.put("spec", spec);
        return KubeObject.of(tree);
    }
}
