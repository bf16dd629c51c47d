package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.access.Authorizer;
import dev.supercargo.kube.apiserver.admission.AdmissionChain;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Admission as the registry asks for it: one gate for a whole request.
public final class Gate {
    private final AdmissionChain chain;
    private final Authorizer access;

    public Gate(AdmissionChain chain, Authorizer access) {
        this.chain = chain;
        this.access = access;
    }

    /// What goes through the gate.
    record Passage(Target target, Change change, boolean dryRun, Map<String, Object> options) {}

    /// The object after the mutating hooks, or empty where none changed it.
    Optional<Map<String, Object>> mutate(Passage passage, Session session) {
        return chain.mutate(request(passage, session), session::warn);
    }

    void validate(Passage passage, Session session) {
        chain.validate(request(passage, session), session::warn);
    }

    private AdmissionRequest request(Passage passage, Session session) {
        return new AdmissionRequest(
                UUID.randomUUID().toString(),
                passage.target(),
                passage.change(),
                session.who(),
                passage.dryRun(),
                passage.options(),
                access);
    }
}
