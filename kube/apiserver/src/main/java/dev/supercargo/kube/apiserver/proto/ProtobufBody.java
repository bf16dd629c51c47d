package dev.supercargo.kube.apiserver.proto;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The body of a request in Kubernetes' protobuf encoding: four bytes `k8s\0`, an envelope that names the
/// kind, and the message of that kind.
public final class ProtobufBody {
    /// The media type of such bodies.
    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtobufBody() {}

    /// The object as JSON would have it; empty where the kind is none that is known here (answered with
    /// 415).
    ///
    /// @throws ApiError 400 when the bytes are no such body
    public static Optional<Map<String, Object>> decode(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw ApiError.badRequest(
                    "provided data does not appear to be a protobuf message," + " expected prefix [107 56 115 0]");
        }
        try {
            Wire envelope = new Wire(body, MAGIC.length, body.length);
            String apiVersion = "";
            String kind = "";
            Wire message = new Wire(body, body.length, body.length);
            while (envelope.next()) {
                switch (envelope.field()) {
                    case 1 -> {
                        Wire type = envelope.message();
                        while (type.next()) {
                            switch (type.field()) {
                                case 1 -> apiVersion = type.text();
                                case 2 -> kind = type.text();
                                default -> type.skip();
                            }
                        }
                    }
                    case 2 -> message = envelope.message();
                    default -> envelope.skip();
                }
            }
            return object(apiVersion, kind, message);
        } catch (Wire.Malformed e) {
            throw ApiError.badRequest("the body is no protobuf message: " + e.getMessage());
        }
    }

    private static Optional<Map<String, Object>> object(String apiVersion, String kind, Wire message) {
        Optional<String> name = MessageTable.messageOf(apiVersion, kind);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", apiVersion);
        tree.put("kind", kind);
        Messages.decode(name.get(), message, tree);
        return Optional.of(tree);
    }
}
