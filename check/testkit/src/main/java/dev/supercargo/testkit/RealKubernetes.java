package dev.supercargo.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The programs of a real Kubernetes (`kube-apiserver`, `kube-controller-manager`, `etcd`), or why there are none here.
///
/// They are taken from `KUBEBUILDER_ASSETS`, else from the user's cache folder, where `check/kubernetes/binaries`
/// keeps what it built; `./supercargo verify` builds them beside the tests, so a test may have to wait for them.
public sealed interface RealKubernetes {
    /// They are in this folder.
    record Found(Path folder) implements RealKubernetes {}

    /// There are none.
    ///
    /// @param reason what is in the way, for people
    record Missing(String reason) implements RealKubernetes {
        /// One line for the output of a test that is skipped.
        @Override
        public String toString() {
            return "SKIPPED: nothing is compared with a real kube-apiserver: " + reason;
        }
    }

    /// Looks for them, and waits for a build that is under way.
    ///
    /// @param patience how long, in total, callers of this process wait for that build
    static RealKubernetes find(Duration patience) throws IOException, InterruptedException {
        String assets = System.getenv("KUBEBUILDER_ASSETS");
        return assets == null || assets.isEmpty()
                ? CachedKubernetes.in(buildFolder(), patience)
                : given(Path.of(assets));
    }

    private static RealKubernetes given(Path folder) {
        return CachedKubernetes.isWhole(folder)
                ? new Found(folder)
                : new Missing("KUBEBUILDER_ASSETS is " + folder
                        + ", where kube-apiserver, kube-controller-manager and etcd are not all to be found");
    }

    /// Where the module that builds them is: above this process's folder.
    private static Path buildFolder() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            Path folder = here.resolve("check/kubernetes/binaries");
            if (Files.isExecutable(folder.resolve("build-once"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no check/kubernetes/binaries/build-once above " + Path.of("").toAbsolutePath());
    }
}
