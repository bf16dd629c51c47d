package dev.supercargo.bench;

import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.web.Unverified;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An API server in processes of its own, on a folder of its own: the embedded one by the launcher, or a real
/// kube-apiserver with etcd, which keeps its writes on the disk as well.
final class ApiProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private final SSLContext tls;
    private final List<Process> processes = new ArrayList<>();

    private ApiProcess(Path folder) throws IOException {
        this.folder = folder;
        this.port = freePort();
        this.tls = tls(Pki.open(folder.resolve("pki"), Instant.now()).administrator(Instant.now()));
    }

    /// `supercargo apiserver`, ready; `supercargo` are the words that start it.
    static ApiProcess embedded(List<String> supercargo, Path folder) throws IOException, InterruptedException {
        var api = new ApiProcess(folder);
        var words = new ArrayList<>(supercargo);
        words.addAll(List.of("apiserver", "--data", folder.toString(), "--kube-port", Integer.toString(api.port)));
        api.run(words.toArray(String[]::new));
        return api.ready();
    }

    /// A real one, from a folder with the binaries, ready.
    static ApiProcess real(Path binaries, Path folder) throws IOException, InterruptedException {
        var api = new ApiProcess(folder);
        Path authority = folder.resolve("authority.crt");
        Files.writeString(
                authority, Pki.open(folder.resolve("pki"), Instant.now()).authorityPem());
        Path key = folder.resolve("tokens.key");
        if (!Files.exists(key)) {
            Process openssl = new ProcessBuilder("openssl", "genrsa", "-traditional", "-out", key.toString(), "2048")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("openssl.log").toFile())
                    .start();
            if (openssl.waitFor() != 0) {
                throw new IOException("openssl genrsa failed; see " + folder.resolve("openssl.log"));
            }
        }
        String client = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + freePort();
        api.run(
                binaries.resolve("etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        api.run(
                binaries.resolve("kube-apiserver").toString(),
                "--etcd-servers=" + client,
                "--bind-address=127.0.0.1",
                "--secure-port=" + api.port,
                "--cert-dir=" + folder.resolve("certs"),
                "--client-ca-file=" + authority,
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                "--endpoint-reconciler-type=none");
        return api.ready();
    }

    private void run(String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(Path.of(command[0]).getFileName() + ".log")
                                .toFile()))
                .start());
    }

    private ApiProcess ready() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (PlainClient client = client()) {
                if (client.send("GET", "/readyz", new byte[0]).status() == 200) {
                    return this;
                }
            } catch (IOException _) {
                // not yet
            }
            if (processes.stream().anyMatch(process -> !process.isAlive())) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        close();
        throw new IOException("the API server did not become ready; see the logs in " + folder);
    }

    PlainClient client() throws IOException {
        return new PlainClient(tls, port);
    }

    /// Megabytes that its processes hold in memory.
    long residentMb() throws IOException {
        long kilobytes = 0;
        for (Process process : processes) {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            if (Files.exists(status)) {
                kilobytes += Files.readString(status, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            }
        }
        return kilobytes / 1024;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        processes.reversed().forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    private static SSLContext tls(Certified administrator) {
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setKeyEntry(
                    "admin", administrator.key(), new char[0], new Certificate[] {administrator.certificate()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            return Unverified.tls(managers.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
