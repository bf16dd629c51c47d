package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may give an object which owners (`kubernetes-api.md` 8.3, `OwnerReferencesPermissionEnforcement`).
///
/// 1. A request that does not change owner references is fine.
/// 2. An update that does needs `delete` on the dependent.
/// 3. References that newly block the deletion of their owner need `update` on the owner's `finalizers`.
///
/// A validating rule: it looks at the object as it would be stored, so that what an update of `status` drops
/// anyway does not count.
public final class OwnerReferenceRule {
    private final Authorizer authorizer;
    private final Authorizer unrecorded;
    private final OwnerKinds kinds;

    /// @param audit is told every answer that counts (that there is no blanket permission does not)
    public OwnerReferenceRule(Authorizer authorizer, OwnerKinds kinds, AccessListener audit) {
        this.unrecorded = authorizer;
        this.authorizer = authorizer.recordedBy(audit);
        this.kinds = kinds;
    }

    /// What a request does to the owner references of an object.
    ///
    /// @param changed whether any element differs from the old one at the same place
    /// @param newlyBlocking references that block the deletion of their owner, and did not before
    public record Change(boolean changed, List<Map<String, Object>> newlyBlocking) {
        public Change {
            newlyBlocking = List.copyOf(newlyBlocking);
        }

        /// The change from the stored object (if there is one) to the wanted one.
        public static Change between(KubeObject wanted, Optional<KubeObject> stored) {
            List<Map<String, Object>> now = wanted.ownerReferences();
            List<Map<String, Object>> before =
                    stored.map(KubeObject::ownerReferences).orElse(List.of());
            boolean changed = now.size() != before.size();
            for (int i = 0; i < now.size() && !changed; i++) {
                changed = !Json.same(now.get(i), before.get(i));
            }
            return new Change(
                    changed,
                    now.stream()
                            .filter(Change::blocks)
                            .filter(reference ->
                                    before.stream().noneMatch(old -> blocks(old) && uid(old).equals(uid(reference))))
                            .toList());
        }

        private static boolean blocks(Map<String, Object> reference) {
            return Boolean.TRUE.equals(reference.get("blockOwnerDeletion"));
        }

        private static String uid(Map<String, Object> reference) {
            return Json.text(reference, "uid").orElse("");
        }
    }

    /// Why the request is refused; empty where it is fine.
    ///
    /// @param dependent the request's resource and subresource, and the namespace and name of the object
    public Optional<ApiError> refusal(
            Identity who, AccessQuestion.OnResource dependent, KubeObject wanted, Optional<KubeObject> stored) {
        if (dependent.group().isEmpty() && dependent.combined().equals("pods/status")) {
            return Optional.empty();
        }
        Change change = Change.between(wanted, stored);
        if (!change.changed()) {
            return Optional.empty();
        }
        if (stored.isPresent()) {
            AccessAnswer delete = authorizer.answer(
                    who,
                    new AccessQuestion.OnResource(
                            "delete",
                            dependent.group(),
                            dependent.version(),
                            dependent.resource(),
                            dependent.subresource(),
                            dependent.namespace(),
                            dependent.name()));
            if (!delete.isAllowed()) {
                return refused(
                        dependent,
                        wanted,
                        "cannot set an ownerRef on a resource you can't delete: " + delete.reason() + ", <nil>");
            }
        }
        if (change.newlyBlocking().isEmpty() || mayBlockEverything(who)) {
            return Optional.empty();
        }
        return change.newlyBlocking().stream()
                .flatMap(reference -> blocking(who, dependent, wanted, reference).stream())
                .findFirst();
    }

    private boolean mayBlockEverything(Identity who) {
        return unrecorded
                .answer(who, new AccessQuestion.OnResource("update", "*", "*", "*", "finalizers", "", "*"))
                .isAllowed();
    }

    private Optional<ApiError> blocking(
            Identity who, AccessQuestion.OnResource dependent, KubeObject wanted, Map<String, Object> reference) {
        String version = Json.text(reference, "apiVersion").orElse("");
        String kind = Json.text(reference, "kind").orElse("");
        String[] parts = version.split("/", -1);
        String group = parts.length == 2 ? parts[0] : "";
        List<ResourceType> resources = parts.length > 2 ? List.of() : kinds.resourcesOf(group, kind);
        if (resources.isEmpty()) {
            String why = parts.length > 2
                    ? "unexpected GroupVersion string: " + version
                    : "no matches for kind \"" + kind + "\" in version \"" + version + "\"";
            return refused(
                    dependent,
                    wanted,
                    "cannot set blockOwnerDeletion in this case because cannot find RESTMapping" + " for APIVersion "
                            + version + " Kind " + kind + ": " + why);
        }
        for (AccessQuestion question : questions(resources, dependent.namespace(), reference)) {
            AccessAnswer answer = authorizer.answer(who, question);
            if (!answer.isAllowed()) {
                return refused(
                        dependent,
                        wanted,
                        "cannot set blockOwnerDeletion if an ownerReference refers to a resource"
                                + " you can't set finalizers on: " + answer.reason() + ", <nil>");
            }
        }
        return Optional.empty();
    }

    private static List<AccessQuestion> questions(
            List<ResourceType> resources, String namespace, Map<String, Object> reference) {
        var questions = new ArrayList<AccessQuestion>();
        for (ResourceType type : resources) {
            questions.add(new AccessQuestion.OnResource(
                    "update",
                    type.group(),
                    type.version(),
                    type.plural(),
                    "finalizers",
                    type.namespaced() ? namespace : "",
                    Json.text(reference, "name").orElse("")));
        }
        return questions;
    }

    private static Optional<ApiError> refused(AccessQuestion.OnResource dependent, KubeObject wanted, String why) {
        String generated = Json.text(wanted.view(), "metadata", "generateName").orElse("");
        String name = !wanted.name().isEmpty() ? wanted.name() : generated.isEmpty() ? "Unknown" : generated;
        return Optional.of(ApiError.forbidden(new GroupResource(dependent.group(), dependent.resource()), name, why));
    }
}
