package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Answers access reviews (`kubernetes-api.md` 7.6): from the posted tree to the tree that is answered.
/// Nothing is stored.
public final class Reviews {
    private static final String AUTHORIZATION = "authorization.k8s.io";

    private final Rbac rbac;
    private final AccessListener audit;

    /// @param audit is told what others learn about somebody: whoever asks for them acts on the answer
    public Reviews(Rbac rbac, AccessListener audit) {
        this.rbac = rbac;
        this.audit = audit;
    }

    /// May I? (`SelfSubjectAccessReview`)
    ///
    /// @throws ApiError 422 when the review is malformed
    public Map<String, Object> selfSubjectAccess(Map<String, Object> body, Identity who) {
        var errors = new ArrayList<FieldError>();
        checkAttributes(body, errors);
        checkMetadata(body, _ -> false, errors);
        refuse(errors);
        return answered("SelfSubjectAccessReview", body, who);
    }

    /// May they? (`SubjectAccessReview`)
    ///
    /// @throws ApiError 422 when the review is malformed
    public Map<String, Object> subjectAccess(Map<String, Object> body) {
        var errors = new ArrayList<FieldError>();
        checkSubject(body, errors);
        checkMetadata(body, _ -> false, errors);
        refuse(errors);
        audit.answered(subject(body), question(body), rbac.answer(subject(body), question(body)));
        return answered("SubjectAccessReview", body, subject(body));
    }

    /// May they, in this namespace? (`LocalSubjectAccessReview`)
    ///
    /// @throws ApiError 422 when the review is malformed
    public Map<String, Object> localSubjectAccess(Map<String, Object> body, String namespace) {
        var errors = new ArrayList<FieldError>();
        checkSubject(body, errors);
        checkMetadata(body, "namespace"::equals, errors);
        Json.at(body, "spec", "resourceAttributes").ifPresent(attributes -> {
            String asked = Json.text(attributes, "namespace").orElse("");
            if (!asked.equals(namespace)) {
                errors.add(FieldError.invalid(
                        "spec.resourceAttributes.namespace", asked, "must match metadata.namespace"));
            }
        });
        Json.at(body, "spec", "nonResourceAttributes")
                .ifPresent(attributes -> errors.add(FieldError.invalid(
                        "spec.nonResourceAttributes", shownPath(attributes), "disallowed on this kind of request")));
        refuse(errors);
        Map<String, Object> answer = answered("LocalSubjectAccessReview", body, subject(body));
        Json.put(answer, namespace, "metadata", "namespace");
        return answer;
    }

    /// What may I, in this namespace? (`SelfSubjectRulesReview`)
    ///
    /// @throws ApiError 400 when no namespace is named
    public Map<String, Object> selfSubjectRules(Map<String, Object> body, Identity who) {
        String namespace = Json.text(body, "spec", "namespace").orElse("");
        if (namespace.isEmpty()) {
            throw ApiError.badRequest("no namespace on request");
        }
        Rbac.Holdings held = rbac.holdings(who, namespace);
        var onResources = new ArrayList<Object>();
        var onPaths = new ArrayList<Object>();
        for (PolicyRule rule : held.rules()) {
            if (!rule.resources().isEmpty()) {
                onResources.add(new PolicyRule(
                                rule.verbs(), rule.apiGroups(), rule.resources(), rule.resourceNames(), List.of())
                        .tree());
            }
            if (!rule.nonResourceUrls().isEmpty()) {
                onPaths.add(
                        PolicyRule.onPaths(rule.verbs(), rule.nonResourceUrls()).tree());
            }
        }
        var status = new LinkedHashMap<String, Object>();
        status.put("resourceRules", onResources);
        status.put("nonResourceRules", onPaths);
        status.put("incomplete", false);
        if (!held.unresolved().isEmpty()) {
            status.put("evaluationError", Rbac.together(new java.util.LinkedHashSet<>(held.unresolved())));
        }
        return answer("authorization.k8s.io/v1", "SelfSubjectRulesReview", new LinkedHashMap<>(), Map.of(), status);
    }

