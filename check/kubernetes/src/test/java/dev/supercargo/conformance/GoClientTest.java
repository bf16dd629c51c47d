package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded server as Go programs see it: client-go and controller-runtime, in the module `goclient`. Skipped, with
/// a word, where Go or its modules are missing.
class GoClientTest {
    private static final Path MODULE = Path.of("goclient");
    private static final long PATIENCE_MINUTES = 5;

    @TempDir
    private Path folder;

    @Test
    void satisfiesProgramsInGo() throws IOException, InterruptedException {
        assumeTrue(hasGo(), "SKIPPED: there is no Go on the path; install it to test with client-go");
        Said modules = run(MODULE, "go", "mod", "download");
        assumeTrue(modules.exit() == 0, () -> "SKIPPED: Go modules of goclient cannot be had: " + modules.text());
        Path program = folder.resolve("looks");
        Said built = run(MODULE, "go", "build", "-o", program.toString(), ".");
        assertThat(built.exit()).as(built.text()).isZero();

        Pki pki = Pki.open(folder.resolve("pki"), Instant.now());
        try (Store store = Store.open(folder.resolve("data"));
                ApiServer server =
                        ApiServer.over(store, ApiServerOptions.standard().withPki(pki))) {
            String address = "https://127.0.0.1:" + server.start(0);
            Path kubeconfig = folder.resolve("kubeconfig");
            Kubeconfig.write(
                    kubeconfig,
                    Kubeconfig.withCertificate("go", address, pki.authorityPem(), pki.administrator(Instant.now())));
            Said said = run(folder, program.toString(), kubeconfig.toString());
            List<String> looks = said.text()
                    .lines()
                    .filter(line -> line.startsWith("ok ") || line.startsWith("FAILED "))
                    .toList();
            assertThat(looks).as(said.text()).hasSizeGreaterThan(25).allMatch(line -> line.startsWith("ok "));
            assertThat(said.exit()).isZero();
        }
    }

    private static boolean hasGo() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "go")));
    }

    /// What a command printed, and how it ended.
    private record Said(int exit, String text) {}

    private Said run(Path directory, String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Said(-1, "did not end in time: " + Files.readString(output));
        }
        return new Said(process.exitValue(), Files.readString(output));
    }
}
