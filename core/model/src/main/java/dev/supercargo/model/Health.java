package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How healthy a Stage is.
///
/// - `status`: Healthy, NotApplicable, Progressing, Unknown or Unhealthy.
/// - `issues`: what is wrong.
/// - `config`: configuration of the checks.
/// - `output`: what the checks found.
public record Health(
        String status,
        List<String> issues,
        @Nullable Object config,
        @Nullable Object output) {
    public Health {
        issues = List.copyOf(issues);
    }
}
