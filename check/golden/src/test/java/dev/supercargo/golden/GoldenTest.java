package dev.supercargo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The project's own copies of the golden cases: one test for each file, but for the whole flows: they take minutes,
/// look at moments, and want a quiet machine; `./supercargo verify --golden` plays them.
class GoldenTest {
    private static final String FLOWS = "flows.json";
    private static final Path CASES = Path.of("src/test/resources");
    private static final Path DIFFERENCES = Path.of("../../docs/differs-from-kargo.md");

    @TestFactory
    Stream<DynamicTest> nothingFails() {
        return Adapters.all().stream()
                .filter(adapter -> !adapter.file().equals(FLOWS))
                .map(adapter -> DynamicTest.dynamicTest(adapter.label(), () -> {
                    var text = new ByteArrayOutputStream();
                    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
                    boolean ok = new Golden(out, Golden.listedIn(DIFFERENCES)).run(adapter, CASES);
                    String report = text.toString(StandardCharsets.UTF_8);
                    System.out.println(report.strip().lines().reduce("", (_, last) -> last));
                    assertThat(ok).as(report).isTrue();
                }));
    }
}
