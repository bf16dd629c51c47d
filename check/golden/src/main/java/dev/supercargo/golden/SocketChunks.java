package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/// A watch over a WebSocket, read like a plain one: each frame is a line.
final class SocketChunks implements ApiResponse.Chunks, WebSocket.Listener {
    private final BlockingQueue<Optional<byte[]>> frames = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    private SocketChunks() {}

    /// Opens a watch.
    ///
    /// @throws ExecutionException when the server does not switch to a WebSocket
    static SocketChunks open(HttpClient client, URI uri) throws ExecutionException, InterruptedException {
        var chunks = new SocketChunks();
        client.newWebSocketBuilder()
                .header("Origin", "https://127.0.0.1")
                .buildAsync(uri, chunks)
                .get();
        return chunks;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            frames.add(Optional.of((text + "\n").getBytes(StandardCharsets.UTF_8)));
            text.setLength(0);
        }
        socket.request(1);
        return CompletableFuture.completedStage(part);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        frames.add(Optional.empty());
        return CompletableFuture.completedStage(code);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        frames.add(Optional.empty());
    }

    @Override
    public Optional<byte[]> next() throws InterruptedException {
        return frames.take();
    }

    @Override
    public void close() {
        frames.add(Optional.empty());
    }
}
