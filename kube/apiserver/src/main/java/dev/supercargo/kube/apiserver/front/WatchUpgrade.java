package dev.supercargo.kube.apiserver.front;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.request.Query;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers a watch that asks for a WebSocket (kubernetes-api.md 4.8). What is no watch, or is refused, goes the way of
/// every other request.
final class WatchUpgrade implements Http1Upgrader {
    /// RFC 6455 1.3.
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Function<ApiRequest, ApiResponse> handler;

    WatchUpgrade(Function<ApiRequest, ApiResponse> handler) {
        this.handler = handler;
    }

    @Override
    public String supportedProtocol() {
        return "websocket";
    }

    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        String key = headers.first(HeaderNames.create("Sec-WebSocket-Key")).orElse("");
        String version =
                headers.first(HeaderNames.create("Sec-WebSocket-Version")).orElse("");
        boolean watch = prologue.method().text().equals("GET")
                && new Query(prologue.query().rawValue()).flag("watch");
        if (!watch || key.isEmpty() || !version.equals("13")) {
            return null;
        }
        Map<String, List<String>> copied = new LinkedHashMap<>();
        for (Header header : headers) {
            copied.put(header.name(), header.allValues());
        }
        var request = new ApiRequest(
                "GET",
                prologue.uriPath().rawPathNoParams(),
                prologue.query().rawValue(),
                copied,
                new byte[0],
                new ApiRequest.Caller.Peer(TlsDoor.certificates(context.remotePeer())));
        return switch (handler.apply(request)) {
            case ApiResponse.Complete _ -> null;
            case ApiResponse.Stream stream -> new WatchSocket(context, stream.chunks(), accept(key));
        };
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
