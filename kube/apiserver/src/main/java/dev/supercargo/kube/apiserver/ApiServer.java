package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.Optional;

/// A Kubernetes API server on a store. Everything goes through [#handle], whichever door it came by: authentication,
/// access, admission, validation, storage.
public interface ApiServer extends AutoCloseable {
    /// A server on a store, ready to answer: its bootstrap objects are there.
    static ApiServer over(Store store, ApiServerOptions options) {
        return RunningServer.start(store, options);
    }

    /// Answers one request on the caller's thread. Never throws for what a client did; failures are answers.
    ApiResponse handle(ApiRequest request);

    /// The object that a `get` would show, for somebody within this process who asks too often for requests:
    /// access is checked and recorded as for a request, nothing is rendered. The object is the stored one, only to
    /// be read. Empty where it does not exist or may not be seen; a request then tells which.
    Optional<KubeObject> peek(Identity who, ResourceType type, ObjectKey key);

    /// What a SubjectAccessReview would answer, for somebody within this process who asks too often for requests. Empty
    /// where they may not ask; a request then says so.
    Optional<Boolean> permits(Identity who, Identity subject, AccessQuestion question);

    /// Opens the TLS door on 127.0.0.1; port 0 takes a free one.
    ///
    /// @return the port
    int start(int port);

    /// Ends all watches, closes the TLS door and stops the controllers. The store stays open: it belongs to the caller.
    @Override
    void close();
}
