package dev.supercargo.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Named checks, answered as Kubernetes' components answer `/livez` and `/readyz`: `ok`, or each check with what is
/// wrong.
public final class HealthChecks {
    private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();

    /// Adds a check, before any request is answered.
    ///
    /// @param wrong what is wrong now, empty where all is well
    public HealthChecks with(String name, Supplier<Optional<String>> wrong) {
        checks.put(name, wrong);
        return this;
    }

    Answer answer(String what, boolean verbose) {
        var lines = new StringBuilder();
        boolean well = true;
        for (var check : checks.entrySet()) {
            Optional<String> wrong = check.getValue().get();
            well &= wrong.isEmpty();
            lines.append(wrong.map(words -> "[-]" + check.getKey() + " failed: " + words)
                    .orElse("[+]" + check.getKey() + " ok"));
            lines.append('\n');
        }
        if (well && !verbose) {
            return Answer.plain(200, "ok");
        }
        return Answer.plain(well ? 200 : 500, lines + what + (well ? " check passed\n" : " check failed\n"));
    }
}
