package dev.supercargo.kube.apiserver.access;

/// Is told every answer about access: for audits, and for tests that look for unused grants and refusals.
/// Called on the thread of the request; must be quick and safe for concurrent use.
@FunctionalInterface
public interface AccessListener {
    void answered(Identity who, AccessQuestion question, AccessAnswer answer);
}
