package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.access.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The embedded server's door in process; WebSockets, which that door does not have, over TLS.
final class InProcessExchange implements Exchange {
    private static final Identity ADMIN = new Identity(
            "admin",
            "",
            List.of("system:masters", "system:authenticated"),
            Map.of("authentication.kubernetes.io/credential-id", List.of("X509SHA256=0")));

    private final EmbeddedServer embedded;
    private @Nullable TlsExchange opened;

    InProcessExchange(EmbeddedServer embedded) {
        this.embedded = embedded;
    }

    @Override
    public Answer send(Asked asked) throws InterruptedException {
        return switch (handle(asked)) {
            case ApiResponse.Complete complete -> complete(complete);
            case ApiResponse.Stream stream -> new Answer(stream.status(), stream.headers(), first(stream.chunks()));
        };
    }

    @Override
    public ApiResponse.Chunks open(Asked asked) {
        return switch (handle(asked)) {
            case ApiResponse.Complete complete ->
                throw new NoStream(complete.status() + " " + complete(complete).text());
            case ApiResponse.Stream stream -> stream.chunks();
        };
    }

    @Override
    public synchronized ApiResponse.Chunks socket(Asked asked) throws InterruptedException {
        TlsExchange over = opened == null ? embedded.overTls() : opened;
        opened = over;
        return over.socket(asked);
    }

    @Override
    public synchronized void close() {
        if (opened == null) {
            embedded.close();
        } else {
            opened.close();
        }
    }

    private ApiResponse handle(Asked asked) {
        ApiRequest.Caller caller = switch (asked.caller()) {
            case ADMINISTRATOR -> new ApiRequest.Caller.Proven(ADMIN);
            case NOBODY -> new ApiRequest.Caller.Peer(List.of());
        };
        return embedded.server()
                .handle(new ApiRequest(
                        asked.method(), asked.path(), asked.query(), asked.headers(), asked.body(), caller));
    }

    private static Answer complete(ApiResponse.Complete complete) {
        return new Answer(complete.status(), complete.headers(), new String(complete.body(), StandardCharsets.UTF_8));
    }

    private static String first(ApiResponse.Chunks chunks) throws InterruptedException {
        try (chunks) {
            return chunks.next()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse(""))
                    .orElse("");
        }
    }
}
