package dev.supercargo.model;

/// How many Promotions are in which phase.
///
/// - `pending`: how many wait.
/// - `running`: how many run.
/// - `succeeded`: how many succeeded.
/// - `failed`: how many failed.
/// - `errored`: how many met a technical error.
/// - `aborted`: how many were aborted.
public record PromotionSummary(int pending, int running, int succeeded, int failed, int errored, int aborted) {}
