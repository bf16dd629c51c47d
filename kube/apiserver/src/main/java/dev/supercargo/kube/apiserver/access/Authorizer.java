package dev.supercargo.kube.apiserver.access;

/// Answers whether somebody may do something.
@FunctionalInterface
public interface Authorizer {
    AccessAnswer answer(Identity who, AccessQuestion question);

    /// The same authorizer, with every answer also offered to a listener.
    default Authorizer recordedBy(AccessListener listener) {
        return (who, question) -> {
            AccessAnswer answer = answer(who, question);
            listener.answered(who, question, answer);
            return answer;
        };
    }
}
