package dev.supercargo.conformance;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The example's manifests, applied as a client would.
final class Example {
    static final Path FOLDER = Path.of("../../examples/fan-out");

    private Example() {}

    /// Creates every object of the example; the repositories are served at another port than the files say.
    static void applied(Kube kube, int gitPort) throws IOException, InterruptedException {
        try (kube;
                Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                String text = Files.readString(file).replace("localhost:16081", "localhost:" + gitPort);
                for (Object document : Yaml.parseAll(text)) {
                    KubeObject object = KubeObject.of(Json.asObject(document));
                    kube.create(type(object), object);
                }
                awaitProject(kube);
            }
        }
    }

    private static void awaitProject(Kube kube) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            Optional<KubeObject> project = kube.get(Kinds.PROJECT, ObjectKey.cluster("fan-out"));
            boolean ready = project.stream()
                    .flatMap(p -> Json.list(p.view(), "status", "conditions").stream())
                    .anyMatch(c -> Json.text(c, "type").equals(Optional.of("Ready"))
                            && Json.text(c, "status").equals(Optional.of("True")));
            if (ready) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("the Project did not become ready");
    }

    static ResourceType type(KubeObject object) {
        return Stream.concat(Kinds.KARGO.stream(), List.of(Kinds.ANALYSIS_TEMPLATE).stream())
                .filter(kind -> kind.kind().equals(object.kind()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("unknown kind " + object.kind()));
    }
}
