package dev.supercargo.conformance;

import dev.supercargo.app.Doors;
import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import java.nio.file.Path;

class KubeClientInProcessTest extends KubeClientContract {
    @Override
    Kube client(ApiServer server, Path folder) {
        return KubeClient.through(Doors.of(server, Identity.administrator("admin")));
    }
}
