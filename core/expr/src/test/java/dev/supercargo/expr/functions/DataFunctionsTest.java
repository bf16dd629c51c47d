package dev.supercargo.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Data of the cluster, and how often it is read (expressions.md C.3, E).
class DataFunctionsTest {
    private static final Map<String, String> OBJECTS = Map.of(
            "ConfigMap/demo/settings",
            "{\"data\": {\"region\": \"eu\"}}",
            "ConfigMap/demo/empty",
            "{}",
            "ConfigMap/shared/settings",
            "{\"data\": {\"region\": \"everywhere\"}}",
            "Secret/demo/settings",
            "{\"data\": {\"region\": \"c2VjcmV0\"}}",
            "Secret/shared/generic",
            "{\"metadata\": {\"labels\": {\"kargo.akuity.io/cred-type\": \"generic\"}}, \"data\": {\"k\": \"dg==\"}}",
            "Secret/shared/git",
            "{\"metadata\": {\"labels\": {\"kargo.akuity.io/cred-type\": \"git\"}}, \"data\": {\"k\": \"dg==\"}}",
            "Freight/demo/f1",
            "{\"status\": {\"metadata\": {\"n\": 5, \"none\": null}, \"verifiedIn\": {\"test\": {}}}}",
            "Stage/demo/test",
            "{\"status\": {}}");

    private final List<String> reads = new ArrayList<>();

    private @Nullable Object evaluate(String source) {
        var functions = DataFunctions.of(this::read, "demo", "shared");
        return Expressions.evaluate(source, Environment.of(Map.of()).withFunctions(functions));
    }

    private Optional<Map<String, Object>> read(String kind, String namespace, String name) {
        reads.add(kind + "/" + namespace + "/" + name);
        if (name.equals("denied")) {
            throw new IllegalStateException("forbidden");
        }
        return Optional.ofNullable(OBJECTS.get(kind + "/" + namespace + "/" + name))
                .map(Json::parseObject);
    }

    @Test
    void missingKeysOfDataAreEmptyTextNotNil() {
        assertThat(evaluate("configMap('settings').zz ?? 'default'")).isEqualTo("");
        assertThat(evaluate("get(configMap('settings'), 'zz') ?? 'default'")).isEqualTo("default");
        assertThat(evaluate("configMap('missing').k")).isEqualTo("");
        assertThat(evaluate("configMap('empty') == nil")).isEqualTo(true);
        assertThat(evaluate("configMap('missing') == nil")).isEqualTo(false);
    }

    @Test
    void secretsAreDecodedAndSharedOnesMustBeGeneric() {
        assertThat(evaluate("secret('settings').region")).isEqualTo("secret");
        assertThat(evaluate("sharedSecret('generic').k")).isEqualTo("v");
        assertThat(evaluate("len(sharedSecret('git'))")).isEqualTo(0L);
    }

    @Test
    void whatWasFoundIsReadOnceByOneSetOfFunctions() {
        evaluate("configMap('settings').region + configMap('settings').region + secret('settings').region");
        assertThat(reads).containsExactly("ConfigMap/demo/settings", "Secret/demo/settings");
        reads.clear();
        evaluate("sharedConfigMap('settings').region + configMap('settings').region");
        assertThat(reads).containsExactly("ConfigMap/shared/settings", "ConfigMap/demo/settings");
    }

    @Test
    void whatWasNotFoundAndMetadataAreReadEachTime() {
        evaluate("configMap('missing').a + configMap('missing').b");
        evaluate("sharedSecret('git').a + sharedSecret('git').b");
        evaluate("freightMetadata('f1').n + freightMetadata('f1').n");
        assertThat(reads).hasSize(6);
    }

    @Test
    void metadataAreDocumentsWithFloats() {
        assertThat(evaluate("freightMetadata('f1').n")).isEqualTo(5.0);
        assertThat(evaluate("freightMetadata('f1').none")).isNull();
        assertThat(evaluate("freightMetadata('nope')")).isNull();
        assertThat(evaluate("stageMetadata('test')")).isNull();
        assertThat(evaluate("'test' in freightStatus('f1').verifiedIn")).isEqualTo(true);
    }

    @Test
    void failuresNameTheObjectAndKeepTheirCause() {
        assertThatThrownBy(() -> evaluate("secret('denied')")).isInstanceOfSatisfying(ExpressionException.class, e -> {
            assertThat(e.problem()).isEqualTo("failed to get secret denied: forbidden");
            assertThat(e.place()).isEqualTo("1:1");
            assertThat(e.getCause()).hasRootCauseMessage("forbidden");
        });
        assertThatThrownBy(() -> evaluate("stageMetadata('')")).hasMessageStartingWith("stage name must not be empty");
    }
}
