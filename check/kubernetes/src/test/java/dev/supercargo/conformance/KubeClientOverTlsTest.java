package dev.supercargo.conformance;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import java.nio.file.Path;

class KubeClientOverTlsTest extends KubeClientContract {
    @Override
    Kube client(ApiServer server, Path folder) {
        return KubeClient.of(folder.resolve("kubeconfig"));
    }
}
