package dev.supercargo.model;

/// A webhook receiver that needs nothing but its Secret.
///
/// - `secretRef`: Secret that authenticates the sender.
public record SecretReceiver(@Required LocalReference secretRef) {}
