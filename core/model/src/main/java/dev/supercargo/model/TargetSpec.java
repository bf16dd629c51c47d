package dev.supercargo.model;

import java.util.Map;

/// What is known about a Target.
///
/// - `params`: parameters for expressions.
public record TargetSpec(Map<String, Object> params) {
    public TargetSpec {
        params = Wire.copied(params);
    }
}
