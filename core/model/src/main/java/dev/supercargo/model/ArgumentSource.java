package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// Where an argument's value comes from.
///
/// - `secretKeyRef`: key of a Secret.
/// - `fieldRef`: field of the object itself.
public record ArgumentSource(
        @Nullable SecretKeyReference secretKeyRef, @Nullable FieldReference fieldRef) {}
