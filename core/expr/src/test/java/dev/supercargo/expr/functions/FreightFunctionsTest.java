package dev.supercargo.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.Templates;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which artifact of a repository the Freight carries (expressions.md C.1).
class FreightFunctionsTest {
    private static final RepositoryNames NAMES =
            new RepositoryNames(url -> url.toLowerCase(Locale.ROOT).replaceAll("\\.git$", ""), url -> url, url -> url);
    private static final Map<String, String> WAREHOUSES = Map.of("a", """
            {"spec": {"subscriptions": [{"git": {"repoURL": "https://git/app"}}, {"image": {"repoURL": "img/app"}},
              {"chart": {"repoURL": "https://charts", "name": "web"}}, {"name": "models", "model": {}}]}}
            """, "b", """
            {"spec": {"subscriptions": [{"image": {"repoURL": "img/app"}}, {"git": {"repoURL": "https://git/twice"}},
              {"git": {"repoURL": "https://git/TWICE.git"}}]}}
            """);
    private static final String FREIGHT = """
            [{"name": "fa", "origin": {"kind": "Warehouse", "name": "a"},
              "commits": [{"repoURL": "https://git/App.git", "id": "c1", "tag": "v1"}],
              "images": [{"repoURL": "img/app", "tag": "1.0", "annotations": {"k": "v"}}],
              "charts": [{"repoURL": "https://charts", "name": "web", "version": "2.0.0"}],
              "artifacts": [{"subscriptionName": "models", "version": "7", "metadata": {"n": 3}}]},
             {"name": "fb", "origin": {"kind": "Warehouse", "name": "b"}, "images": [{"repoURL": "img/app", "tag": "2.0"}]}]
            """;

    private final List<String> reads = new ArrayList<>();

    private Environment environment(String... requested) {
        List<Object> requests = new ArrayList<>();
        for (String name : requested) {
            requests.add(Map.of("origin", Map.of("kind", "Warehouse", "name", name)));
        }
        return Environment.of(Map.of())
                .withFunctions(FreightFunctions.of(
                        "demo", requests, Json.asList(Json.parse(FREIGHT)), this::warehouse, NAMES));
    }

    private Optional<Map<String, Object>> warehouse(String name) {
        reads.add(name);
        return Optional.ofNullable(WAREHOUSES.get(name)).map(Json::parseObject);
    }

    private @Nullable Object evaluate(String source, String... requested) {
        return Expressions.evaluate(source, environment(requested));
    }

    static Stream<Arguments> found() {
        return Stream.of(
                Arguments.of("commitFrom('https://git/APP').ID", "c1"),
                Arguments.of("commitFrom('https://git/app', warehouse('a')).Tag", "v1"),
                Arguments.of("commitFrom('https://git/none')", null),
                Arguments.of("commitFrom('https://git/none')?.ID ?? 'none'", "none"),
                Arguments.of("imageFrom('img/app', warehouse('b')).Tag", "2.0"),
                Arguments.of("imageFrom('img/app', warehouse('a')).Annotations.missing", ""),
                Arguments.of("chartFrom('https://charts', 'web').Version", "2.0.0"),
                Arguments.of("chartFrom('https://charts', 'web', warehouse('b'))", null),
                Arguments.of("artifactFrom('models').Metadata.n", 3.0),
                Arguments.of("string(warehouse('a').Kind)", "Warehouse"));
    }

    @ParameterizedTest
    @MethodSource("found")
    void finds(String source, @Nullable Object value) {
        assertThat(evaluate(source, "a")).isEqualTo(value);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "imageFrom('img/app')",
                        "multiple requested Freight could potentially provide a container image from repository"
                                + " img/app: please provide a Freight origin to disambiguate"),
                Arguments.of(
                        "commitFrom('https://git/twice')",
                        "multiple requested Freight could potentially provide a commit from repo https://git/twice;"
                                + " please update promotion steps to disambiguate"),
                Arguments.of(
                        "chartFrom('https://charts', 'db')",
                        "chart \"db\" from repo https://charts not found in referenced Freight"),
                Arguments.of("commitFrom('https://git/none').ID", "cannot get ID from <nil>"),
                Arguments.of("warehouse('')", "name must not be empty"),
                Arguments.of("commitFrom(nope)", "first argument must be string, got <nil>"),
                Arguments.of("commitFrom('u', 'a')", "too many arguments to call commitFrom"),
                Arguments.of("commitFrom('u').id", "type v1alpha1.GitCommit has no field id"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(String source, String problem) {
        assertThatThrownBy(() -> evaluate(source, "a", "b"))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void readsEveryWarehouseOfTheRequestedFreightOnEachCallButNoneWhenAnOriginIsGiven() {
        evaluate("commitFrom('https://git/app').ID + commitFrom('https://git/app').Tag", "a", "b");
        assertThat(reads).containsExactly("a", "b", "a", "b");
        reads.clear();
        evaluate("commitFrom('https://git/app', warehouse('a'))", "a", "b");
        assertThat(reads).isEmpty();
    }

    @Test
    void missesAWarehouse() {
        assertThatThrownBy(() -> evaluate("commitFrom('u')", "ghost"))
                .hasMessageStartingWith("Warehouse \"ghost\" not found in namespace \"demo\"");
    }

    @Test
    void rendersObjectsUnderTheirJsonNamesInDeclarationOrder() {
        String template = "c=${{ commitFrom('https://git/app') }}";
        assertThat(Templates.render(template, environment("a")))
                .isEqualTo("c={\"repoURL\":\"https://git/App.git\",\"id\":\"c1\",\"tag\":\"v1\"}");
    }
}
