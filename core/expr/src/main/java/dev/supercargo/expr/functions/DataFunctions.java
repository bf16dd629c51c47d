package dev.supercargo.expr.functions;

import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Utf8;
import dev.supercargo.meta.Json;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `configMap`, `secret`, their shared sisters, and the metadata of Freight and Stages (expressions.md C.3).
///
/// One set of these functions is one cache (expressions.md E): ConfigMaps and Secrets that were found are read once.
/// Make a new set for each evaluation of a step.
public final class DataFunctions {
    /// Reads objects of the cluster.
    @FunctionalInterface
    public interface Objects {
        /// The object as a document, empty where there is none.
        ///
        /// @param kind `ConfigMap`, `Secret`, `Freight` or `Stage`
        /// @throws RuntimeException when it cannot be read; the message is shown to the user
        Optional<Map<String, Object>> read(String kind, String namespace, String name);
    }

    private static final String TYPE_LABEL = "kargo.akuity.io/cred-type";

    private final Objects objects;
    private final String project;
    private final String shared;
    private final Map<String, Map<String, Object>> cache = new HashMap<>();

    private DataFunctions(Objects objects, String project, String shared) {
        this.objects = objects;
        this.project = project;
        this.shared = shared;
    }

    /// The functions, with a fresh cache.
    ///
    /// @param project the Project's namespace
    /// @param shared the namespace of shared resources
    public static List<HostFunction> of(Objects objects, String project, String shared) {
        var functions = new DataFunctions(objects, project, shared);
        return List.of(
                strings("configMap", in -> functions.configMap(project, in)),
                strings("sharedConfigMap", in -> functions.configMap(shared, in)),
                strings("secret", functions::secret),
                strings("sharedSecret", functions::sharedSecret),
                documents("freightMetadata", in -> functions.metadata("Freight", in, "freight ref name")),
                documents("stageMetadata", in -> functions.metadata("Stage", in, "stage name")),
                documents("freightStatus", functions::freightStatus));
    }

    private static HostFunction strings(String name, HostFunction.Body body) {
        return HostFunction.of(name, Signature.of(Type.STRING_MAP, Type.STRING), body);
    }

    private static HostFunction documents(String name, HostFunction.Body body) {
        return HostFunction.of(name, Signature.of(Type.UNKNOWN, Type.STRING), body);
    }

    private Optional<Map<String, Object>> read(String kind, String namespace, String name) {
        try {
            return objects.read(kind, namespace, name);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "failed to get " + kind.toLowerCase(java.util.Locale.ROOT) + " " + name + ": " + e.getMessage(), e);
        }
    }

    private Optional<Map<String, Object>> cached(String kind, String namespace, String name) {
        String key = kind + "/" + namespace + "/" + name;
        Map<String, Object> known = cache.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        return read(kind, namespace, name);
    }

    private void remember(String kind, String namespace, String name, Map<String, Object> object) {
        cache.put(kind + "/" + namespace + "/" + name, object);
    }

    private static Dictionary nothing() {
        return Dictionary.ofStrings(Map.of());
    }

    private Object configMap(String namespace, List<@Nullable Object> in) {
        String name = Arguments.text(in);
        Optional<Map<String, Object>> found = cached("ConfigMap", namespace, name);
        if (found.isEmpty()) {
            return nothing();
        }
        remember("ConfigMap", namespace, name, found.get());
        Map<String, Object> data = Json.object(found.get(), "data");
        if (data.isEmpty()) {
            return Dictionary.nil(Type.STRING_MAP);
        }
        var strings = new LinkedHashMap<String, String>();
        data.forEach((key, value) -> strings.put(key, String.valueOf(value)));
        return Dictionary.ofStrings(strings);
    }

    private Object secret(List<@Nullable Object> in) {
        String name = Arguments.text(in);
        Optional<Map<String, Object>> found = cached("Secret", project, name);
        found.ifPresent(secret -> remember("Secret", project, name, secret));
        return found.map(DataFunctions::decoded).orElseGet(DataFunctions::nothing);
    }

    /// Only Secrets that are marked as generic are for everybody.
    private Object sharedSecret(List<@Nullable Object> in) {
        String name = Arguments.text(in);
        Optional<Map<String, Object>> found = cached("Secret", shared, name)
                .filter(secret -> Json.text(secret, "metadata", "labels", TYPE_LABEL)
                        .orElse("")
                        .equals("generic"));
        found.ifPresent(secret -> remember("Secret", shared, name, secret));
        return found.map(DataFunctions::decoded).orElseGet(DataFunctions::nothing);
    }

    private static Dictionary decoded(Map<String, Object> secret) {
        var strings = new LinkedHashMap<String, String>();
        Json.object(secret, "data").forEach((key, value) -> strings.put(key, decoded(String.valueOf(value))));
        return Dictionary.ofStrings(strings);
    }

    private static String decoded(String base64) {
        return Utf8.decode(Base64.getMimeDecoder().decode(base64));
    }

    private @Nullable Object metadata(String kind, List<@Nullable Object> in, String what) {
        String name = Arguments.text(in);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return read(kind, project, name)
                .map(object -> Json.object(object, "status", "metadata"))
                .filter(metadata -> !metadata.isEmpty())
                .map(JsonNumbers::floats)
                .orElse(null);
    }

    private @Nullable Object freightStatus(List<@Nullable Object> in) {
        String name = Arguments.text(in);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("freight ref name must not be empty");
        }
        return read("Freight", project, name)
                .map(freight -> JsonNumbers.floats(Json.object(freight, "status")))
                .orElse(null);
    }
}
