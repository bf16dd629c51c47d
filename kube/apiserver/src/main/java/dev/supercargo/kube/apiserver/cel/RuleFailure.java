package dev.supercargo.kube.apiserver.cel;

/// An evaluation that cannot go on; the message is for whoever sent the object.
final class RuleFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    RuleFailure(String message) {
        super(message);
    }
}
