package dev.supercargo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
    private static final String EXPLANATION = """
            {"project": "p", "stage": "s", "at": "2026-01-01T00:10:00Z", "origins": [{"origin": "Warehouse/w",
             "candidate": "f1", "reason": "Soaking", "sentence": "it soaks", "since": "2026-01-01T00:00:00Z",
             "next": "2026-01-01T00:11:00Z", "freight": [{"name": "f1", "alias": "calm-cat", "verdict": "Blocked",
             "reason": "Soaking", "sentence": "it soaks", "since": "2026-01-01T00:00:00Z",
             "next": "2026-01-01T00:11:00Z"}]}]}
            """;
    private static final String PROBLEMS = """
            {"problems": [{"code": "PermissionMissing", "subject": {"kind": "Stage", "namespace": "p", "name": "s"},
             "wish": "promote", "obstacle": "no", "since": "2026-01-01T00:00:00Z",
             "remedy": {"text": "grant it", "missing": "c lacks create", "yaml": "kind: Role\\n"}}]}
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, String> shown = new HashMap<>();
    private HttpServer server;

    CommandsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getRawPath();
            shown.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String answer = answers.get(path);
            byte[] body = (answer == null ? "{\"error\":\"no\"}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private record Run(int status, String out) {}

    private Run run(String... words) {
        var all = new java.util.ArrayList<>(java.util.List.of(words));
        all.add("--server");
        all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var line = new CommandLine(new Root());
            Commands.addTo(line);
            line.setExecutionExceptionHandler((e, _, _) -> {
                System.out.println("Error: " + e.getMessage());
                return 1;
            });
            int status = line.execute(all.toArray(String[]::new));
            return new Run(status, out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @CommandLine.Command(name = "supercargo")
    private static final class Root {}

    @Test
    void saysWhyInATable() {
        answers.put("/v1beta1/projects/p/stages/s/explanation", EXPLANATION);
        Run run = run("why", "stage", "s", "-p", "p");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("Stage s of Project p")
                .contains("Warehouse/w: Soaking since 2026-01-01T00:00:00Z (10m), can change at 2026-01-01T00:11:00Z")
                .containsPattern("FREIGHT +ALIAS +VERDICT +REASON +SINCE +NEXT +WHY")
                .containsPattern("f1 \\* +calm-cat +Blocked +Soaking +10m +60s +it soaks");
    }

    @Test
    void printsWhatTheApiSaysAsJsonAndYaml() {
        answers.put("/v1beta1/projects/p/stages/s/explanation", EXPLANATION);
        assertThat(Json.parse(run("why", "stage", "s", "-p", "p", "-o", "json").out()))
                .isEqualTo(Json.parse(EXPLANATION));
        assertThat(Yaml.parse(run("why", "stage", "s", "-p", "p", "-o", "yaml").out()))
                .isEqualTo(Json.parse(EXPLANATION));
    }

    @Test
    void listsProblemsWithTheirRemedy() {
        answers.put("/v1beta1/problems", PROBLEMS);
        answers.put("/v1beta1/projects/q/problems", "{\"problems\": []}");
        assertThat(run("problems").out())
                .contains("PermissionMissing  Stage p/s  cannot promote: no")
                .contains("missing: c lacks create")
                .contains("    kind: Role");
        assertThat(run("problems", "-p", "q").out()).isEqualTo("no problems\n");
    }

    @Test
    void anErrorNamesTheNextStep() {
        assertThat(run("why", "stage", "x", "-p", "p")).satisfies(run -> {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEqualTo("Error: 404 Not Found: {\"error\":\"no\"}\n");
        });
        assertThat(new ApiClient(new Address(Address.LAPTOP + "1", Optional.empty(), Optional.empty())))
                .satisfies(api -> assertThatThrownBy(() -> api.get("/"))
                        .isInstanceOf(CliError.class)
                        .hasMessageContaining("--server"));
    }

    @Test
    void settingsComeFromFlagsThenEnvironmentThenFile() throws IOException {
        Path config = Files.createDirectories(folder.resolve("kargo")).resolve("config");
        Files.writeString(config, "apiAddress: https://file/\nbearerToken: t1\nproject: demo\n");
        String home = folder.toString();
        Address file = Address.of(Optional.empty(), Optional.empty(), Map.of("XDG_CONFIG_HOME", home));
        assertThat(file).isEqualTo(new Address("https://file", Optional.of("t1"), Optional.of("demo")));
        Map<String, String> environment =
                Map.of("XDG_CONFIG_HOME", home, "KARGO_API_ADDRESS", "env:1", "KARGO_API_TOKEN", "t2");
        assertThat(Address.of(Optional.empty(), Optional.empty(), environment))
                .isEqualTo(new Address("https://env:1", Optional.of("t2"), Optional.empty()));
        assertThat(Address.of(Optional.of("http://flag"), Optional.empty(), environment)
                        .server())
                .isEqualTo("http://flag");
        assertThat(Address.of(Optional.empty(), Optional.empty(), Map.of("XDG_CONFIG_HOME", home + "/none")))
                .isEqualTo(new Address(Address.LAPTOP, Optional.empty(), Optional.empty()));
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig,
                "current-context: c\ncontexts: [{name: c, context: {user: u}}]\nusers: [{name: u, user: {token: t3}}]\n");
        assertThat(Address.of(Optional.empty(), Optional.of(kubeconfig), Map.of("XDG_CONFIG_HOME", home))
                        .token())
                .contains("t3");
    }

    @ParameterizedTest
    @CsvSource({"5, 5s", "119, 119s", "200, 3m20s", "600, 10m", "14400, 4h", "1036800, 12d"})
    void agesAreInTheLargestUnits(long seconds, String printed) {
        assertThat(Ages.printed(Duration.ofSeconds(seconds))).isEqualTo(printed);
        assertThat(Ages.since(
                        Optional.of("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds)))
                .isEqualTo(printed);
    }
}
