package dev.supercargo.app;

import dev.supercargo.admission.Admission;
import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.Refusal;
import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.admission.AdmissionAnswer;
import dev.supercargo.kube.apiserver.admission.AdmissionHook;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest;
import dev.supercargo.meta.KubeObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Hands the embedded server's admission requests to the rules, in process. The rules look things up through the same
/// server, so they arrive ([#serve]) after it was made; until then nothing of theirs is let in.
final class InProcessAdmission {
    private final AtomicReference<@Nullable Admission> rules = new AtomicReference<>();

    /// From now on these rules are asked.
    void serve(Admission admission) {
        rules.set(admission);
    }

    AdmissionHook mutating() {
        return request -> asked(request, Admission::mutate);
    }

    AdmissionHook validating() {
        return request -> asked(request, Admission::validate);
    }

    private AdmissionAnswer asked(
            AdmissionRequest request, BiFunction<Admission, AdmissionReview, AdmissionVerdict> question) {
        Admission admission = rules.get();
        if (admission == null) {
            return AdmissionAnswer.refused(ApiError.unavailable("admission rules are not there yet; try again"));
        }
        if (!admission.concerns(request.target().type(), request.target().subresource())) {
            return AdmissionAnswer.allowed();
        }
        return answer(request.target().type().kind(), question.apply(admission, review(request)));
    }

    private static AdmissionReview review(AdmissionRequest request) {
        AdmissionRequest.Change change = request.change();
        Map<String, Object> object = change.object().or(change::oldObject).orElseThrow();
        Optional<KubeObject> old = change instanceof AdmissionRequest.Change.Update
                ? change.oldObject().map(KubeObject::of)
                : Optional.empty();
        return new AdmissionReview(
                request.target().type(),
                request.target().subresource(),
                AdmissionReview.Operation.valueOf(change.operation()),
                KubeObject.of(object),
                old,
                new Caller(request.who().username(), request.who().groups()),
                request.dryRun());
    }

    private static AdmissionAnswer answer(String kind, AdmissionVerdict verdict) {
        return switch (verdict) {
            case AdmissionVerdict.Accepted accepted ->
                new AdmissionAnswer.Allowed(Optional.of(accepted.object().tree()), accepted.warnings());
            case AdmissionVerdict.Rejected rejected -> AdmissionAnswer.refused(error(kind, rejected.refusal()));
        };
    }

    /// In the words that a cluster's API server puts before those of a webhook.
    private static ApiError error(String kind, Refusal refusal) {
        String webhook = kind.toLowerCase(Locale.ROOT) + ".kargo.akuity.io";
        String message = "admission webhook \"" + webhook + "\" denied the request: " + refusal.message();
        return ApiError.of(refusal.code(), refusal.reason(), message, refusal.details());
    }
}
