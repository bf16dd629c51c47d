package dev.supercargo.model;

/// Where an inbound webhook is served.
///
/// - `name`: name of the receiver.
/// - `path`: path of the receiver's address.
/// - `url`: address of the receiver.
public record WebhookReceiver(String name, String path, String url) {}
