package dev.supercargo.conformance.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import org.awaitility.core.ThrowingRunnable;

/// Where one case happens: a namespace of its own. In paths and bodies `{ns}` is its name, `{w}` the path of its
/// Widgets and `{cm}` that of its ConfigMaps; `'` in a body stands for `"`.
final class Room {
    static final String GROUP = "/apis/conformance.example.test/v1";
    static final String MERGE = "application/merge-patch+json";
    static final String JSON = "application/json-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Api api;
    final String ns;

    Room(Api api, Random random) throws IOException, InterruptedException {
        this.api = api;
        var name = new StringBuilder("t-");
        random.ints(8, 'a', 'z' + 1).forEach(name::appendCodePoint);
        this.ns = name.toString();
        post("/api/v1/namespaces", "{'metadata':{'name':'{ns}'}}").is(201);
    }

    void leave() throws IOException, InterruptedException {
        delete("/api/v1/namespaces/{ns}");
    }

    String filled(String text) {
        return text.replace("{w}", GROUP + "/namespaces/{ns}/widgets")
                .replace("{cm}", "/api/v1/namespaces/{ns}/configmaps")
                .replace("{ns}", ns);
    }

    /// A request that differs from the usual ones.
    Asking ask(String method, String path) {
        return new Asking(method, filled(path));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return ask("GET", path).send();
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return ask("POST", path).body(body).send();
    }

    Answer put(String path, String body) throws IOException, InterruptedException {
        return ask("PUT", path).body(body).send();
    }

    Answer patch(String type, String path, String body) throws IOException, InterruptedException {
        return ask("PATCH", path).header("Content-Type", type).body(body).send();
    }

    Answer apply(String path, String manager, String body) throws IOException, InterruptedException {
        return patch(APPLY, path + (path.contains("?") ? "&" : "?") + "fieldManager=" + manager, body);
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return ask("DELETE", path).send();
    }

    /// A Widget by its name and the fields of its spec.
    Answer widget(String name, String spec) throws IOException, InterruptedException {
        return post("{w}", widgetBody(name, spec));
    }

    static String widgetBody(String name, String spec) {
        return "{'apiVersion':'conformance.example.test/v1','kind':'Widget','metadata':{'name':'" + name + "'},'spec':{"
                + spec + "}}";
    }

    Answer configMap(String name, String more) throws IOException, InterruptedException {
        return post("{cm}", "{'metadata':{'name':'" + name + "'" + more + "}}");
    }

    Watching watch(String path) throws IOException, InterruptedException {
        return Watching.open(this, ask("GET", path));
    }

    /// Repeats what may take a moment: controllers and authorizers of a cluster look a little later.
    void eventually(ThrowingRunnable expectation) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(expectation);
    }

    /// A request in the making.
    final class Asking {
        private final String method;
        private final String path;
        private final HttpRequest.Builder request;
        private boolean known = true;
        private boolean typed;
        private byte[] body = new byte[0];

        private Asking(String method, String path) {
            this.method = method;
            this.path = path;
            this.request = api.request(path).header("User-Agent", "conformance/1.0");
        }

        Asking header(String name, String value) {
            typed |= name.equals("Content-Type");
            request.header(name, filled(value));
            return this;
        }

        /// As somebody else: impersonated.
        Asking as(String user) {
            return header("Impersonate-User", user);
        }

        Asking withToken(String token) {
            known = false;
            request.header("Authorization", "Bearer " + token);
            return this;
        }

        Asking withoutCredentials() {
            known = false;
            return this;
        }

        Asking body(String text) {
            return bytes(filled(text).replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        Asking bytes(byte[] bytes) {
            body = bytes;
            return this;
        }

        HttpRequest build() {
            if (body.length > 0 && !typed) {
                request.header("Content-Type", "application/json");
            }
            return request.method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        }

        boolean known() {
            return known;
        }

        Answer send() throws IOException, InterruptedException {
            HttpResponse<String> answer = api.client(known).send(build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(method + " " + path, answer.statusCode(), answer.headers(), answer.body());
        }
    }
}