    /// Who am I? (`SelfSubjectReview`)
    public static Map<String, Object> selfSubject(Identity who, Instant now) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        var status = new LinkedHashMap<String, Object>();
        status.put("userInfo", who.tree());
        Map<String, Object> answer =
                answer("authentication.k8s.io/v1", "SelfSubjectReview", metadata, Map.of(), status);
        answer.remove("spec");
        return answer;
    }

    private static void checkAttributes(Map<String, Object> body, List<FieldError> errors) {
        var onResource = Json.at(body, "spec", "resourceAttributes");
        var onPath = Json.at(body, "spec", "nonResourceAttributes");
        if (onResource.isPresent() && onPath.isPresent()) {
            errors.add(FieldError.invalid(
                    "spec.nonResourceAttributes",
                    shownPath(onPath.get()),
                    "cannot be specified in combination with resourceAttributes"));
        } else if (onResource.isEmpty() && onPath.isEmpty()) {
            errors.add(FieldError.invalid(
                    "spec.resourceAttributes",
                    "null: exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }
        SelectorAttributes.check(onResource.orElse(Map.of()), errors);
    }

    private static void checkSubject(Map<String, Object> body, List<FieldError> errors) {
        checkAttributes(body, errors);
        if (Json.text(body, "spec", "user").orElse("").isEmpty()
                && Json.list(body, "spec", "groups").isEmpty()) {
            errors.add(FieldError.invalid("spec.user", "", "at least one of user or group must be specified"));
        }
    }

    private static void checkMetadata(Map<String, Object> body, Predicate<String> allowed, List<FieldError> errors) {
        Map<String, Object> metadata = Json.object(body, "metadata");
        boolean empty = metadata.entrySet().stream()
                .allMatch(entry -> allowed.test(entry.getKey())
                        || entry.getKey().equals("managedFields")
                        || isEmpty(entry.getValue()));
        if (!empty) {
            errors.add(FieldError.invalid("metadata", metadata, "must be empty"));
        }
    }

    private static boolean isEmpty(@org.jspecify.annotations.Nullable Object value) {
        return value == null
                || value.equals("")
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    private static Map<String, Object> shownPath(Object attributes) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("Path", Json.text(attributes, "path").orElse(""));
        shown.put("Verb", Json.text(attributes, "verb").orElse(""));
        return shown;
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ApiError.invalid(AUTHORIZATION, "", "", causes(errors));
        }
    }

    static List<ApiError.Cause> causes(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new ApiError.Cause(error.type().reason(), error.body(), error.path()))
                .toList();
    }

    /// Whom the review is about: exactly the groups that it lists.
    private static Identity subject(Map<String, Object> body) {
        var extra = new LinkedHashMap<String, List<String>>();
        Json.object(body, "spec", "extra").forEach((key, values) -> extra.put(key, texts(values)));
        return new Identity(
                Json.text(body, "spec", "user").orElse(""),
                Json.text(body, "spec", "uid").orElse(""),
                texts(Json.list(body, "spec", "groups")),
                extra);
    }

    private static List<String> texts(Object values) {
        return values instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Map<String, Object> answered(String kind, Map<String, Object> body, Identity subject) {
        AccessAnswer access = rbac.answer(subject, question(body));
        var status = new LinkedHashMap<String, Object>();
        status.put("allowed", access.isAllowed());
        if (!access.reason().isEmpty()) {
            status.put("reason", access.reason());
        }
        List<String> ignored = SelectorAttributes.ignored(
                Json.at(body, "spec", "resourceAttributes").orElse(Map.of()));
        if (!ignored.isEmpty()) {
            status.put("evaluationError", String.join(", ", ignored));
        }
        return answer("authorization.k8s.io/v1", kind, new LinkedHashMap<>(), Json.object(body, "spec"), status);
    }

    private static AccessQuestion question(Map<String, Object> body) {
        return Json.at(body, "spec", "resourceAttributes")
                .<AccessQuestion>map(at -> new AccessQuestion.OnResource(
                        Json.text(at, "verb").orElse(""),
                        Json.text(at, "group").orElse(""),
                        Json.text(at, "version").orElse(""),
                        Json.text(at, "resource").orElse(""),
                        Json.text(at, "subresource").orElse(""),
                        Json.text(at, "namespace").orElse(""),
                        Json.text(at, "name").orElse("")))
                .orElseGet(() -> new AccessQuestion.OnPath(
                        Json.text(body, "spec", "nonResourceAttributes", "verb").orElse(""),
                        Json.text(body, "spec", "nonResourceAttributes", "path").orElse("")));
    }

    static Map<String, Object> answer(
            String apiVersion,
            String kind,
            Map<String, Object> metadata,
            Map<String, Object> spec,
            Map<String, Object> status) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("kind", kind);
        answer.put("apiVersion", apiVersion);
        answer.put("metadata", metadata);
        answer.put("spec", Json.copy(spec));
        answer.put("status", status);
        return answer;
    }
}
