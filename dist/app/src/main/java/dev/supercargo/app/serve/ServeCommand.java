package dev.supercargo.app.serve;

import dev.supercargo.access.Component;
import dev.supercargo.app.AnalysisRunner;
import dev.supercargo.app.ControlSettings;
import dev.supercargo.app.DataFolder;
import dev.supercargo.app.LaptopOptions;
import dev.supercargo.app.StopSignal;
import dev.supercargo.app.UserError;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.kube.client.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `supercargo serve`: components against a cluster, until stopped.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs components against the cluster of a kubeconfig, or of the Pod in which it runs.",
            "Of the replicas of a controller one is at work, the one that holds the Lease."
        })
public final class ServeCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "COMPONENT",
            description = "controller, management, admission, analysis, garbage-collector, api.")
    private List<String> words = List.of();

    @Option(names = "--all", description = "All components in this process.")
    private boolean all;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Cluster and user (default: KUBECONFIG, else the account of the Pod).")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--impersonate",
            description = "Each component acts as its own ServiceAccount, which the user must be allowed to"
                    + " impersonate. Always so for several components in one process.")
    private boolean impersonate;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:KARGO_NAMESPACE:-" + Component.NAMESPACE + "}",
            description = "Where the components live (default: KARGO_NAMESPACE, else " + Component.NAMESPACE + ").")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String namespace;

    @Option(
            names = "--shard",
            paramLabel = "NAME",
            defaultValue = "${env:SHARD_NAME:-}",
            description = "The controller looks after objects of this shard (default: SHARD_NAME, else those of none).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String shard;

    @Option(
            names = "--default-controller",
            defaultValue = "${env:IS_DEFAULT_CONTROLLER:-false}",
            description = "The controller also looks after objects of no shard (default: IS_DEFAULT_CONTROLLER).")
    private boolean defaultController;

    @Option(names = "--data", paramLabel = "DIR", description = "Mirrors and work directories (default: the user's).")
    private @Nullable Path data;

    @Option(
            names = "--webhook-port",
            paramLabel = "PORT",
            defaultValue = "${env:WEBHOOK_SERVER_PORT:-9443}",
            description = "Port of the admission webhook; 0 for any free one (default: WEBHOOK_SERVER_PORT, 9443).")
    private int webhookPort;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:PORT:-" + LaptopOptions.PORT + "}",
            description = "Port of the REST API; 0 for any free one (default: PORT, " + LaptopOptions.PORT + ").")
    private int port;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEALTH_PORT:-8080}",
            description = "Port of /livez, /readyz and /metrics; 0 for any free one (default: HEALTH_PORT, 8080).")
    private int healthPort;

    @Option(
            names = "--lease-seconds",
            paramLabel = "N",
            defaultValue = "${env:LEASE_SECONDS:-15}",
            description = "How long a Lease holds without being renewed (default: LEASE_SECONDS, 15).")
    private int leaseSeconds;

    @Override
    public Integer call() throws InterruptedException {
        ServeOptions options = options(System.getenv());
        var stop = new StopSignal();
        try (Served served = Served.start(options)) {
            String names = options.components().stream().map(Component::word).collect(Collectors.joining(" "));
            System.out.println("serving         " + names);
            System.out.println("Kubernetes API  " + options.cluster().address());
            if (served.webhookPort() > 0) {
                System.out.println("webhook port    " + served.webhookPort());
            }
            served.restPort().ifPresent(rest -> System.out.println("REST API port   " + rest));
            System.out.println("ready http://127.0.0.1:" + served.healthPort());
            System.out.flush();
            stop.await();
        } finally {
            stop.done();
        }
        return 0;
    }

    private ServeOptions options(Map<String, String> environment) {
        List<Component> components = components(environment);
        if (kubeconfig != null && !Files.isReadable(kubeconfig)) {
            throw new UserError("cannot read the kubeconfig " + kubeconfig + "; name another one with --kubeconfig");
        }
        if (leaseSeconds < 1) {
            throw new UserError("--lease-seconds is " + leaseSeconds + "; a Lease holds for a second at least");
        }
        DataFolder folder = data == null ? DataFolder.ofUser("serve") : new DataFolder(data.toAbsolutePath());
        return new ServeOptions(
                components,
                new Cluster(Optional.ofNullable(kubeconfig), Optional.empty()),
                impersonate || components.size() > 1,
                new ControlSettings(
                        folder.made(), environment, namespace, new Shard(shard, defaultController || shard.isEmpty())),
                new ServeOptions.Ports(webhookPort, healthPort, port),
                Duration.ofSeconds(leaseSeconds));
    }

    private List<Component> components(Map<String, String> environment) {
        if (all != words.isEmpty()) {
            throw new UserError("say which components: supercargo serve COMPONENT... or supercargo serve --all");
        }
        if (all) {
            var everything = new ArrayList<>(Arrays.asList(Component.values()));
            if (AnalysisRunner.of(environment) != AnalysisRunner.BUILTIN) {
                everything.remove(Component.ANALYSIS);
            }
            return everything;
        }
        return words.stream()
                .map(word -> Component.of(word)
                        .orElseThrow(() -> new UserError("no component \"" + word + "\"; there are "
                                + Arrays.stream(Component.values())
                                        .map(Component::word)
                                        .collect(Collectors.joining(", ")))))
                .toList();
    }
}
