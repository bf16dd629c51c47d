package dev.supercargo.golden;

import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.meta.Json;
import dev.supercargo.promotion.StepRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cases of one step in a work directory: `steps-documents.json`, `steps-files.json`.
final class StepFilesAdapter implements Adapter {
    private final String file;
    private final List<StepRunner> runners = StepBench.runners(new ObjectsInMemory(List.of()));

    StepFilesAdapter(String file) {
        this.file = file;
    }

    @Override
    public String file() {
        return file;
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
            bench.layOut(Json.object(given, "files"), Json.object(given, "outside"));
            StepAnswer answer = bench.run(runner.get(), Json.object(given, "config"), Map.of());
            Optional<String> difference = bench.difference(expect, answer);
            return (difference.isPresent() ? difference : bench.filesDifference(expect, given))
                    .map(Verdict::failed)
                    .orElseGet(Verdict::passed);
        }
    }
}
