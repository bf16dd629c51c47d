package dev.supercargo.golden;

import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.meta.Json;
import dev.supercargo.promotion.StepRunner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `steps-config.json`: what configurations are refused, in which words.
final class StepConfigAdapter implements Adapter {
    private final List<StepRunner> runners = StepBench.runners(new ObjectsInMemory(List.of()));

    @Override
    public String file() {
        return "steps-config.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        Map<String, Object> expect = Json.object(testCase, "expect");
        String kind = Json.text(given, "uses").orElse("");
        Optional<StepRunner> runner = StepBench.runner(runners, kind);
        if (runner.isEmpty()) {
            return Verdict.unsupported(kind);
        }
        try (var bench = new StepBench()) {
            StepAnswer answer = bench.run(runner.get(), Json.object(given, "config"), Map.of());
            if (Json.text(expect, "error").isPresent()) {
                return bench.difference(expect, answer).map(Verdict::failed).orElseGet(Verdict::passed);
            }
            return problems(kind, expect, answer);
        }
    }

    private static Verdict problems(String kind, Map<String, Object> expect, StepAnswer answer) {
        String prefix = "invalid " + kind + " config: ";
        String error = answer.error().map(StepAnswer.Fault::text).orElse("");
        boolean refused = error.startsWith(prefix);
        if (Json.at(expect, "valid").isPresent()) {
            return refused ? Verdict.failed("expected valid, got " + error) : Verdict.passed();
        }
        Set<String> lines =
                refused ? new HashSet<>(error.substring(prefix.length()).lines().toList()) : Set.of();
        lines = new HashSet<>(lines);
        Json.list(expect, "hints").forEach(lines::remove);
        var wanted = new TreeSet<String>();
        Json.list(expect, "problems").forEach(line -> wanted.add(String.valueOf(line)));
        boolean terminal = answer.error().filter(StepAnswer.Fault::terminal).isPresent();
        return wanted.equals(new TreeSet<>(lines))
                        && terminal
                        && answer.status().equals("Failed")
                ? Verdict.passed()
                : Verdict.failed("expected " + wanted + ", got " + answer);
    }
}
