package dev.supercargo.app.doctor;

import dev.supercargo.access.Component;
import dev.supercargo.kube.client.Cluster;
import dev.supercargo.meta.WorldException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `supercargo doctor`: has the installation what it needs?
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the API server whether each component may do what it must, and looks at what else it needs.",
            "Exit status: 0 all well, 1 something is missing, 2 it could not be told."
        })
public final class DoctorCommand implements Callable<Integer> {
    /// How to print.
    enum Format {
        table,
        json,
        yaml
    }

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Cluster and user (default: KUBECONFIG, else the account of the Pod); of a laptop:"
                    + " DATA/kubeconfig.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:KARGO_NAMESPACE:-" + Component.NAMESPACE + "}",
            description = "Where the components live (default: KARGO_NAMESPACE, else " + Component.NAMESPACE + ").")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String namespace;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "table", description = "table, json or yaml.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Option(
            names = "--fix-yaml",
            description = "Prints the roles and bindings that are missing, for kubectl apply -f -.")
    private boolean fixYaml;

    @Override
    public Integer call() {
        Report report;
        try {
            report = Doctor.examine(new Cluster(Optional.ofNullable(kubeconfig), Optional.empty()), namespace);
        } catch (WorldException e) {
            System.err.println("supercargo: cannot examine: " + e.failure().what()
                    + "; name the cluster with --kubeconfig, as a user who may create subjectaccessreviews");
            return 2;
        }
        System.out.print(
                fixYaml
                        ? report.fixYaml()
                        : switch (format) {
                            case table -> report.table();
                            case json -> report.json();
                            case yaml -> report.yaml();
                        });
        return report.exitStatus();
    }
}
