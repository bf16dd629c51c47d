package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Crds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Sends objects to an API server that has the bundled definitions, and no hooks.
final class CrdValidationAdapter implements Adapter {
    private static final Identity ADMIN = Identity.administrator("golden");
    private static final String NOTE = "some validation rules were not checked";
    private static final List<String> SERVER_FIELDS =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");

    private final Store store = Store.inMemory();
    private final ApiServer server = ApiServer.over(
            store,
            ApiServerOptions.standard()
                    .withBootstrap(Crds.bundled().stream().map(KubeObject::of).toList()));
    private final Map<String, ResourceType> types = Crds.bundled().stream()
            .map(CrdValidationAdapter::type)
            .collect(Collectors.toMap(ResourceType::kind, type -> type, (one, _) -> one));

    private static ResourceType type(Map<String, Object> definition) {
        return new ResourceType(
                Json.text(definition, "spec", "group").orElseThrow(),
                Json.text(Json.list(definition, "spec", "versions").getFirst(), "name")
                        .orElseThrow(),
                Json.text(definition, "spec", "names", "kind").orElseThrow(),
                Json.text(definition, "spec", "names", "plural").orElseThrow(),
                Json.text(definition, "spec", "scope").orElseThrow().equals("Namespaced"));
    }

    @Override
    public String file() {
        return "crd-validation.json";
    }

    @Override
    public void open(Map<String, Object> file) {
        var namespace = "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"demo\"}}";
        send("POST", "/api/v1/namespaces", namespace);
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        String body = Json.text(given, "objectText").orElseGet(() -> Json.print(given.get("object")));
        Map<String, Object> object = Json.parseObject(body);
        ResourceType type = types.get(Json.text(object, "kind").orElseThrow());
        if (type == null) {
            return Verdict.failed("no definition of " + object.get("kind"));
        }
        String path = collection(type);
        ApiResponse answer;
        if (Json.text(given, "operation").orElse("").equals("CREATE")) {
            answer = send("POST", path + "?dryRun=All" + parameters(given), body);
        } else {
            String name = Json.text(given, "stored", "metadata", "name").orElseThrow();
            ApiResponse stored = send("POST", path, Json.print(given.get("stored")));
            Json.put(
                    object,
                    Json.at(tree(stored), "metadata", "resourceVersion").orElse(""),
                    "metadata",
                    "resourceVersion");
            String subresource =
                    Json.text(given, "subresource").map(part -> "/" + part).orElse("");
            answer = send("PUT", path + "/" + name + subresource, Json.print(object));
            send("DELETE", path + "/" + name, "");
        }
        return Verdict.compare(expected(Json.object(testCase, "expect")), actual(answer));
    }

    private static String parameters(Map<String, Object> given) {
        return Json.object(given, "params").entrySet().stream()
                .map(entry -> "&" + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining());
    }

    private static String collection(ResourceType type) {
        return type.path() + (type.namespaced() ? "/namespaces/demo/" : "/") + type.plural();
    }

    private ApiResponse send(String method, String path, String body) {
        return server.handle(ApiRequest.of(
                method,
                path,
                Map.of("Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                ADMIN));
    }

    private static Map<String, Object> tree(ApiResponse answer) {
        return answer instanceof ApiResponse.Complete complete ? Json.parseObject(complete.body()) : Map.of();
    }

    /// Errors of one object come in no order, and the note about rules that were not checked is not asserted.
    private static Map<String, Object> expected(Map<String, Object> expect) {
        var expected = new LinkedHashMap<String, Object>();
        expected.put("code", expect.get("code"));
        expected.put("warnings", Json.list(expect, "warnings"));
        if (expect.containsKey("object")) {
            expected.put("object", expect.get("object"));
        } else {
            refusal(expect, expected);
        }
        return expected;
    }

    private static Map<String, Object> actual(ApiResponse answer) {
        var actual = new LinkedHashMap<String, Object>();
        Map<String, Object> tree = tree(answer);
        actual.put("code", (long) answer.status());
        actual.put("warnings", new ArrayList<Object>(answer.headers().getOrDefault("Warning", List.of())));
        if (answer.status() < 300) {
            SERVER_FIELDS.forEach(Json.object(tree, "metadata")::remove);
            actual.put("object", tree);
        } else {
            refusal(tree, actual);
        }
        return actual;
    }

    private static void refusal(Map<String, Object> status, Map<String, Object> into) {
        Map<String, Object> details = Json.copy(Json.object(status, "details"));
        Set<String> causes = Json.list(details, "causes").stream()
                .map(Json::print)
                .filter(cause -> !cause.contains(NOTE))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        details.remove("causes");
        into.put("reason", status.getOrDefault("reason", ""));
        into.put("details", details);
        into.put("causes", new ArrayList<Object>(causes));
        String message = Json.text(status, "message").orElse("");
        into.put("message", causes.size() > 1 ? message.replaceAll("(?s) is invalid: .*", "") : single(message));
    }

    /// A message with one error beside the note reads as if it were alone.
    private static String single(String message) {
        return message.replaceAll("(?s): \\[(.*), <nil>: Invalid value: null: " + NOTE + ".*\\]$", ": $1");
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
