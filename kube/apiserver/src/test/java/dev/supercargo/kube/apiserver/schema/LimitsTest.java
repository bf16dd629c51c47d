package dev.supercargo.kube.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.supercargo.meta.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, validation ends soon and needs bounded memory.
class LimitsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(strings = {"(((a{1000}){1000}){1000}){1000}", "((a{500}){500}){500}", "(a{0,1000}b{0,1000}){1000}"})
    void patternsThatUnfoldTooFarAreRefused(String pattern) {
        assertThat(GoPattern.problem(pattern)).get().asString().startsWith("error parsing regexp: ");
    }

    @Test
    void patternsMatchInLinearTime() {
        var evil = GoPattern.compile("^(a+)+$").orElseThrow();
        assertTimeoutPreemptively(
                SOON, () -> assertThat(evil.find("a".repeat(100_000) + "b")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"^[a-z]{1,63}$", "([0-9]+(\\.[0-9]+)?(s|m|h))+", "^.{0,1000}$", "\\w{2,3}-\\d{4}"})
    void ordinaryPatternsPass(String pattern) {
        assertThat(GoPattern.problem(pattern)).isEmpty();
    }

    @Test
    void namesAndFormatsMatchInLinearTime() {
        String evil = "a-".repeat(200_000) + "!";
        assertTimeoutPreemptively(SOON, () -> {
            assertThat(Names.subdomain(evil)).isNotEmpty();
            assertThat(Names.qualified(evil)).isNotEmpty();
            for (String format :
                    new String[] {"email", "hostname", "uri", "duration", "ipv6", "date-time", "byte", "mac"}) {
                Formats.accepts(format, evil);
                Formats.accepts(format, "1h".repeat(200_000));
            }
        });
    }

    @Test
    void theDeepestDocumentAndTheDeepestSchemaFitTheStackOfAVirtualThread() throws Exception {
        int depth = Json.MAX_DEPTH / 2 - 5;
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":".repeat(depth) + "{\"type\":\"object\"}"
                + "}}".repeat(depth);
        Map<String, Object> tree = Json.parseObject(schema);
        Map<String, Object> object = Json.parseObject("{\"a\":".repeat(depth) + "{}" + "}".repeat(depth));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.submit(() -> SchemaChecks.check(tree, "$")).get())
                    .isEmpty();
            var structure = StructuralSchema.of(tree);
            assertThat(threads.submit(() -> structure.prune(object)).get()).isEmpty();
            assertThat(threads.submit(() -> structure.validate(object)).get()).isEmpty();
            threads.submit(() -> structure.applyDefaults(object)).get();
        }
    }
}
