package dev.supercargo.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.credentials.RepositoryType;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

final class RepositoryCredentialsTest {
    private static final String URL = "https://github.com/acme/web.git";

    private final List<String> asked = new ArrayList<>();

    /// An API that can only list.
    private Kube cluster(BiFunction<String, LabelSelector, List<KubeObject>> list) {
        return (Kube) Proxy.newProxyInstance(
                Kube.class.getClassLoader(), new Class<?>[] {Kube.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("list");
                    asked.add((String) arguments[1]);
                    return list.apply((String) arguments[1], (LabelSelector) arguments[2]);
                });
    }

    private Kube holding(KubeObject... secrets) {
        return cluster((namespace, selector) -> List.of(secrets).stream()
                .filter(secret -> secret.namespace().equals(namespace) && selector.matches(secret.labels()))
                .toList());
    }

    private static KubeObject secret(String namespace, Map<String, String> data) {
        var encoded = new LinkedHashMap<String, Object>();
        data.forEach((name, value) ->
                encoded.put(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return KubeObject.named(Kinds.SECRET, new ObjectKey(namespace, "repo"))
                .with(Map.of(Labels.CRED_TYPE, "git"), "metadata", "labels")
                .with(encoded, "data");
    }

    private static RepositoryCredentials over(Kube cluster) {
        return new RepositoryCredentials(cluster, CredentialSettings.USUAL);
    }

    @Test
    void looksIntoTheProjectThenIntoTheSharedNamespace() {
        Kube kube = holding(
                secret("kargo-shared-resources", Map.of("repoURL", URL, "username", "bob", "password", "s3cret")));
        assertThat(over(kube).find("p", RepositoryType.GIT, URL)).contains(new Credentials.Basic("bob", "s3cret"));
        assertThat(asked).containsExactly("p", "kargo-shared-resources");
    }

    @Test
    void asksNobodyForPlainHttp() {
        Kube kube = holding(
                secret("p", Map.of("repoURL", ".*", "repoURLIsRegex", "true", "username", "u", "password", "p")));
        assertThat(over(kube).find("p", RepositoryType.GIT, "HTTP://github.com/acme/web"))
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aSecretOfTheProjectShadowsASharedOneEvenIfItIsUnusable() {
        Kube kube = holding(
                secret("p", Map.of("repoURL", URL, "token", "x")),
                secret("kargo-shared-resources", Map.of("repoURL", URL, "username", "bob", "password", "s3cret")));
        assertThat(over(kube).find("p", RepositoryType.GIT, URL)).isEmpty();
    }

    @Test
    void saysWhichPermissionIsMissing() {
        Kube kube = cluster((_, _) -> {
            throw new WorldException(new Failure.Forbidden("secrets is forbidden", "list secrets"));
        });
        assertThatThrownBy(() -> over(kube).find("p", RepositoryType.GIT, URL))
                .hasMessage(
                        "failed to get git creds for https://github.com/acme/web in namespace \"p\": secrets is forbidden")
                .satisfies(e -> assertThat(((WorldException) e).failure()).isInstanceOf(Failure.Forbidden.class));
    }

    @Test
    void namesTheSecretWhoseDataAreWrong() {
        Kube kube = holding(secret(
                "p",
                Map.of(
                        "repoURL",
                        URL,
                        "githubAppID",
                        "1",
                        "githubAppInstallationID",
                        "x",
                        "githubAppPrivateKey",
                        "s3cret")));
        assertThatThrownBy(() -> over(kube).find("p", RepositoryType.GIT, URL))
                .hasMessageContaining("from Secret p/repo: error parsing installation ID: ")
                .hasMessageNotContaining("s3cret");
    }
}
