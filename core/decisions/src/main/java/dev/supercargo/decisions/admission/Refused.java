package dev.supercargo.decisions.admission;

/// Leaves the rules of a kind with a refusal; never leaves this package. The rules of a Promotion are a dozen steps of
/// which each may refuse, so an answer that every step hands on would hide what they do.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
