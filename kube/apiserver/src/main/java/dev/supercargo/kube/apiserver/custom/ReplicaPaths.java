package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where the numbers of a scale subresource stand in an object, as dot paths; empty where there is none.
record ReplicaPaths(String spec, String status) {
    static final ReplicaPaths NONE = new ReplicaPaths("", "");

    /// Numbers that are none of replicas. The paths of these errors begin with a dot (kubernetes-api.md 9.4).
    List<FieldError> validate(Map<String, Object> object) {
        var errors = new ArrayList<FieldError>();
        for (String path : List.of(spec, status)) {
            Object value = path.isEmpty()
                    ? null
                    : Json.at(object, path.split("\\.", -1)).orElse(null);
            if (value instanceof Long number && number < 0) {
                errors.add(FieldError.invalid("." + path, number, "should be a non-negative integer"));
            } else if (value instanceof Long number && number > Integer.MAX_VALUE) {
                errors.add(
                        FieldError.invalid("." + path, number, "should be less than or equal to " + Integer.MAX_VALUE));
            }
        }
        return errors;
    }
}
