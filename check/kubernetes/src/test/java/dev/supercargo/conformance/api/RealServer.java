package dev.supercargo.conformance.api;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.supercargo.testkit.RealApi;
import dev.supercargo.testkit.RealKubernetes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;

/// The real kube-apiserver, where a test can have it.
public final class RealServer {
    /// The order of test classes that want it: last, for it may still be being built.
    public static final int LATE = Order.DEFAULT + 1;

    /// What a build beside the tests is waited for, by all tests together.
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private RealServer() {}

    /// Starts it in a folder. Where there is none, the test that asks is skipped, and the output says why.
    public static RealApi start(Path folder) throws IOException, InterruptedException {
        return RealApi.start(binaries().folder(), folder);
    }

    /// Its programs. Where there are none, the test that asks is skipped, and the output says why.
    static RealKubernetes.Found binaries() throws IOException, InterruptedException {
        return switch (RealKubernetes.find(PATIENCE)) {
            case RealKubernetes.Found found -> found;
            case RealKubernetes.Missing missing -> {
                System.out.println(missing);
                yield abort(missing.toString());
            }
        };
    }
}
