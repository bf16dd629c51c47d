package dev.supercargo.model;

/// Template of the Promotions to a Stage.
///
/// - `spec`: what the Promotions do.
public record PromotionTemplate(@Required PromotionTemplateSpec spec) {}
