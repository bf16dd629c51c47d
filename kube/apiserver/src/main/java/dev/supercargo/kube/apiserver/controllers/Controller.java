package dev.supercargo.kube.apiserver.controllers;

/// Notices changes and does what they call for, on threads of its own.
interface Controller extends AutoCloseable {
    /// A change; called in order, on one thread, and must not wait.
    void noticed(Happening happening);

    @Override
    void close();
}
