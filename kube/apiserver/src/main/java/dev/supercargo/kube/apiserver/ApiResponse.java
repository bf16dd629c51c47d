package dev.supercargo.kube.apiserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the server answers: all at once, or as a stream that lasts.
public sealed interface ApiResponse {
    /// The HTTP status.
    int status();

    /// Headers with their canonical names, such as `Content-Type`.
    Map<String, List<String>> headers();

    /// The first value of a header, by its canonical name.
    default Optional<String> header(String name) {
        return headers().getOrDefault(name, List.of()).stream().findFirst();
    }

    /// A complete answer.
    record Complete(int status, Map<String, List<String>> headers, byte[] body) implements ApiResponse {}

    /// An answer whose body comes bit by bit (a watch): status and headers are to be sent at once, then each chunk as
    /// it comes. Whoever receives it must close `chunks`.
    record Stream(int status, Map<String, List<String>> headers, Chunks chunks) implements ApiResponse {}

    /// The bytes of a stream, pulled by one thread of the receiver's.
    interface Chunks extends AutoCloseable {
        /// Waits for the next bytes; empty at the end of the stream.
        Optional<byte[]> next() throws InterruptedException;

        /// Ends the stream; may be called from any thread, wakes up [#next], may be repeated.
        @Override
        void close();
    }
}
