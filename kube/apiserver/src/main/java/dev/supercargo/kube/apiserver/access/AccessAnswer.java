package dev.supercargo.kube.apiserver.access;

/// The answer to an [AccessQuestion]; the reason may be empty.
public sealed interface AccessAnswer {
    String reason();

    /// Yes; the reason names the binding, role and subject (empty for `system:masters`).
    record Allowed(String reason) implements AccessAnswer {}

    /// No; the reason names what could not be resolved, such as a missing role. Usually empty.
    record Denied(String reason) implements AccessAnswer {}

    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
