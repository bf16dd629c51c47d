package dev.supercargo.app.demo;

import dev.supercargo.app.DataFolder;
import dev.supercargo.app.Laptop;
import dev.supercargo.app.LaptopOptions;
import dev.supercargo.app.StopSignal;
import dev.supercargo.app.UserError;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `supercargo demo`: the main job on real repositories.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Commits to a real repository and shows its Freight travel through six Stages.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--exit", description = "End afterwards; status 0 only if every expected Stage holds the Freight.")
    private boolean exit;

    @Option(names = "--auto-prod", description = "Let production promote by itself, too.")
    private boolean autoProd;

    @Option(
            names = "--no-apply",
            description =
                    "Serve repositories and laptop mode, but apply nothing: try kubectl apply -f examples/fan-out/.")
    private boolean noApply;

    @Option(
            names = "--break-rbac",
            description = "Withdraw a permission from the controller on the way, to see how a stop looks.")
    private boolean breakRbac;

    @Option(names = "--then-fix", description = "With --break-rbac: apply the remedy that is shown, and go on.")
    private boolean thenFix;

    @Option(names = "--json", description = "Print one JSON object per event.")
    private boolean json;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: in the user's data folder).")
    private @Nullable Path data;

    @Option(
            names = "--kube-port",
            paramLabel = "PORT",
            defaultValue = "" + LaptopOptions.KUBE_PORT,
            description = "Port of the Kubernetes API, TLS; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int kubePort;

    @Option(
            names = "--git-port",
            paramLabel = "PORT",
            defaultValue = "" + LaptopOptions.GIT_PORT,
            description = "Port of the demo's repositories; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int gitPort;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + LaptopOptions.PORT,
            description = "Port of the REST API; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        if (thenFix && !breakRbac) {
            throw new UserError("--then-fix mends what --break-rbac breaks; give both");
        }
        DataFolder folder = (data == null ? DataFolder.ofUser("demo") : new DataFolder(data.toAbsolutePath())).made();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Report report = report(out);
        var stop = new StopSignal();
        DemoRepositories repositories = DemoRepositories.in(folder.repositories());
        try (DemoSite site = DemoSite.start(repositories, gitPort);
                Laptop laptop = Laptop.start(new LaptopOptions(folder, kubePort, port))) {
            report.say(
                    "ready",
                    "ready: Kubernetes API " + laptop.address() + ", REST API " + laptop.restAddress()
                            + ", repositories " + site.url());
            boolean ok = noApply || demo(laptop, repositories, site, report).run();
            if (exit || thenFix) {
                return ok ? 0 : 1;
            }
            report.say("serving", closingWords(folder, site));
            stop.await();
            return 0;
        } finally {
            stop.done();
        }
    }

    private Demo demo(Laptop laptop, DemoRepositories repositories, DemoSite site, Report report) {
        Breakage.Wish breaking = thenFix ? Breakage.Wish.BREAK_AND_FIX : Breakage.Wish.BREAK;
        var options =
                new Demo.Options(examples(), autoProd, breakRbac ? breaking : Breakage.Wish.NONE, exit || thenFix);
        return new Demo(laptop, repositories, site, options, report, InstantSource.system());
    }

    private Report report(PrintStream out) {
        if (json) {
            return new JsonReport(out, InstantSource.system());
        }
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return terminal ? new TableReport(out) : new LineReport(out, InstantSource.system());
    }

    private static Path examples() {
        return Path.of(System.getProperty("supercargo.root", ".")).resolve("examples/fan-out");
    }

    private String closingWords(DataFolder folder, DemoSite site) {
        String kubectl = "kubectl --kubeconfig " + folder.kubeconfig();
        String first = noApply
                ? "  " + kubectl + " apply -f examples/fan-out/\n"
                : "  " + kubectl + " create -f examples/fan-out/by-hand/production.yaml\n";
        return "Serving until Ctrl-C. Repositories: " + site.url() + "/app.git and /gitops.git. Three things to try:\n"
                + "  supercargo demo --break-rbac (in place of this one), to see how a stop looks\n"
                + first
                + "  " + kubectl + " -n fan-out get stages,promotions,freights";
    }
}
