package dev.supercargo.testkit;

import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real kube-apiserver with etcd and kube-controller-manager on loopback, with RBAC and the owner-reference
/// rule on.
public final class RealApi implements AutoCloseable {
    private static final String CONTROLLERS =
            "namespace-controller,garbage-collector-controller,serviceaccount-controller,"
                    + "serviceaccount-token-controller,root-ca-certificate-publisher-controller,"
                    + "clusterrole-aggregation-controller";
    private static final int PATIENCE_SECONDS = 60;

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final int port;

    private RealApi(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// Starts all three and waits until the API is ready.
    public static RealApi start(Path binaries, Path folder) throws IOException, InterruptedException {
        var api = new RealApi(folder, freePort());
        try {
            api.launch(binaries);
            return api;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            api.close();
            throw e;
        }
    }

    private void launch(Path binaries) throws IOException, InterruptedException {
        Pki pki = Pki.open(folder.resolve("pki"), Instant.now());
        Path authority = text("ca.crt", pki.authorityPem());
        String etcd = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + freePort();
        run(
                binaries,
                "etcd",
                "--data-dir",
                folder.resolve("etcd").toString(),
                "--listen-client-urls",
                etcd,
                "--advertise-client-urls",
                etcd,
                "--listen-peer-urls",
                peer,
                "--initial-advertise-peer-urls",
                peer,
                "--initial-cluster",
                "default=" + peer,
                "--unsafe-no-fsync");
        Path key = serviceAccountKey();
        run(
                binaries,
                "kube-apiserver",
                "--etcd-servers",
                etcd,
                "--bind-address",
                "127.0.0.1",
                "--secure-port",
                Integer.toString(port),
                "--cert-dir",
                folder.resolve("apiserver-certs").toString(),
                "--client-ca-file",
                authority.toString(),
                "--service-account-issuer",
                "https://kubernetes.default.svc.cluster.local",
                "--api-audiences",
                "https://kubernetes.default.svc",
                "--service-account-key-file",
                key.toString(),
                "--service-account-signing-key-file",
                key.toString(),
                "--service-cluster-ip-range",
                "10.0.0.0/24",
                "--authorization-mode",
                "RBAC",
                "--enable-admission-plugins",
                "OwnerReferencesPermissionEnforcement",
                "--endpoint-reconciler-type",
                "none",
                "--audit-policy-file",
                text("audit.yaml", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n")
                        .toString(),
                "--audit-log-path",
                folder.resolve("audit.log").toString());
        awaitReady();
        run(
                binaries,
                "kube-controller-manager",
                "--kubeconfig",
                kubeconfig().toString(),
                "--service-account-private-key-file",
                key.toString(),
                "--use-service-account-credentials",
                "--controllers",
                CONTROLLERS,
                "--root-ca-file",
                authority.toString(),
                "--leader-elect=false",
                "--secure-port",
                "0");
    }

    private Path serviceAccountKey() throws IOException, InterruptedException {
        Path key = folder.resolve("sa.key");
        Process openssl = new ProcessBuilder("openssl", "genrsa", "-traditional", "-out", key.toString(), "2048")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (openssl.waitFor() != 0) {
            throw new AssertionError("openssl genrsa failed: " + Files.readString(folder.resolve("openssl.log")));
        }
        return key;
    }

    /// What the audit log says of refusals to accounts of a namespace.
    public List<String> refused(String namespace) throws IOException {
        var refused = new ArrayList<String>();
        var going = new HashSet<String>();
        for (String line : Files.readAllLines(folder.resolve("audit.log"))) {
            Map<String, Object> event = Json.parseObject(line);
            String of = Json.text(event, "objectRef", "resource").orElse("");
            if (Json.text(event, "verb").equals(Optional.of("delete"))
                    && (of.equals("namespaces") || of.equals("projects"))) {
                going.add(Json.text(event, "objectRef", "name").orElse(""));
            }
            String where = Json.text(event, "objectRef", "namespace").orElse("");
            if (!of.equals("namespaces") && going.contains(where)) {
                continue; // its bindings go with it, and nothing new is let in
            }
            String who = Json.text(event, "impersonatedUser", "username")
                    .or(() -> Json.text(event, "user", "username"))
                    .orElse("");
            if (Json.at(event, "responseStatus", "code").equals(Optional.of(403L))
                    && who.startsWith("system:serviceaccount:" + namespace + ":")) {
                refused.add(who + ": " + Json.text(event, "verb").orElse("") + " "
                        + Json.text(event, "requestURI").orElse("") + ": "
                        + Json.text(event, "responseStatus", "message").orElse(""));
            }
        }
        return refused;
    }

    /// A kubeconfig of a cluster administrator.
    public Path kubeconfig() throws IOException {
        Path file = folder.resolve("kubeconfig");
        if (!Files.exists(file)) {
            String serving = Files.readString(folder.resolve("apiserver-certs/apiserver.crt"));
            Kubeconfig.write(file, Kubeconfig.withCertificate("real", address(), serving, administrator()));
        }
        return file;
    }

    /// Such as `https://127.0.0.1:6443`.
    public String address() {
        return "https://127.0.0.1:" + port;
    }

    /// The client certificate of a cluster administrator.
    public Certified administrator() {
        return Pki.open(folder.resolve("pki"), Instant.now()).administrator(Instant.now());
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 5; i++) {
            if (processes.stream().anyMatch(process -> !process.isAlive())) {
                throw new AssertionError("the real API server ended: " + log("kube-apiserver") + log("etcd"));
            }
            if (Files.exists(folder.resolve("apiserver-certs/apiserver.crt")) && isReady()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("the real API server did not become ready: " + log("kube-apiserver"));
    }

    private boolean isReady() throws IOException, InterruptedException {
        Process curl =
                new ProcessBuilder("curl", "-ksf", "-o", "/dev/null", "https://127.0.0.1:" + port + "/readyz").start();
        return curl.waitFor() == 0;
    }

    private String log(String name) throws IOException {
        String text = Files.readString(folder.resolve(name + ".log"));
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    private void run(Path binaries, String name, String... words) throws IOException {
        var command = new ArrayList<String>(List.of(binaries.resolve(name).toString()));
        command.addAll(List.of(words));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private Path text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
