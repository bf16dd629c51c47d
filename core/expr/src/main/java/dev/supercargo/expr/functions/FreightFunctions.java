package dev.supercargo.expr.functions;

import dev.supercargo.expr.functions.Arguments.Origin;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Struct;
import dev.supercargo.expr.value.Type;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `warehouse`, `commitFrom`, `imageFrom`, `chartFrom`, `artifactFrom` in promotions and verifications (expressions.md
/// C.1): which artifact of a repository does the Freight carry?
///
/// ```
///   repository --(no origin given: the one Warehouse of the requested Freight that subscribes)--> origin
///   origin     --(the Freight of that origin in the collection)--> first artifact of the repository
/// ```
public final class FreightFunctions {
    /// Reads Warehouses of the Project.
    @FunctionalInterface
    public interface Warehouses {
        /// The Warehouse as a document, empty where there is none.
        Optional<Map<String, Object>> warehouse(String name);
    }

    private final String project;
    private final List<?> requested;
    private final List<?> freight;
    private final Warehouses warehouses;
    private final RepositoryNames names;

    private FreightFunctions(
            String project, List<?> requested, List<?> freight, Warehouses warehouses, RepositoryNames names) {
        this.project = project;
        this.requested = requested;
        this.freight = freight;
        this.warehouses = warehouses;
        this.names = names;
    }

    /// The functions.
    ///
    /// @param project the namespace, for messages
    /// @param requested the Stage's `spec.requestedFreight`
    /// @param freight the references of the Promotion's Freight collection
    public static List<HostFunction> of(
            String project, List<?> requested, List<?> freight, Warehouses warehouses, RepositoryNames names) {
        var functions = new FreightFunctions(project, requested, freight, warehouses, names);
        Type origin = Shapes.ORIGIN.type();
        return List.of(
                HostFunction.of("warehouse", Signature.of(origin, Type.STRING), FreightFunctions::warehouse),
                new HostFunction("commitFrom", forms(Shapes.COMMIT.type()), functions::commit),
                new HostFunction("imageFrom", forms(Shapes.IMAGE.type()), functions::image),
                new HostFunction("artifactFrom", forms(Shapes.ARTIFACT.type()), functions::artifact),
                new HostFunction(
                        "chartFrom",
                        List.of(
                                Signature.of(Shapes.CHART.type(), Type.STRING, Type.STRING, origin),
                                Signature.of(Shapes.CHART.type(), Type.STRING, origin),
                                Signature.of(Shapes.CHART.type(), Type.STRING, Type.STRING),
                                Signature.of(Shapes.CHART.type(), Type.STRING)),
                        functions::chart));
    }

    private static List<Signature> forms(Type result) {
        return List.of(Signature.of(result, Type.STRING, Shapes.ORIGIN.type()), Signature.of(result, Type.STRING));
    }

    private static Object warehouse(List<@Nullable Object> in) {
        String name = Arguments.text(in);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name must not be empty");
        }
        return Shapes.ORIGIN.with(Named.text(Shapes.ORIGIN_KIND, "Warehouse"), name);
    }

    private @Nullable Object commit(List<@Nullable Object> in) {
        String url = Arguments.text(in, 0);
        Predicate<Object> matches =
                repository -> names.isSameGit(Json.text(repository, "repoURL").orElse(""), url);
        return origin(in, 1)
                .or(() -> onlyOrigin(
                        "git",
                        matches,
                        "a commit from repo " + names.git().apply(url)
                                + "; please update promotion steps to disambiguate"))
                .flatMap(origin -> find(origin, "commits", matches))
                .map(commit -> Shapes.of(Shapes.COMMIT, commit))
                .orElse(null);
    }

    private @Nullable Object image(List<@Nullable Object> in) {
        String url = Arguments.text(in, 0);
        Predicate<Object> matches = repository -> isRepository(repository, url);
        return origin(in, 1)
                .or(() -> onlyOrigin(
                        "image",
                        matches,
                        "a container image from repository " + url
                                + ": please provide a Freight origin to disambiguate"))
                .flatMap(origin -> find(origin, "images", matches))
                .map(image -> Shapes.of(Shapes.IMAGE, image))
                .orElse(null);
    }

    private @Nullable Object chart(List<@Nullable Object> in) {
        String url = Arguments.text(in, 0);
        String name = chartName(in);
        Optional<Origin> given = in.size() > 1 && !(in.get(1) instanceof String) ? origin(in, 1) : origin(in, 2);
        Predicate<Object> matches = repository -> isRepository(repository, url)
                && Json.text(repository, "name").orElse("").equals(name);
        Origin origin = given.or(() -> onlyOrigin(
                        "chart",
                        matches,
                        "a chart from repository " + url + ": please provide a Freight origin to disambiguate"))
                .orElseThrow(() -> new IllegalArgumentException("chart "
                        + (name.isEmpty() ? "" : "\"" + name + "\" ")
                        + "from repo " + url + " not found in referenced Freight"));
        return find(origin, "charts", matches)
                .map(chart -> Shapes.of(Shapes.CHART, chart))
                .orElse(null);
    }

    private static String chartName(List<@Nullable Object> in) {
        if (in.size() < 2) {
            return "";
        }
        Object second = in.get(1);
        boolean origin = Arguments.origin(second) != null;
        if (!(second instanceof String) && !origin) {
            throw Arguments.wrong(in, 1, "string or FreightOrigin");
        }
        if (in.size() > 2 && (origin || second.equals(""))) {
            throw new IllegalArgumentException("when using three arguments, second argument must be string, got "
                    + dev.supercargo.expr.value.Values.typeName(second));
        }
        return second instanceof String name ? name : "";
    }

    private @Nullable Struct artifact(List<@Nullable Object> in) {
        String name = Arguments.text(in, 0);
        Optional<Origin> given = origin(in, 1);
        try {
            return given.or(() -> onlySubscription(name))
                    .flatMap(origin -> find(
                            origin,
                            "artifacts",
                            artifact -> Json.text(artifact, "subscriptionName")
                                    .orElse("")
                                    .equals(name)))
                    .map(Shapes::artifact)
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "error finding artifact from subscription " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean isRepository(Object repository, String url) {
        return Json.text(repository, "repoURL").orElse("").equals(url);
    }

    private static Optional<Origin> origin(List<@Nullable Object> in, int index) {
        if (in.size() <= index) {
            return Optional.empty();
        }
        Origin origin = Arguments.origin(in.get(index));
        if (origin == null) {
            throw Arguments.wrong(in, index, "FreightOrigin");
        }
        return Optional.of(origin);
    }

    private Optional<Origin> onlyOrigin(String kind, Predicate<Object> matches, String what) {
        return only(subscription -> Json.at(subscription, kind).filter(matches).isPresent(), what);
    }

    private Optional<Origin> onlySubscription(String name) {
        return only(
                subscription -> Json.text(subscription, "name").orElse("").equals(name),
                "a \"" + name + "\" artifact; please update promotion steps to disambiguate");
    }

    /// The origin of the one subscription that matches, among those of all requested Freight.
    private Optional<Origin> only(Predicate<Object> matches, String what) {
        Optional<Origin> found = Optional.empty();
        for (Object request : requested) {
            String name = Json.text(request, "origin", "name").orElse("");
            Map<String, Object> warehouse = warehouses
                    .warehouse(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Warehouse \"" + name + "\" not found in namespace \"" + project + "\""));
            for (Object subscription : Json.list(warehouse, "spec", "subscriptions")) {
                if (matches.test(subscription)) {
                    if (found.isPresent()) {
                        throw new IllegalArgumentException(
                                "multiple requested Freight could potentially provide " + what);
                    }
                    found = Optional.of(originOf(request));
                }
            }
        }
        return found;
    }

    private static Origin originOf(Object tree) {
        return new Origin(
                Json.text(tree, "origin", "kind").orElse("Warehouse"),
                Json.text(tree, "origin", "name").orElse(""));
    }

    /// The first artifact that matches in the Freight of an origin.
    private Optional<Object> find(Origin origin, String artifacts, Predicate<Object> matches) {
        return freight.stream()
                .filter(one -> originOf(one).equals(origin))
                .flatMap(one -> Json.list(one, artifacts).stream())
                .filter(matches)
                .findFirst();
    }
}
