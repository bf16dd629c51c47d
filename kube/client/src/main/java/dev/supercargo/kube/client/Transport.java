package dev.supercargo.kube.client;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries requests to an API server, and its answers back: over a network, or through a [Door].
interface Transport extends AutoCloseable {
    /// A whole answer; `retryAfter` is the header of that name.
    record Reply(int status, Optional<String> retryAfter, byte[] body) {}

    /// Sends one request, with a tree as its body (`null`: without one), and waits for the whole answer.
    ///
    /// @throws WorldException `Transient` when no answer comes
    Reply send(String method, String target, String contentType, @Nullable Object body);

    /// Sends a `GET` whose answer comes bit by bit, and waits for its beginning.
    ///
    /// @param longest when nothing is to be expected any more
    /// @throws WorldException `Transient` when no answer begins
    Streamed open(String target, Duration longest) throws InterruptedException;

    /// See [Door#peek].
    Optional<KubeObject> peek(ResourceType type, ObjectKey key);

    /// See [Door#permits].
    Optional<Boolean> permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key);

    /// Lets go of connections.
    @Override
    void close();

    /// An answer that comes bit by bit.
    interface Streamed extends AutoCloseable {
        int status();

        /// Hands bytes on as they come, by whatever thread brings them, until the answer ends or is closed.
        ///
        /// @throws WorldException `Transient` when it breaks off
        void read(Consumer<byte[]> sink) throws InterruptedException;

        /// Ends the answer from this side; [#read] returns.
        @Override
        void close();
    }
}
