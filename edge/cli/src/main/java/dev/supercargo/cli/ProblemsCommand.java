package dev.supercargo.cli;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `supercargo problems`: everything that keeps something from progressing, newest first, with its remedy.
@Command(
        name = "problems",
        mixinStandardHelpOptions = true,
        description = "Lists everything that keeps something from progressing, newest first, with its remedy.")
final class ProblemsCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 1_000;

    @Mixin
    private final ApiFlags flags = new ApiFlags();

    @Option(
            names = {"-w", "--watch"},
            description = "Goes on and prints each problem as it appears, and as it is gone.")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        Address address = flags.address();
        String path = flags.project(address)
                .map(project -> "/v1beta1/projects/" + ApiClient.part(project) + "/problems")
                .orElse("/v1beta1/problems");
        try (ApiClient api = new ApiClient(address)) {
            if (watch) {
                follow(api, path);
            }
            Map<String, Object> tree = api.get(path);
            switch (flags.output()) {
                case table -> print(tree, Instant.now(), System.out);
                case json -> System.out.println(Json.pretty(tree));
                case yaml -> System.out.print(Yaml.print(tree));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /// Until the process is stopped.
    private void follow(ApiClient api, String path) throws InterruptedException {
        Map<String, Map<String, Object>> known = new LinkedHashMap<>();
        while (true) {
            Map<String, Map<String, Object>> now = byIdentity(api.get(path));
            now.forEach((identity, problem) -> {
                if (!known.containsKey(identity)) {
                    told("appeared", problem);
                }
            });
            known.forEach((identity, problem) -> {
                if (!now.containsKey(identity)) {
                    told("gone", problem);
                }
            });
            known.clear();
            known.putAll(now);
            System.out.flush();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void told(String what, Map<String, Object> problem) {
        switch (flags.output()) {
            case table -> System.out.println(Instant.now() + "  " + what + "  " + line(problem));
            case json, yaml -> {
                var tree = new LinkedHashMap<String, Object>();
                tree.put("event", what);
                tree.put("problem", problem);
                System.out.print(
                        flags.output() == ApiFlags.Format.json ? Json.print(tree) + "\n" : "---\n" + Yaml.print(tree));
            }
        }
    }

    private static Map<String, Map<String, Object>> byIdentity(Map<String, Object> tree) {
        var problems = new LinkedHashMap<String, Map<String, Object>>();
        for (Object item : Json.list(tree, "problems")) {
            Map<String, Object> problem = Json.asObject(item);
            problems.put(
                    text(problem, "code")
                            + subject(problem)
                            + Json.text(problem, "remedy", "missing").orElse(""),
                    problem);
        }
        return problems;
    }

    static void print(Map<String, Object> tree, Instant now, PrintStream out) {
        List<Object> problems = Json.list(tree, "problems");
        if (problems.isEmpty()) {
            out.println("no problems");
        }
        for (Object item : problems) {
            Map<String, Object> problem = Json.asObject(item);
            out.println(line(problem));
            String next = Json.text(problem, "next")
                    .map(at -> ", tried again at " + at)
                    .orElse("");
            out.println("  since " + text(problem, "since") + " (" + Ages.since(Json.text(problem, "since"), now) + ")"
                    + next);
            Json.text(problem, "remedy", "missing").ifPresent(missing -> out.println("  missing: " + missing));
            out.println("  remedy: " + Json.text(problem, "remedy", "text").orElse(""));
            Json.text(problem, "remedy", "yaml").ifPresent(yaml -> out.print(yaml.indent(4)));
            out.println();
        }
    }

    private static String line(Map<String, Object> problem) {
        String wish = text(problem, "wish");
        return text(problem, "code") + "  " + subject(problem) + "  " + (wish.isEmpty() ? "" : "cannot " + wish + ": ")
                + text(problem, "obstacle");
    }

    private static String subject(Map<String, Object> problem) {
        Map<String, Object> subject = Json.object(problem, "subject");
        Optional<String> namespace = Json.text(subject, "namespace");
        return text(subject, "kind") + " " + namespace.map(name -> name + "/").orElse("") + text(subject, "name");
    }

    private static String text(Map<String, Object> tree, String key) {
        return Json.text(tree, key).orElse("");
    }
}
