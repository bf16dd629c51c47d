package dev.supercargo.model;

/// How Freight is chosen for automatic promotion.
///
/// - `selectionPolicy`: NewestFreight, or MatchUpstream for what the upstream Stage holds. Absent means
///   NewestFreight.
public record AutoPromotionOptions(String selectionPolicy) {}
