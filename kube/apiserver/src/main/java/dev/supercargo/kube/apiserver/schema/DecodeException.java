package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;

/// A document whose values do not have the types of the kind it claims to be. The message is what Kubernetes' decoder
/// says, such as `json: cannot unmarshal number into Go struct field ConfigMap.data of type string`.
public final class DecodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DecodeException(String message) {
        super(message);
    }

    /// A value stands where a structure should.
    public static DecodeException notA(String struct, Object value) {
        String kind = value instanceof Boolean ? "bool" : Json.kindOf(value);
        return new DecodeException("json: cannot unmarshal " + kind + " into Go value of type v1." + struct);
    }
}
