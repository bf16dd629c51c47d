package dev.supercargo.kube.apiserver.resources;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the objects of one resource and version look like: known fields, defaults, validity.
public interface Shape {
    /// Removes unknown fields and nulls that are not allowed, and fills in defaults, in place; answers the paths of the
    /// unknown fields. Done to what a client sends, to what admission made of it, and to what comes from the store.
    List<String> decode(Map<String, Object> object);

    /// The structure, for patches and field owners.
    StructuralSchema structure();

    /// What is wrong with the object, its metadata included; `old` is the stored one of an update, `subresource` what
    /// is
    /// written (empty: the object).
    List<FieldError> errors(String subresource, Map<String, Object> object, Optional<Map<String, Object>> old);
}
