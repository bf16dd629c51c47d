package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiError.Cause;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import java.util.List;

/// Field errors as the answer that a client gets.
public final class Refusals {
    private Refusals() {}

    public static ApiError invalid(Resource resource, String name, List<FieldError> errors) {
        return invalid(
                resource.rules().groupInErrors(resource.type().group()),
                resource.type().kind(),
                name,
                errors);
    }

    public static ApiError invalid(String group, String kind, String name, List<FieldError> errors) {
        return ApiError.invalid(group, kind, name, causes(errors));
    }

    static List<Cause> causes(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new Cause(error.type().reason(), error.body(), error.path()))
                .toList();
    }
}
