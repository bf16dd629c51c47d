package dev.supercargo.model;

/// Names a task whose steps take the place of a step in a Stage's template.
///
/// - `name`: name of the task.
/// - `kind`: kind of the task. Absent means PromotionTask.
public record PromotionTaskReference(@Required String name, String kind) {}
