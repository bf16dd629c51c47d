package dev.supercargo.cli;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `supercargo why`: why is something as it is?
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = "Says why something is as it is, and when that can change.",
        subcommands = WhyCommand.OfStage.class)
final class WhyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say of what: supercargo why stage NAME -p PROJECT");
    }

    /// `supercargo why stage NAME`: for each origin and each recent piece of Freight.
    @Command(
            name = "stage",
            mixinStandardHelpOptions = true,
            description =
                    "For each origin that a Stage requests: why does (or does not) Freight come, since when, until when?")
    static final class OfStage implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The Stage.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private String name;

        @Mixin
        private final ApiFlags flags = new ApiFlags();

        @Override
        public Integer call() throws InterruptedException {
            Address address = flags.address();
            String project = flags.project(address).orElseThrow(() -> new CliError("project is required"));
            try (ApiClient api = new ApiClient(address)) {
                Map<String, Object> tree = api.get("/v1beta1/projects/" + ApiClient.part(project) + "/stages/"
                        + ApiClient.part(name) + "/explanation");
                switch (flags.output()) {
                    case table -> print(tree, System.out);
                    case json -> System.out.println(Json.pretty(tree));
                    case yaml -> System.out.print(Yaml.print(tree));
                }
            }
            return CommandLine.ExitCode.OK;
        }
    }

    static void print(Map<String, Object> explanation, PrintStream out) {
        Instant now = Instant.parse(Json.text(explanation, "at").orElse(""));
        out.println("Stage " + text(explanation, "stage") + " of Project " + text(explanation, "project"));
        for (Object item : Json.list(explanation, "origins")) {
            Map<String, Object> origin = Json.asObject(item);
            out.println();
            out.println(text(origin, "origin") + ": " + text(origin, "reason") + times(origin, now));
            out.println("  " + text(origin, "sentence"));
            var table = new Table("freight", "alias", "verdict", "reason", "since", "next", "why");
            for (Object piece : Json.list(origin, "freight")) {
                Map<String, Object> freight = Json.asObject(piece);
                boolean candidate = Json.text(origin, "candidate").equals(Json.text(freight, "name"));
                String name = text(freight, "name");
                table.row(
                        (name.length() > 12 ? name.substring(0, 12) : name) + (candidate ? " *" : ""),
                        text(freight, "alias"),
                        text(freight, "verdict"),
                        text(freight, "reason"),
                        Ages.since(Json.text(freight, "since"), now),
                        Ages.until(Json.text(freight, "next"), now),
                        text(freight, "sentence"));
            }
            out.println();
            out.print(table.text().indent(2));
        }
    }

    private static String times(Map<String, Object> tree, Instant now) {
        String since = Json.text(tree, "since")
                .map(at -> " since " + at + " (" + Ages.since(java.util.Optional.of(at), now) + ")")
                .orElse("");
        return since
                + Json.text(tree, "next").map(at -> ", can change at " + at).orElse("");
    }

    private static String text(Map<String, Object> tree, String key) {
        return Json.text(tree, key).orElse("");
    }
}
