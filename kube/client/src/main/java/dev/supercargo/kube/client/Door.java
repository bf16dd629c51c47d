package dev.supercargo.kube.client;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An API server in the same process, entered under one proven identity. No socket, the same requests.
@FunctionalInterface
public interface Door {
    /// Answers one request; blocks until the answer (or the beginning of a stream) is there.
    Answer handle(Request request) throws InterruptedException;

    /// The object that a `get` would bring, if the server shows it without a request; only to be read. Empty
    /// says nothing: then ask.
    default Optional<KubeObject> peek(ResourceType type, ObjectKey key) {
        return Optional.empty();
    }

    /// Whether a user may do something, if the server says so without a request. Empty says nothing: then ask.
    default Optional<Boolean> permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        return Optional.empty();
    }

    /// One HTTP request; `target` is the path with its query, header names are as the client wrote them.
    record Request(String method, String target, Map<String, List<String>> headers, byte[] body) {}

    /// What the server says.
    sealed interface Answer {
        int status();

        Map<String, List<String>> headers();

        /// A complete answer.
        record Whole(int status, Map<String, List<String>> headers, byte[] body) implements Answer {}

        /// An answer whose body comes bit by bit (a watch).
        record Streaming(int status, Map<String, List<String>> headers, Chunks chunks) implements Answer {}
    }

    /// The body of a stream, read by one thread.
    interface Chunks extends AutoCloseable {
        /// The next bytes, waiting for them; `null` at the end.
        byte @Nullable [] next() throws InterruptedException;

        /// Ends the stream from the reader's side; a waiting [#next] returns.
        @Override
        void close();
    }
}
