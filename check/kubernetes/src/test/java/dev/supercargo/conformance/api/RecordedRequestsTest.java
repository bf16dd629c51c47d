package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.golden.Golden;
import dev.supercargo.testkit.RealKubernetes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Whether a real kube-apiserver does what is recorded of one: what the embedded server is held to is true.
@Order(RealServer.LATE)
class RecordedRequestsTest {
    private static final Path CASES = Path.of("../golden/src/test/resources");
    private static final Path DIFFERENCES = Path.of("../../docs/embedded-api-server.md");

    @Test
    void theRealServerDoesWhatIsRecorded() throws Exception {
        RealKubernetes.Found binaries = RealServer.binaries();
        var text = new ByteArrayOutputStream();
        var out = new PrintStream(text, true, StandardCharsets.UTF_8);
        boolean ok = Golden.replayOnReal(out, binaries, CASES, Golden.listedIn(DIFFERENCES));
        String report = text.toString(StandardCharsets.UTF_8);
        System.out.println(report.strip().lines().reduce("", (_, last) -> last));
        assertThat(ok).as(report).isTrue();
    }
}
