package dev.supercargo.golden;

import dev.supercargo.credentials.CredentialSettings;
import dev.supercargo.credentials.Lookup;
import dev.supercargo.credentials.RepositoryCredentials;
import dev.supercargo.decisions.credentials.CredentialRequest;
import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.credentials.Provider;
import dev.supercargo.decisions.credentials.ProviderAnswer;
import dev.supercargo.decisions.credentials.RepositoryType;
import dev.supercargo.decisions.credentials.Surroundings;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which Secret serves a repository, which provider takes it, and what it yields.
final class CredentialsAdapter implements Adapter {
    @Override
    public String file() {
        return "credentials.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        RepositoryType type = RepositoryType.valueOf(text(given, "type").toUpperCase(Locale.ROOT));
        return switch (text(given, "op")) {
            case "secret" -> Verdict.compare(testCase.get("expect"), secret(given, type));
            case "provider" -> {
                var actual = new LinkedHashMap<String, Object>();
                Json.putNullable(
                        actual,
                        "provider",
                        provider(given, type).map(Provider::toString).orElse(null));
                yield Verdict.compare(testCase.get("expect"), actual);
            }
            case "get" -> get(testCase, given, type);
            default -> Verdict.unsupported("op " + text(given, "op"));
        };
    }

    private static Map<String, Object> secret(Map<String, Object> given, RepositoryType type) {
        var settings = new CredentialSettings(
                Json.text(given, "sharedResourcesNamespace").orElse("kargo-shared-resources"),
                Boolean.TRUE.equals(given.get("allowCredentialsOverHTTP")),
                Surroundings.PLAIN);
        var credentials = new RepositoryCredentials(
                List.of(cluster(given, "secrets"), cluster(given, "localClusterSecrets")), settings);
        var actual = new LinkedHashMap<String, Object>();
        switch (credentials.look(new CredentialRequest(text(given, "project"), type, text(given, "repoURL")))) {
            case Lookup.Refused _ -> {
                actual.put("providersAsked", false);
                Json.putNullable(actual, "secret", null);
            }
            case Lookup.Asked(var url, var secret) -> {
                actual.put("providersAsked", true);
                actual.put("requestURL", url);
                Json.putNullable(
                        actual,
                        "secret",
                        secret.map(found -> found.key().toString()).orElse(null));
            }
        }
        return actual;
    }

    private static Optional<Provider> provider(Map<String, Object> given, RepositoryType type) {
        var around = new Surroundings(text(given, "environment").equals("azure"), false, false);
        return Provider.of(type, text(given, "repoURL"), strings(given, "data"), around);
    }

    private static Verdict get(Map<String, Object> testCase, Map<String, Object> given, RepositoryType type) {
        Optional<ProviderAnswer> answer = provider(given, type)
                .map(provider -> ProviderAnswer.of(
                        provider,
                        text(given, "project"),
                        text(given, "repoURL"),
                        strings(given, "annotations"),
                        strings(given, "data")));
        var actual = new LinkedHashMap<String, Object>();
        switch (answer.orElse(new ProviderAnswer.None("no provider"))) {
            case ProviderAnswer.Known(var credentials) -> actual.put("credentials", tree(credentials));
            case ProviderAnswer.None _ -> Json.putNullable(actual, "credentials", null);
            case ProviderAnswer.Wrong(var why) -> actual.put("error", why);
            case ProviderAnswer.NeedsToken(var provider) -> {
                return Verdict.unsupported("tokens of " + provider);
            }
        }
        return Verdict.compare(testCase.get("expect"), actual);
    }

    private static Map<String, Object> tree(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Basic(var user, var password) ->
                Map.of("username", user, "password", password, "sshPrivateKey", "");
            case Credentials.SshKey(var key) -> Map.of("username", "", "password", "", "sshPrivateKey", key);
        };
    }

    /// A cluster that can list the given Secrets and nothing else.
    private static Kube cluster(Map<String, Object> given, String field) {
        List<KubeObject> secrets =
                Json.list(given, field).stream().map(CredentialsAdapter::object).toList();
        return (Kube) Proxy.newProxyInstance(
                Kube.class.getClassLoader(), new Class<?>[] {Kube.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("list") || !arguments[0].equals(Kinds.SECRET)) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    var selector = (LabelSelector) arguments[2];
                    return secrets.stream()
                            .filter(secret -> secret.namespace().equals(arguments[1]))
                            .filter(secret -> selector.matches(secret.labels()))
                            .toList();
                });
    }

    private static KubeObject object(Object secret) {
        var key = new ObjectKey(text(secret, "namespace"), text(secret, "name"));
        KubeObject object = KubeObject.named(Kinds.SECRET, key);
        if (!text(secret, "type").isEmpty()) {
            object = object.with(Map.of(Labels.CRED_TYPE, text(secret, "type")), "metadata", "labels");
        }
        if (!Json.at(secret, "noData").isPresent()) {
            var data = new LinkedHashMap<String, Object>();
            strings(Json.asObject(secret), "data")
                    .forEach((name, value) ->
                            data.put(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
            object = object.with(data, "data");
        }
        return object;
    }

    private static Map<String, String> strings(Map<String, Object> tree, String field) {
        var strings = new LinkedHashMap<String, String>();
        Json.object(tree, field).forEach((name, value) -> strings.put(name, String.valueOf(value)));
        return strings;
    }

    private static String text(Object tree, String field) {
        return Json.text(tree, field).orElse("");
    }
}
