package dev.supercargo.app;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Door;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Joins the client's door to the server's: the same requests, under one proven identity, without a socket.
public final class Doors {
    private Doors() {}

    /// The server's door for one identity.
    public static Door of(ApiServer server, Identity identity) {
        return new Door() {
            @Override
            public Answer handle(Request request) {
                return answer(server.handle(ApiRequest.of(
                        request.method(), request.target(), request.headers(), request.body(), identity)));
            }

            @Override
            public Optional<KubeObject> peek(ResourceType type, ObjectKey key) {
                return server.peek(identity, type, key);
            }

            @Override
            public Optional<Boolean> permits(
                    String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
                var question =
                        AccessQuestion.resource(verb, type.group(), type.plural(), "", key.namespace(), key.name());
                return server.permits(identity, new Identity(user, "", groups, Map.of()), question);
            }
        };
    }

    private static Door.Answer answer(ApiResponse response) {
        return switch (response) {
            case ApiResponse.Complete complete ->
                new Door.Answer.Whole(complete.status(), complete.headers(), complete.body());
            case ApiResponse.Stream stream ->
                new Door.Answer.Streaming(stream.status(), stream.headers(), new Pulled(stream.chunks()));
        };
    }

    private record Pulled(ApiResponse.Chunks chunks) implements Door.Chunks {
        @Override
        public byte @Nullable [] next() throws InterruptedException {
            return chunks.next().orElse(null);
        }

        @Override
        public void close() {
            chunks.close();
        }
    }
}
