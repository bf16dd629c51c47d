package dev.supercargo.app;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `supercargo train`: walks the hot paths once, in a folder of its own, so that the JVM can record what start-up
/// needs.
@Command(name = "train", hidden = true, description = "Walks the hot paths once, for the start-up cache.")
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("supercargo-train-");
        try (Laptop laptop = Laptop.start(new LaptopOptions(new DataFolder(folder).made(), 0, 0));
                Kube overTls = KubeClient.of(laptop.data().kubeconfig())) {
            KubeObject project = KubeObject.named(Kinds.PROJECT, ObjectKey.cluster("train"));
            laptop.localUser().create(Kinds.PROJECT, project);
            overTls.list(Kinds.STAGE, "", LabelSelector.EVERYTHING);
            overTls.delete(Kinds.PROJECT, ObjectKey.cluster("train"));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        return 0;
    }
}
