package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiResponse;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A watch over a WebSocket, read like a plain one: each frame is a line.
final class SocketChunks implements ApiResponse.Chunks, WebSocket.Listener {
    private final BlockingQueue<Optional<byte[]>> frames = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    private SocketChunks() {}

    /// Opens a watch on this machine with a bearer token.
    ///
    /// @throws ExecutionException when the server does not switch to a WebSocket
    static SocketChunks open(int port, String path, String token) throws ExecutionException, InterruptedException {
        var chunks = new SocketChunks();
        HttpClient.newBuilder()
                .sslContext(trustingAnybody())
                .build()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .header("Origin", "https://127.0.0.1")
                .buildAsync(URI.create("wss://127.0.0.1:" + port + path), chunks)
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

    /// The server is one of this process: whom it shows does not matter here.
    private static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
