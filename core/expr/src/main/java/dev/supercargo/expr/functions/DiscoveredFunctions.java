package dev.supercargo.expr.functions;

import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `commitFrom`, `imageFrom`, `chartFrom`, `artifactFrom` over what a Warehouse has discovered, for its criteria of
/// Freight creation (expressions.md C.2): the first, that is the best, artifact of a repository, or nil.
public final class DiscoveredFunctions {
    private final Map<String, Object> discovered;
    private final RepositoryNames names;

    private DiscoveredFunctions(Map<String, Object> discovered, RepositoryNames names) {
        this.discovered = discovered;
        this.names = names;
    }

    /// The functions.
    ///
    /// @param discovered the Warehouse's `status.discoveredArtifacts`; empty where there are none
    public static List<HostFunction> of(Map<String, Object> discovered, RepositoryNames names) {
        var functions = new DiscoveredFunctions(discovered, names);
        Type chart = Shapes.CHART.type();
        return List.of(
                HostFunction.of("commitFrom", form(Shapes.DISCOVERED_COMMIT.type()), in -> functions.commit(in)),
                HostFunction.of("imageFrom", form(Shapes.DISCOVERED_IMAGE.type()), in -> functions.image(in)),
                HostFunction.of("artifactFrom", form(Shapes.ARTIFACT.type()), in -> functions.artifact(in)),
                new HostFunction(
                        "chartFrom",
                        List.of(Signature.of(chart, Type.STRING, Type.STRING), form(chart)),
                        in -> functions.chart(in)));
    }

    private static Signature form(Type result) {
        return Signature.of(result, Type.STRING);
    }

    private Optional<Object> first(String results, Predicate<Object> matches, String artifacts) {
        return Json.list(discovered, results).stream()
                .filter(matches)
                .flatMap(result -> Json.list(result, artifacts).stream())
                .findFirst();
    }

    private static String repository(Object result) {
        return Json.text(result, "repoURL").orElse("");
    }

    private @Nullable Object commit(List<@Nullable Object> in) {
        String url = Arguments.text(in);
        return first("git", result -> names.isSameGit(repository(result), url), "commits")
                .map(commit -> Shapes.of(Shapes.DISCOVERED_COMMIT, commit))
                .orElse(null);
    }

    private @Nullable Object image(List<@Nullable Object> in) {
        String url = names.image().apply(Arguments.text(in));
        return first("images", result -> names.image().apply(repository(result)).equals(url), "references")
                .map(image -> Shapes.of(Shapes.DISCOVERED_IMAGE, image))
                .orElse(null);
    }

    private @Nullable Object chart(List<@Nullable Object> in) {
        String url = names.chart().apply(Arguments.text(in, 0));
        String name = in.size() > 1 ? Arguments.text(in, 1) : null;
        Optional<Object> result = Json.list(discovered, "charts").stream()
                .filter(chart -> names.chart().apply(repository(chart)).equals(url))
                .filter(chart ->
                        name == null || Json.text(chart, "name").orElse("").equals(name))
                .findFirst();
        return result.flatMap(chart -> Json.list(chart, "versions").stream()
                        .findFirst()
                        .map(version -> Shapes.CHART.with(
                                url, Json.text(chart, "name").orElse(""), String.valueOf(version), "")))
                .orElse(null);
    }

    /// Of several results with the name the last counts.
    private @Nullable Object artifact(List<@Nullable Object> in) {
        String name = Arguments.text(in);
        List<Object> results = Json.list(discovered, "results").stream()
                .filter(result -> Json.text(result, "name").orElse("").equals(name))
                .toList();
        return results.isEmpty()
                ? null
                : Json.list(results.getLast(), "artifactReferences").stream()
                        .findFirst()
                        .map(Shapes::artifact)
                        .orElse(null);
    }
}
