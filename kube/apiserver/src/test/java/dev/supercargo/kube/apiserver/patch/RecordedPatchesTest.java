package dev.supercargo.kube.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random strategic merge patches of Pods and JSON patches, with what Kubernetes' own libraries (1.36) made
/// of them.
class RecordedPatchesTest {
    private static final StructuralSchema POD =
            BuiltinSchemas.of("", "v1", "Pod").orElseThrow();

    static Stream<String> patches() {
        try (var in = RecordedPatchesTest.class.getResourceAsStream("patches.jsonl")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void haveTheSameResult(String line) {
        Map<String, Object> recorded = Json.parseObject(line);
        boolean strategic = "smp".equals(recorded.get("type"));
        Patch patch = Patch.of(strategic ? Patch.Type.STRATEGIC : Patch.Type.JSON, recorded.get("patch"), POD);
        Map<String, Object> original = Json.object(recorded, "original");
        if (recorded.containsKey("error")) {
            assertThatThrownBy(() -> patch.apply(original)).isInstanceOf(ApiError.class);
            return;
        }
        Map<String, Object> result = patch.apply(original);
        Object wanted = recorded.get("result");
        assertThat(strategic ? decoded(result) : result).isEqualTo(strategic ? decoded(wanted) : wanted);
    }

    /// Without nulls and directives, which the decoder drops.
    private static @Nullable Object decoded(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                Json.asObject(map).forEach((key, value) -> {
                    if (value != null && !key.startsWith("$")) {
                        Json.putNullable(copy, key, decoded(value));
                    }
                });
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(decoded(item)));
                yield copy;
            }
            case null, default -> tree;
        };
    }
}
