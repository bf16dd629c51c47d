package dev.supercargo.conformance;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The embedded API server alone, behind TLS, as `supercargo apiserver` runs it.
final class EmbeddedApi implements ApiUnderTest {
    private final Path folder;
    private final Store store = Store.inMemory();
    private final ApiServer server;
    private final Pki pki;
    private final Refusals refusals = new Refusals();
    private final String address;

    private EmbeddedApi(Path folder, AccessListener listener) {
        this.folder = folder;
        this.pki = Pki.open(folder.resolve("pki"), Instant.now());
        this.server =
                ApiServer.over(store, ApiServerOptions.standard().withPki(pki).withAudit((who, question, answer) -> {
                    refusals.answered(who, question, answer);
                    listener.answered(who, question, answer);
                }));
        this.address = "https://127.0.0.1:" + server.start(0);
        Kubeconfig.write(
                kubeconfig(),
                Kubeconfig.withCertificate("embedded", address, pki.authorityPem(), pki.administrator(Instant.now())));
    }

    static EmbeddedApi start(Path folder) {
        return start(folder, (_, _, _) -> {});
    }

    static EmbeddedApi start(Path folder, AccessListener listener) {
        return new EmbeddedApi(folder, listener);
    }

    /// A kubeconfig of somebody else.
    Path kubeconfig(String file, String user, List<String> groups) {
        Path path = folder.resolve(file);
        Kubeconfig.write(
                path,
                Kubeconfig.withCertificate(file, address, pki.authorityPem(), pki.client(user, groups, Instant.now())));
        return path;
    }

    @Override
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    @Override
    public List<String> refused() {
        return refusals.ofComponents();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
