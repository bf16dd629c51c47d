package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.store.Store;

/// A Kubernetes API server on a store. Everything goes through [#handle], whichever door it came by: authentication,
/// access, admission, validation, storage.
public interface ApiServer extends AutoCloseable {
    /// A server on a store, ready to answer: its bootstrap objects are there.
    static ApiServer over(Store store, ApiServerOptions options) {
        return RunningServer.start(store, options);
    }

    /// Answers one request on the caller's thread. Never throws for what a client did; failures are answers.
    ApiResponse handle(ApiRequest request);

    /// Opens the TLS door on 127.0.0.1; port 0 takes a free one.
    ///
    /// @return the port
    int start(int port);

    /// Ends all watches, closes the TLS door and stops the controllers. The store stays open: it belongs to the caller.
    @Override
    void close();
}
