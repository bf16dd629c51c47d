package dev.supercargo.kube.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The TLS door as the real `kubectl` sees it. Skipped, with a word, where there is none on the path.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlTest {
    @TempDir
    static Path folder;

    private static Store store;
    private static ApiServer server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
                "SKIPPED: there is no kubectl on the path; install it to test the TLS door");
        store = Store.open(folder.resolve("data"));
        Pki pki = Pki.open(folder.resolve("pki"), Instant.now());
        server = ApiServer.over(
                store, ApiServerOptions.standard().withPki(pki).withBootstrap(List.of(ApiServerTest.definition())));
        int port = server.start(0);
        Kubeconfig.write(
                folder.resolve("kubeconfig"),
                Kubeconfig.withCertificate(
                        "test", "https://127.0.0.1:" + port, pki.authorityPem(), pki.administrator(Instant.now())));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            store.close();
        }
    }

    /// What a command printed (both streams), and how it ended.
    record Said(int exit, String text) {}

    private static Process begin(String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add("kubectl");
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", folder.resolve("kubeconfig").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        return builder.start();
    }

    private static Said kubectl(String... words) throws Exception {
        Process process = begin(words);
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    private static String ok(String... words) throws Exception {
        Said said = kubectl(words);
        assertThat(said.exit()).as(String.join(" ", words) + ": " + said.text()).isZero();
        return said.text();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    @Order(1)
    void looksAround() throws Exception {
        assertThat(ok("version")).contains("Server Version: v1.33");
        assertThat(ok("api-resources"))
                .contains("configmaps")
                .contains("widgets")
                .contains("wd");
        assertThat(ok("api-versions")).contains("demo.example.com/v1");
        assertThat(ok("get", "namespaces")).contains("kube-system").contains("Active");
        assertThat(ok("auth", "can-i", "create", "widgets")).isEqualTo("yes\n");
        assertThat(ok("auth", "whoami")).contains("kubernetes-admin");
    }

    @Test
    @Order(2)
    void createsAndAppliesAndDescribes() throws Exception {
        ok("create", "namespace", "shop");
        ok("create", "secret", "generic", "s", "-n", "shop", "--from-literal=a=b");
        ok("create", "configmap", "c", "-n", "shop", "--from-literal=a=b");
        assertThat(ok("get", "secret,configmap", "-n", "shop")).contains("Opaque");
        Path widget = file("widget.yaml", """
                apiVersion: demo.example.com/v1
                kind: Widget
                metadata: {name: one, namespace: shop}
                spec: {size: 3}
                """);
        assertThat(ok("apply", "-f", widget.toString())).contains("created");
        assertThat(ok("apply", "-f", widget.toString())).contains("unchanged");
        file("widget.yaml", Files.readString(widget).replace("3", "4"));
        assertThat(ok("apply", "-f", widget.toString())).contains("configured");
        assertThat(ok("get", "wd", "one", "-n", "shop", "-o", "yaml")).contains("size: 4");
        assertThat(ok("describe", "wd", "one", "-n", "shop")).contains("Size:  4");
        assertThat(ok("describe", "namespace", "shop")).contains("Active");
        ok("patch", "wd", "one", "-n", "shop", "--type=merge", "-p", "{\"spec\":{\"size\":9}}");
        ok("label", "configmap", "c", "-n", "shop", "x=y");
        assertThat(ok("get", "cm", "-n", "shop", "-l", "x=y", "-o", "name")).isEqualTo("configmap/c\n");
        assertThat(ok("wait", "wd/one", "-n", "shop", "--for=jsonpath={.spec.size}=9", "--timeout=10s"))
                .contains("condition met");
    }

    @Test
    @Order(3)
    void watches() throws Exception {
        Process watch = begin("get", "configmaps", "-n", "default", "-w", "--no-headers", "-o", "name");
        try (var lines = new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
            ok("create", "configmap", "seen", "--from-literal=a=b");
            String line = lines.readLine();
            while (line != null && !line.equals("configmap/seen")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("configmap/seen");
        } finally {
            watch.destroy();
        }
        ok("delete", "configmap", "seen");
    }

    @Test
    @Order(4)
    void refusesWithWords() throws Exception {
        assertThat(kubectl("get", "wd", "none", "-n", "shop").text())
                .contains("Error from server (NotFound): widgets.demo.example.com \"none\" not found");
        assertThat(kubectl("get", "configmaps", "--as=jo").text()).contains("Forbidden");
        assertThat(kubectl("delete", "namespace", "default").text()).contains("this namespace may not be deleted");
    }

    @Test
    @Order(5)
    void explainsAndAppliesOnTheServer() throws Exception {
        assertThat(ok("explain", "widget.spec")).contains("size").contains("<integer>");
        Path map = file("map.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: applied, namespace: shop}
                data: {a: "1"}
                """);
        assertThat(ok("apply", "--server-side", "-f", map.toString())).contains("serverside-applied");
        assertThat(ok("diff", "--server-side", "-f", map.toString())).isEmpty();
        Path wrong = file("wrong.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: wrong, namespace: shop}
                daat: {a: "1"}
                """);
        assertThat(kubectl("apply", "-f", wrong.toString()).text()).contains("unknown field \"daat\"");
        assertThat(ok("create", "token", "default", "-n", "shop").split("\\.", -1))
                .hasSize(3);
        ok("create", "role", "reader", "-n", "shop", "--verb=get,list", "--resource=configmaps");
        ok("create", "rolebinding", "reader", "-n", "shop", "--role=reader", "--user=jo");
        assertThat(ok("auth", "can-i", "list", "configmaps", "-n", "shop", "--as=jo"))
                .isEqualTo("yes\n");
        assertThat(kubectl("auth", "can-i", "list", "secrets", "-n", "shop", "--as=jo")
                        .text())
                .startsWith("no");
        assertThat(ok("get", "configmaps", "-n", "shop", "--as=jo")).contains("applied");
        assertThat(ok("get", "rolebindings", "-n", "shop", "-o", "wide"))
                .contains("Role/reader")
                .contains("jo");
        assertThat(ok("get", "namespaces", "--sort-by=.metadata.name")).contains("shop");
        assertThat(ok("get", "events", "-A")).contains("No resources found");
    }

    @Test
    @Order(6)
    void deletes() throws Exception {
        ok("delete", "wd", "one", "-n", "shop");
        assertThat(ok("get", "wd", "-n", "shop")).contains("No resources found");
        assertThat(ok("delete", "namespace", "shop", "--timeout=30s")).contains("deleted");
        assertThat(kubectl("get", "namespace", "shop").text()).contains("NotFound");
    }
}
