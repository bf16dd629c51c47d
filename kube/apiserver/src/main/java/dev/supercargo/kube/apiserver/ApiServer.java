package dev.supercargo.kube.apiserver;

/// A Kubernetes API server on a store. Everything goes through [#handle], whichever door it came by: authentication,
/// access, admission, validation, storage.
public interface ApiServer extends AutoCloseable {
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
