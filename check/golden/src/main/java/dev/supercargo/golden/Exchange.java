package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiResponse;

/// How the requests of a replay reach an API server.
interface Exchange extends AutoCloseable {
    /// Sends a request and reads the answer; of a stream, the first line.
    Answer send(Asked asked) throws InterruptedException;

    /// Opens a stream.
    ///
    /// @throws NoStream when the server answers otherwise
    ApiResponse.Chunks open(Asked asked) throws InterruptedException;

    /// Opens a stream over a WebSocket, each frame of which is a line.
    ///
    /// @throws NoStream when the server does not switch to a WebSocket
    ApiResponse.Chunks socket(Asked asked) throws InterruptedException;

    @Override
    void close();

    /// The answer was no stream.
    final class NoStream extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoStream(String what) {
            super(what);
        }
    }
}
