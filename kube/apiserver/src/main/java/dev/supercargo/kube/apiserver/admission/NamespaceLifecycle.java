package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Keeps the namespaces that the server needs, and lets nothing be created where no namespace is, or one about to go
/// (kubernetes-api.md 8.2). `namespaces` finds a namespace by its name.
public record NamespaceLifecycle(Function<String, Optional<Map<String, Object>>> namespaces) implements AdmissionHook {
    private static final List<String> PROTECTED = List.of("default", "kube-system", "kube-public");

    @Override
    public AdmissionAnswer admit(AdmissionRequest request) {
        Target target = request.target();
        boolean isNamespace =
                target.type().group().isEmpty() && target.type().plural().equals("namespaces");
        return switch (request.change()) {
            case Change.Delete _
            when isNamespace && PROTECTED.contains(target.namespace()) ->
                AdmissionAnswer.refused(ApiError.forbidden(
                        GroupResource.of(target.type()), target.namespace(), "this namespace may not be deleted"));
            case Change.Create(var wanted) when target.type().namespaced() && !isNamespace -> create(target, wanted);
            case Change.Create _, Change.Update _, Change.Delete _ -> AdmissionAnswer.allowed();
        };
    }

    private AdmissionAnswer create(Target target, Map<String, Object> wanted) {
        String namespace = target.namespace();
        Optional<Map<String, Object>> found = namespaces.apply(namespace);
        if (found.isEmpty()) {
            return AdmissionAnswer.refused(ApiError.notFound(new GroupResource("", "namespaces"), namespace));
        }
        boolean terminating =
                Json.text(found.get(), "metadata", "deletionTimestamp").isPresent()
                        || Json.text(found.get(), "status", "phase")
                                .filter("Terminating"::equals)
                                .isPresent();
        if (!terminating) {
            return AdmissionAnswer.allowed();
        }
        String name = Json.text(wanted, "metadata", "name")
                .or(() -> Json.text(wanted, "metadata", "generateName"))
                .orElse("Unknown");
        return AdmissionAnswer.refused(ApiError.forbidden(
                        GroupResource.of(target.type()),
                        name,
                        "unable to create new content in namespace " + namespace + " because it is being terminated")
                .withCauses(List.of(new ApiError.Cause(
                        "NamespaceTerminating",
                        "namespace " + namespace + " is being terminated",
                        "metadata.namespace"))));
    }
}
