package dev.supercargo.model;

/// A receiver for webhooks of JFrog Artifactory.
///
/// - `secretRef`: Secret that authenticates the sender.
/// - `virtualRepoName`: virtual repository that takes the place of the one in the payload.
public record ArtifactoryReceiver(@Required LocalReference secretRef, String virtualRepoName) {}
