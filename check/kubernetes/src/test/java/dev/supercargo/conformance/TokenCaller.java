package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.app.serve.Served;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Asks the REST API of a cluster as the holder of a Kubernetes bearer token.
///
/// @param served holds the REST API, which may take a while to answer
/// @param kubeconfig of an administrator, who makes tokens
record TokenCaller(Served served, Path kubeconfig) {
    /// The header for a ServiceAccount, with a token that `kubectl` gets for it.
    String token(String namespace, String account) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder(
                        "kubectl", "--kubeconfig", kubeconfig.toString(), "create", "token", account, "-n", namespace)
                .redirectErrorStream(true)
                .start();
        String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(kubectl.exitValue()).as(said).isZero();
        return "Bearer " + said;
    }

    int status(String path, String authorization) throws IOException, InterruptedException {
        return get(path, authorization).statusCode();
    }

    Map<String, Object> tree(String path, String authorization) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path, authorization);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return Json.asObject(Json.parse(answer.body()));
    }

    /// The different states of all grants of all components.
    List<String> states(String authorization) throws IOException, InterruptedException {
        return Json.list(tree("/v1beta1/permissions", authorization), "permissions").stream()
                .flatMap(component -> Json.list(component, "grants").stream())
                .map(grant -> Json.text(grant, "state").orElse(""))
                .distinct()
                .sorted()
                .toList();
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        int port = Awaitility.await("the REST API answers")
                .atMost(Duration.ofSeconds(60))
                .until(served::restPort, OptionalInt::isPresent)
                .getAsInt();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
