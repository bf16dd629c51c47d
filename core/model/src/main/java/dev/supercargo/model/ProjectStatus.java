package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the management controller found out about a Project.
///
/// - `conditions`: what is so, and why.
/// - `stats`: numbers about the Project.
public record ProjectStatus(
        List<Condition> conditions, @Nullable ProjectStats stats) {
    /// Nothing said yet.
    public static final ProjectStatus EMPTY = Wire.read(ProjectStatus.class, Map.of());

    public ProjectStatus {
        conditions = List.copyOf(conditions);
    }

    public ProjectStatus withConditions(List<Condition> conditions) {
        return Wire.with(this, "conditions", conditions);
    }

    public ProjectStatus withStats(@Nullable ProjectStats stats) {
        return Wire.with(this, "stats", stats);
    }
}
