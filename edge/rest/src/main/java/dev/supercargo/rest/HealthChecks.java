package dev.supercargo.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Named checks, answered as Kubernetes' components answer `/livez` and `/readyz`: `ok`, or each check with what is
/// wrong.
public final class HealthChecks {
    private final Map<String, Check> checks = new LinkedHashMap<>();

    /// @param counts whether the whole fails when it does
    private record Check(Supplier<Optional<String>> wrong, boolean counts) {}

    /// Adds a check, before any request is answered.
    ///
    /// @param wrong what is wrong now, empty where all is well
    public HealthChecks with(String name, Supplier<Optional<String>> wrong) {
        checks.put(name, new Check(wrong, true));
        return this;
    }

    /// Adds something that is told although the whole does not fail with it (`[!]`).
    ///
    /// @param wrong what is wrong now, empty where all is well
    public HealthChecks telling(String name, Supplier<Optional<String>> wrong) {
        checks.put(name, new Check(wrong, false));
        return this;
    }

    Answer answer(String what, boolean verbose) {
        var lines = new StringBuilder();
        boolean well = true;
        for (var check : checks.entrySet()) {
            Optional<String> wrong = check.getValue().wrong().get();
            boolean counts = check.getValue().counts();
            well &= wrong.isEmpty() || !counts;
            lines.append(wrong.map(words -> (counts ? "[-]" : "[!]") + check.getKey() + " failed: " + words)
                    .orElse("[+]" + check.getKey() + " ok"));
            lines.append('\n');
        }
        if (well && !verbose) {
            return Answer.plain(200, "ok");
        }
        return Answer.plain(well ? 200 : 500, lines + what + (well ? " check passed\n" : " check failed\n"));
    }
}
