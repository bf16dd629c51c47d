package dev.supercargo.kube.apiserver.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `kubernetes-api.md` Appendix A. `samples.tsv` holds objects as Kubernetes' own encoders write them:
/// protobuf (base64) and JSON.
class ProtobufBodyTest {
    /// Fields that Go writes as JSON even when they are zero; protobuf cannot tell them from absent ones.
    private static final Set<String> ALWAYS_WRITTEN = Set.of(
            "allowed",
            "containers",
            "token",
            "expirationTimestamp",
            "creationTimestamp",
            "apiVersion",
            "uid",
            "eventTime",
            "deprecatedFirstTimestamp",
            "deprecatedLastTimestamp",
            "sideEffects",
            "admissionReviewVersions");

    static Stream<String> samples() {
        try (var in = ProtobufBodyTest.class.getResourceAsStream("samples.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatKubernetesWrites(String line) {
        String[] parts = line.split("\t", 2);
        Map<String, Object> expected = Json.parseObject(parts[1]);
        dropZeros(expected);
        Map<String, Object> decoded =
                ProtobufBody.decode(Base64.getDecoder().decode(parts[0])).orElseThrow();
        assertThat(decoded).isEqualTo(expected);
    }

    private static void dropZeros(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Json.asObject(map)
                    .entrySet()
                    .removeIf(entry -> ALWAYS_WRITTEN.contains(entry.getKey())
                            && (entry.getValue() == null
                                    || "".equals(entry.getValue())
                                    || Boolean.FALSE.equals(entry.getValue())));
            map.values().stream().filter(Objects::nonNull).forEach(ProtobufBodyTest::dropZeros);
        } else if (tree instanceof Iterable<?> list) {
            list.forEach(ProtobufBodyTest::dropZeros);
        }
    }

    @Test
    void readsTheWorkedExample() {
        byte[] body = HexFormat.of()
                .parseHex("6b387300" + "0a0f0a02763112094e616d657370616365"
                        + "121b0a130a03666f6f12001a0022002a003200380042001200" + "1a020a00" + "1a002200");
        assertThat(ProtobufBody.decode(body)).contains(Json.parseObject("""
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"foo"},"spec":{},"status":{}}"""));
    }

    @Test
    void readsDeleteOptionsOfAnyGroup() {
        byte[] body = Base64.getDecoder().decode("azhzAAoTCgJ2MRINRGVsZXRlT3B0aW9ucxIMIgpGb3JlZ3JvdW5kGgAiAA==");
        assertThat(ProtobufBody.decode(body).orElseThrow()).containsEntry("propagationPolicy", "Foreground");
    }

    @Test
    void knowsWhatItDoesNotKnow() {
        byte[] unknown = "k8s\0\n\017\n\002v1\022\011Nothing77".getBytes(StandardCharsets.US_ASCII);
        assertThat(ProtobufBody.decode(unknown)).isEmpty();
        assertThatThrownBy(() -> ProtobufBody.decode("{}".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("does not appear to be a protobuf message");
    }

    /// Damaged bodies are refused or read as something else, but break nothing.
    @ParameterizedTest
    @MethodSource("samples")
    void survivesDamage(String line) {
        byte[] body = Base64.getDecoder().decode(line.split("\t", 2)[0]);
        var random = new Random(line.hashCode());
        for (int i = 0; i < 500; i++) {
            byte[] damaged =
                    random.nextBoolean() ? Arrays.copyOf(body, 4 + random.nextInt(body.length - 4)) : body.clone();
            if (damaged.length > 4) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            try {
                assertThat(ProtobufBody.decode(damaged)).isNotNull();
            } catch (ApiError e) {
                assertThat(e.code()).isEqualTo(400);
            }
        }
    }
}
