package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Escalation;
import dev.supercargo.kube.apiserver.access.OwnerReferenceRule;
import dev.supercargo.kube.apiserver.admission.AdmissionAnswer;
import dev.supercargo.kube.apiserver.admission.AdmissionHook;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.meta.KubeObject;
import java.util.Map;
import java.util.Optional;

/// The rules about access that look at the object to be written, as validating hooks.
final class AccessRules {
    private AccessRules() {}

    /// Nobody grants what they do not hold.
    static AdmissionHook escalation(Escalation escalation) {
        return request -> {
            Optional<Map<String, Object>> wanted = request.change().object();
            Target target = request.target();
            if (wanted.isEmpty() || !target.type().group().equals("rbac.authorization.k8s.io")) {
                return AdmissionAnswer.allowed();
            }
            Optional<KubeObject> stored = request.change().oldObject().map(KubeObject::of);
            String urlName = stored.isPresent() ? target.name() : "";
            return answer(escalation.refusal(
                    request.who(), target.type().plural(), urlName, KubeObject.of(wanted.get()), stored));
        };
    }

    /// Nobody blocks the deletion of an owner whose finalizers they may not set.
    static AdmissionHook owners(OwnerReferenceRule rule) {
        return request -> {
            Optional<Map<String, Object>> wanted = request.change().object();
            if (wanted.isEmpty()) {
                return AdmissionAnswer.allowed();
            }
            return answer(rule.refusal(
                    request.who(),
                    dependent(request),
                    KubeObject.of(wanted.get()),
                    request.change().oldObject().map(KubeObject::of)));
        };
    }

    private static AccessQuestion.OnResource dependent(AdmissionRequest request) {
        Target target = request.target();
        return new AccessQuestion.OnResource(
                "delete",
                target.type().group(),
                target.type().version(),
                target.type().plural(),
                target.subresource(),
                target.namespace(),
                target.name());
    }

    private static AdmissionAnswer answer(Optional<ApiError> refusal) {
        return refusal.map(AdmissionAnswer::refused).orElseGet(AdmissionAnswer::allowed);
    }
}
