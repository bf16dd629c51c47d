package dev.supercargo.decisions.health;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Health;
import java.util.List;
import java.util.Optional;

/// How a Stage fares: the state, what is wrong in words, what the checks found (a list with one document per check that
/// had
/// any), over how many checks, and which Argo CD Applications must be compared anew before their status can be trusted.
public record Assessment(
        HealthState state, List<String> issues, Optional<Object> output, int checks, List<ObjectKey> untrusted) {
    public Assessment {
        issues = List.copyOf(issues);
        untrusted = List.copyOf(untrusted);
    }

    /// As `status.health` holds it.
    public Health health() {
        return new Health(state.word(), issues, null, output.orElse(null));
    }
}
