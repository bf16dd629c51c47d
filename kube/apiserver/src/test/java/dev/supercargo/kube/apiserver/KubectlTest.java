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
                .put("KUBE_EDITOR", "sh " + folder.resolve("edit.sh").toAbsolutePath());
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
    void printsInEveryForm() throws Exception {
        ok(
                "patch",
                "wd",
                "one",
                "-n",
                "shop",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"phase\":\"Fine\"}}");
        assertThat(ok("get", "wd", "one", "-n", "shop", "-o", "jsonpath={.spec.size} {.status.phase}"))
                .isEqualTo("9 Fine");
        assertThat(ok("get", "wd", "-n", "shop", "-o", "custom-columns=N:.metadata.name,P:.status.phase"))
                .matches("N +P\\none +Fine\\n");
        assertThat(ok("get", "wd", "-n", "shop", "-o", "go-template={{range .items}}{{.metadata.name}}{{end}}"))
                .isEqualTo("one");
        assertThat(ok("get", "wd", "-n", "shop", "-o", "wide", "--show-labels")).contains("<none>");
        assertThat(ok("get", "--raw", "/apis/demo.example.com/v1/namespaces/shop/widgets/one"))
                .contains("\"phase\":\"Fine\"");
        assertThat(ok("get", "--raw", "/readyz?verbose")).contains("check passed");
        for (int i = 0; i < 7; i++) {
            ok("create", "secret", "generic", "many-" + i, "-n", "shop");
        }
        assertThat(ok("get", "secrets", "-n", "shop", "--chunk-size=3", "-o", "name")
                        .lines())
                .hasSize(8);
        assertThat(ok("get", "all,cm,secrets", "-n", "shop"))
                .contains("configmap/c")
                .contains("secret/many-6");
    }

    @Test
    @Order(7)
    void editsAndComparesAndTakesOver() throws Exception {
        file("edit.sh", "sed -i 's/size: .*/size: 7/' \"$1\"\n");
        assertThat(ok("edit", "wd", "one", "-n", "shop")).contains("edited");
        assertThat(ok("get", "wd", "one", "-n", "shop", "-o", "jsonpath={.spec.size}"))
                .isEqualTo("7");
        file("edit.sh", "true\n");
        assertThat(kubectl("edit", "wd", "one", "-n", "shop").text()).contains("no changes made");
        Path widget = file("widget.yaml", """
                apiVersion: demo.example.com/v1
                kind: Widget
                metadata: {name: one, namespace: shop}
                spec: {size: 12}
                """);
        Said difference = kubectl("diff", "-f", widget.toString());
        assertThat(difference.exit()).as(difference.text()).isEqualTo(1);
        assertThat(difference.text()).contains("-  size: 7").contains("+  size: 12");
        Said conflict = kubectl("apply", "--server-side", "--field-manager=other", "-f", widget.toString());
        assertThat(conflict.exit()).isEqualTo(1);
        assertThat(conflict.text()).contains("conflict").contains(".spec.size");
        assertThat(ok("apply", "--server-side", "--force-conflicts", "--field-manager=other", "-f", widget.toString()))
                .contains("serverside-applied");
        assertThat(ok("replace", "-f", widget.toString())).contains("replaced");
        ok("annotate", "wd", "one", "-n", "shop", "why=test");
        assertThat(ok("apply", "--dry-run=server", "-f", widget.toString())).contains("(server dry run)");
    }

    @Test
    @Order(8)
    void tellsEventsAndRights() throws Exception {
        String uid = ok("get", "wd", "one", "-n", "shop", "-o", "jsonpath={.metadata.uid}");
        Path event = file("event.yaml", """
                apiVersion: v1
                kind: Event
                metadata: {name: e1, namespace: shop}
                involvedObject: {apiVersion: demo.example.com/v1, kind: Widget, name: one, namespace: shop, uid: %s}
                reason: Painted
                message: it is red now
                type: Normal
                count: 3
                firstTimestamp: "2026-01-01T00:00:00Z"
                lastTimestamp: "2026-01-01T00:00:00Z"
                source: {component: painter}
                """.formatted(uid));
        ok("create", "-f", event.toString());
        assertThat(ok("events", "-n", "shop", "--for", "widget/one"))
                .contains("Painted")
                .contains("it is red now");
        assertThat(ok("get", "events", "-n", "shop")).contains("widget/one").contains("Painted");
        assertThat(ok("describe", "wd", "one", "-n", "shop")).contains("Painted");
        assertThat(ok("auth", "can-i", "--list", "-n", "shop", "--as=jo"))
                .contains("configmaps")
                .contains("[get list]");
        assertThat(kubectl("auth", "can-i", "delete", "namespaces", "--as=jo").text())
                .contains("no");
        assertThat(ok("auth", "whoami", "--as=system:serviceaccount:shop:default"))
                .contains("system:serviceaccounts:shop");
        assertThat(ok("api-resources", "--api-group=demo.example.com", "-o", "wide"))
                .contains("widgets");
        assertThat(ok("explain", "widget", "--recursive", "--api-version=demo.example.com/v1"))
                .contains("size");
        assertThat(ok("cluster-info")).contains("is running at");
    }

    /// Workloads are kept and shown, not run: what an operator's tests look at is there.
    @Test
    @Order(9)
    void keepsWorkloads() throws Exception {
        Path web = file("web.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: "nginx:1"}]}
                """);
        assertThat(ok("apply", "--server-side", "-f", web.toString())).contains("serverside-applied");
        assertThat(ok("get", "deploy", "web", "-n", "shop", "-o", "jsonpath={.spec.replicas} {.spec.strategy.type}"))
                .isEqualTo("1 RollingUpdate");
        assertThat(ok("scale", "deploy/web", "-n", "shop", "--replicas=5")).contains("scaled");
        assertThat(ok("get", "deploy", "web", "-n", "shop", "--subresource=scale", "-o", "jsonpath={.status.selector}"))
                .isEqualTo("app=web");
        assertThat(ok("set", "image", "deploy/web", "-n", "shop", "c=nginx:2")).contains("image updated");
        assertThat(ok("rollout", "restart", "deploy/web", "-n", "shop")).contains("restarted");
        ok(
                "patch",
                "deploy",
                "web",
                "-n",
                "shop",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"replicas\":5,\"readyReplicas\":5,\"conditions\":[{\"type\":\"Available\",\"status\":\"True\"}]}}");
        assertThat(ok("wait", "deploy/web", "-n", "shop", "--for=jsonpath={.status.readyReplicas}", "--timeout=20s"))
                .contains("condition met");
        assertThat(ok("get", "deploy", "web", "-n", "shop", "-o", "wide"))
                .contains("5/5")
                .contains("nginx:2")
                .contains("app=web");
        assertThat(ok("expose", "deploy", "web", "-n", "shop", "--port=80")).contains("exposed");
        ok("create", "job", "once", "-n", "shop", "--image=busybox");
        ok("create", "cronjob", "often", "-n", "shop", "--image=busybox", "--schedule=* * * * *");
        ok("create", "job", "again", "-n", "shop", "--from=cronjob/often");
        ok("create", "quota", "few", "-n", "shop", "--hard=pods=3");
        ok("run", "one", "-n", "shop", "--image=nginx");
        for (String what : List.of(
                "deploy/web",
                "svc/web",
                "job/once",
                "cronjob/often",
                "quota/few",
                "pod/one",
                "sa/default",
                "configmap/c",
                "secret/s",
                "role/reader",
                "rolebinding/reader")) {
            String name = what.substring(what.indexOf('/') + 1);
            assertThat(ok("describe", what, "-n", "shop")).as(what).contains(name);
        }
        assertThat(ok("describe", "crd", "widgets.demo.example.com")).contains("Established");
        assertThat(ok("describe", "clusterrole", "view")).contains("configmaps");
        assertThat(ok("get", "pods", "-A", "--field-selector=status.phase=Pending", "-o", "name"))
                .isEqualTo("pod/one\n");
        ok("delete", "pod", "one", "-n", "shop", "--grace-period=0", "--force");
        ok("delete", "job,cronjob,deploy,svc,quota", "--all", "-n", "shop");
    }

    @Test
    @Order(10)
    void waitsForDeletionsAndConditions() throws Exception {
        Process wait = begin("wait", "wd/one", "-n", "shop", "--for=delete", "--timeout=20s");
        ok("delete", "wd", "one", "-n", "shop", "--wait=false");
        assertThat(wait.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(wait.exitValue()).isZero();
        assertThat(ok("wait", "crd/widgets.demo.example.com", "--for=condition=Established", "--timeout=10s"))
                .contains("condition met");
        Path again = file("again.yaml", Files.readString(folder.resolve("widget.yaml")));
        ok("create", "-f", again.toString(), "--save-config");
        ok("delete", "secrets", "--all", "-n", "shop");
    }

    @Test
    @Order(11)
    void deletes() throws Exception {
        ok("delete", "wd", "one", "-n", "shop");
        assertThat(ok("get", "wd", "-n", "shop")).contains("No resources found");
        assertThat(ok("delete", "namespace", "shop", "--timeout=30s")).contains("deleted");
        assertThat(kubectl("get", "namespace", "shop").text()).contains("NotFound");
    }
}
