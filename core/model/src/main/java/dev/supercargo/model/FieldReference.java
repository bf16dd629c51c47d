package dev.supercargo.model;

/// A field of the object itself.
///
/// - `fieldPath`: path of the field.
public record FieldReference(@Required String fieldPath) {}
