package dev.supercargo.decisions.health;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out the checks of one kind; registered under the name of the step that leaves them behind.
@FunctionalInterface
public interface HealthChecker {
    /// What the check found.
    Finding check(Map<String, Object> config);

    /// One check's answer: a state (its word, as checkers may have words of their own), issues, a document if it found
    /// any, and the Argo CD Applications that must be compared anew before they can be trusted.
    record Finding(String state, List<String> issues, Optional<Object> output, List<ObjectKey> untrusted) {
        public Finding {
            issues = List.copyOf(issues);
            output = output.map(Json::copyOf);
            untrusted = List.copyOf(untrusted);
        }

        /// A state with issues and nothing else.
        public static Finding of(HealthState state, List<String> issues) {
            return new Finding(state.word(), issues, Optional.empty(), List.of());
        }
    }
}
