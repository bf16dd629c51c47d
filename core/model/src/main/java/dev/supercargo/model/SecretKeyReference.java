package dev.supercargo.model;

/// One key of a Secret.
///
/// - `name`: name of the Secret.
/// - `key`: key in the Secret.
public record SecretKeyReference(
        @Required String name, @Required String key) {}
