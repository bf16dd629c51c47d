package dev.supercargo.kube.apiserver.admission;

/// A rule of the embedding program that sees every write, in process. A *mutating* hook is called before validation and
/// may change the object; a *validating* one after it and may only refuse. Called on the request's thread, possibly
/// many times at once, and again when a write meets a conflict. It may read through the server, not write.
/// An exception that it throws fails the request with 500.
@FunctionalInterface
public interface AdmissionHook {
    AdmissionAnswer admit(AdmissionRequest request);
}
