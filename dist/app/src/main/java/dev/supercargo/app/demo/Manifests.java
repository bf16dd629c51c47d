package dev.supercargo.app.demo;

import dev.supercargo.app.UserError;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The example's manifests: the files that a cluster would get, applied in the order of their names.
final class Manifests {
    private static final String SERVED_AT = "localhost:16081";

    private final Path folder;
    private final String servedAt;

    /// `servedAt` replaces the address in the files where the repositories are served at another port.
    Manifests(Path folder, String servedAt) {
        this.folder = folder;
        this.servedAt = servedAt;
    }

    /// All objects of the folder's own files (not of folders in it).
    List<KubeObject> objects() {
        try (Stream<Path> files = Files.list(folder)) {
            var objects = new ArrayList<KubeObject>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                String text = Files.readString(file).replace(SERVED_AT, servedAt);
                Yaml.parseAll(text).forEach(document -> objects.add(KubeObject.of(Json.asObject(document))));
            }
            return objects;
        } catch (IOException e) {
            throw new UserError("cannot read the example's manifests in " + folder + ": " + e.getMessage());
        }
    }

    /// Creates what is missing and brings the rest up to date.
    void apply(Kube kube) {
        for (KubeObject object : objects()) {
            ResourceType type = type(object);
            Optional<KubeObject> stored = kube.get(type, object.key());
            if (stored.isEmpty()) {
                created(kube, type, object);
            } else {
                kube.patch(type, object.key(), object.view());
            }
        }
    }

    private static void created(Kube kube, ResourceType type, KubeObject object) {
        try {
            kube.create(type, object);
        } catch (WorldException e) {
            if (!(e.failure() instanceof Failure.Conflict)) {
                throw e;
            }
            kube.patch(type, object.key(), object.view());
        }
    }

    private static ResourceType type(KubeObject object) {
        return Stream.concat(Kinds.KARGO.stream(), Stream.of(Kinds.ANALYSIS_TEMPLATE))
                .filter(kind ->
                        kind.kind().equals(object.kind()) && kind.apiVersion().equals(object.apiVersion()))
                .findFirst()
                .orElseThrow(() -> new UserError("unknown kind " + object.kind() + " in the example's manifests"));
    }
}
