package dev.supercargo.golden;

import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.promotion.StepRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `steps-misc.json`: steps about the Promotion itself and the Project's resources.
final class StepMiscAdapter implements Adapter {
    @Override
    public String file() {
        return "steps-misc.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        Map<String, Object> expect = Json.object(testCase, "expect");
        String kind = Json.text(given, "uses").orElse("");
        var kube = new ObjectsInMemory(Json.list(given, "objects"));
        Optional<StepRunner> runner = StepBench.runner(StepBench.runners(kube), kind);
        if (runner.isEmpty()) {
            return Verdict.unsupported(kind);
        }
        try (var bench = new StepBench()) {
            StepAnswer answer = bench.run(runner.get(), Json.object(given, "config"), Map.of());
            Optional<String> difference = bench.difference(expect, answer);
            if (difference.isEmpty() && expect.containsKey("error")) {
                difference = Difference.first(
                        "error",
                        expect.get("error"),
                        answer.error().map(StepAnswer.Fault::text).orElse(""));
            }
            if (difference.isEmpty() && expect.containsKey("message")) {
                difference = Difference.first("message", expect.get("message"), answer.message());
            }
            if (difference.isEmpty() && expect.containsKey("objects")) {
                difference = Difference.first("objects", expect.get("objects"), objects(kube));
            }
            return difference.map(Verdict::failed).orElseGet(Verdict::passed);
        }
    }

    /// `<Kind> <name>` to the object, without what the server makes and what says nothing.
    private static Map<String, Object> objects(ObjectsInMemory kube) {
        var all = new LinkedHashMap<String, Object>();
        for (KubeObject object : kube.all()) {
            Map<String, Object> tree = object.tree();
            var metadata = new LinkedHashMap<String, Object>();
            metadata.put("name", object.name());
            if (!object.labels().isEmpty()) {
                metadata.put("labels", object.labels());
            }
            tree.put("metadata", metadata);
            tree.remove("apiVersion");
            tree.remove("kind");
            tree.remove("spec");
            tree.remove("origin");
            Map<String, Object> status = Json.copy(Json.object(tree, "status"));
            status.entrySet().removeIf(e -> e.getValue() instanceof Map<?, ?> map && map.isEmpty());
            tree.put("status", status);
            all.put(object.kind() + " " + object.name(), tree);
        }
        return all;
    }
}
